/** What notifications say of a person who asks for his data. */
import { collectPages } from '../../platform/kernel/page';
import type { Identity } from '../identity';
import type { NotificationService } from './notifications.service';

export const partWithUser = (identity: Identity, { listNotifications }: NotificationService): void =>
  identity.contributesToExport('notifications', (person) =>
    collectPages((page) => listNotifications(person, { ...page, unreadOnly: false })),
  );
