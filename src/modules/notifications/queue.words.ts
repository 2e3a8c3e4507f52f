/** What notices about the queues of administrators share: who hears of them, and where they lead. */
import type { Link, Recipient } from './notice';
import type { QueueItem } from './notifications.events';
import { QUEUES } from './queues';

export const toListeners = ({ adminIds }: QueueItem): Recipient[] =>
  adminIds.map((userId) => ({ kind: 'user', userId, reader: 'ADMIN' }));

export const queueLink = ({ queue, itemId }: QueueItem): Link => ({
  type: 'ADMIN_QUEUE',
  id: itemId,
  title: QUEUES[queue].what,
});
