/** The door of notifications: the one way to tell a person something, in the app and by mail. */
import type { Platform } from '../../platform/platform';
import type { Identity } from '../identity';
import { deliverNotices } from './deliver-notices';
import { NOTICES } from './notices';
import { notificationRoutes } from './notifications.routes';
import { createNotificationService } from './notifications.service';
import { contributeUserData } from './notifications.user-data';

export interface Notifications {
  /** How many notices the person has not read. */
  countUnread(userId: string): Promise<number>;
}

export function createNotifications(platform: Platform, { identity }: { identity: Identity }): Notifications {
  const service = createNotificationService(platform);
  platform.serve('Notifications', notificationRoutes(service));
  contributeUserData(identity, service);
  deliverNotices(platform, identity, NOTICES);
  return { countUnread: service.countUnread };
}
