/** What notifications add to the export of a person's data. */
import { collectPages } from '../../platform/db/walk';
import { mapPage } from '../../platform/kernel/page';
import type { Identity } from '../identity';
import { presentNotification } from './notification.view';
import type { NotificationService } from './notifications.service';
import { presentPreferences } from './preferences.routes';
import type { PreferencesService } from './preferences.service';

export function contributeUserData(
  identity: Identity,
  { listNotifications }: NotificationService,
  preferences: Pick<PreferencesService, 'read'>,
): void {
  identity.contributesToExport('notifications', (person) =>
    collectPages(async (page) =>
      mapPage(await listNotifications(person, { ...page, unreadOnly: false }), presentNotification),
    ),
  );
  identity.contributesToExport('notificationPreferences', async (person) =>
    presentPreferences(await preferences.read(person)),
  );
}
