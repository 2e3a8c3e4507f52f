/** The door of notifications: tells people within the app what concerns them. */
import type { Platform } from '../../platform/platform';
import type { Identity } from '../identity';
import { hearNews } from './hearing';
import { RULES } from './notices/all-notices';
import { notificationRoutes } from './notifications.routes';
import { partWithUser } from './part-with-user';
import { createNotificationService } from './notifications.service';

export interface Notifications {
  /** How many notices the person has not read. */
  countUnread(userId: string): Promise<number>;
}

export function createNotifications(platform: Platform, { identity }: { identity: Identity }): Notifications {
  const service = createNotificationService(platform);
  platform.serve('Notifications', notificationRoutes(service));
  partWithUser(identity, service);
  hearNews(platform, identity, RULES);
  return { countUnread: service.countUnread };
}
