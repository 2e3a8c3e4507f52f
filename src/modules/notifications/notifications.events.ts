/** What notifications tell: somebody was told something in the app. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';
import { URGENCIES } from './notice';
import { QUEUE_KINDS } from './queues';

export const notificationCreated = defineEvent(
  'notification.created',
  z.object({
    notificationId: z.string(),
    userId: z.string(),
    /** As `OFFER_MADE`. */
    kind: z.string(),
    urgency: z.enum(URGENCIES),
    title: z.string(),
    subject: z.object({ type: z.string(), id: z.string(), title: z.string() }),
    /** The page that it leads to, from the root of the site. */
    path: z.string(),
    /** Whether the person wants to see it at once. */
    live: z.boolean(),
  }),
  { when: 'A notification was put into somebody’s inbox.', about: 'userId', feedOnly: true },
);

export const clientNews = defineEvent(
  'client.news',
  z.object({
    mandateId: z.string(),
    brokerId: z.string(),
    clientId: z.string(),
    /** What the client was told, in a line. */
    title: z.string(),
    /** Until when it is worth reading. */
    usefulUntil: z.int().nullable(),
  }),
  {
    when: 'A client of a broker was told something of the side on which the broker acts.',
    about: 'mandateId',
  },
);

const QueueItem = z.object({
  /** As in `GET /admin/queues`. */
  queue: z.enum(QUEUE_KINDS),
  itemId: z.string(),
  /** What an administrator does for it. */
  task: z.string(),
  about: z.string(),
  amountCents: z.int().nullable(),
  since: z.int(),
  /** Those who want to hear of the queue. */
  adminIds: z.array(z.string()),
});
export type QueueItem = z.output<typeof QueueItem>;

export const queueItemCame = defineEvent('queue_item.came', QueueItem, {
  when: 'Something waits for an administrator, as was seen when the queues were looked at.',
  about: 'itemId',
});

export const queueItemLate = defineEvent('queue_item.late', QueueItem, {
  when: 'Something has waited for an administrator for too long.',
  about: 'itemId',
});
