/** Tells admins that something waits for one of them. */
import { defineNotice } from '../notice';
import { dollars } from '../notice.words';
import { queueItemCame } from '../notifications.events';
import { queueLink, toListeners } from '../queue.words';
import { QUEUES } from '../queues';

export const queueItemCameNotice = defineNotice({
  on: queueItemCame,
  kind: 'QUEUE_ITEM_CAME',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: toListeners,
  title: ({ queue, amountCents }) =>
    amountCents === null ? QUEUES[queue].what : `${QUEUES[queue].what}: ${dollars(amountCents)}`,
  text: ({ about, task }) => [about, task],
  link: queueLink,
});
