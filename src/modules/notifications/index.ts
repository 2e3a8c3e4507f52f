/** The door of notifications: the one way to tell a person something, in the app, at once, and by mail. */
import type { Platform } from '../../platform/platform';
import { userDeleted } from '../identity';
import { messageRead } from '../messages';
import { createInboxChannel } from './channels/inbox';
import { createMailChannel } from './channels/mail';
import { deliverNotices } from './deliver-notices';
import { createHeldLetters } from './held-letters';
import { createNoticeLetters } from './notice-letters';
import { NOTICES } from './notices';
import type { NotificationsDeps } from './notifications.context';
import { notificationRoutes } from './notifications.routes';
import { createNotificationService } from './notifications.service';
import { contributeUserData } from './notifications.user-data';
import { preferencesRoutes } from './preferences.routes';
import { createPreferencesService } from './preferences.service';
import { createPreferencesStore } from './preferences.store';
import { createTellBrokers } from './tell-brokers';
import { createUnsubscribeLinks } from './unsubscribe-links';
import { unsubscribePage } from './unsubscribe-page';
import { watchQueues } from './watch-queues';

export { URGENCIES } from './notice';
export { notificationCreated } from './notifications.events';
export { sampleLetters } from './sample-letters';

export interface Notifications {
  /** How many notices the person has not read. */
  countUnread(userId: string): Promise<number>;
}

export function createNotifications(
  platform: Platform<{ JWT_ACCESS_SECRET: string }>,
  { brokers, identity, messages, queues }: NotificationsDeps,
): Notifications {
  const { config, database, clock, events } = platform;
  const service = createNotificationService(platform);
  const store = createPreferencesStore(database, clock);
  const links = createUnsubscribeLinks(config.siteUrl, config.JWT_ACCESS_SECRET);
  const letters = createNoticeLetters(config, links);
  const held = createHeldLetters(platform, identity, store, letters);
  const preferences = createPreferencesService(platform, store, held, NOTICES);

  platform.serve('Notifications', notificationRoutes(service, messages));
  platform.serve('Notifications', preferencesRoutes(preferences));
  platform.showPages([unsubscribePage(identity, links, preferences)]);
  contributeUserData(identity, service, preferences);
  identity.tellTimeZones(async (userId) => (await store.findTimes(userId))?.timeZone ?? null);
  deliverNotices(
    platform,
    {
      ...{ identity, store },
      inbox: createInboxChannel(platform),
      mail: createMailChannel(platform, { identity, letters, held }),
      tellBrokers: createTellBrokers(platform, brokers),
    },
    NOTICES,
  );
  watchQueues(platform, { identity, store, queues });
  events.on(userDeleted, 'notification-preferences', { runs: 'unit' }, ({ userId }) => store.forget(userId));
  events.on(
    messageRead,
    'notifications.conversations',
    { runs: 'unit' },
    async ({ readerId, senderId, upTo }, { occurredAt }) => {
      if (upTo) await service.markConversationRead(readerId, senderId, occurredAt);
    },
  );
  return { countUnread: service.countUnread };
}
