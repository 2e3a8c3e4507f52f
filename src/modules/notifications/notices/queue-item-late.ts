/** Tells admins that something has waited for one of them for too long. */
import { defineNotice } from '../notice';
import { dayAndTime, dollars } from '../notice.words';
import { queueItemLate } from '../notifications.events';
import { queueLink, toListeners } from '../queue.words';
import { QUEUES } from '../queues';

export const queueItemLateNotice = defineNotice({
  on: queueItemLate,
  kind: 'QUEUE_ITEM_LATE',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: toListeners,
  title: ({ queue, amountCents }) =>
    `Late: ${QUEUES[queue].what}${amountCents === null ? '' : `, ${dollars(amountCents)}`}`,
  text: ({ about, task, since }, telling) => [
    about,
    `It has waited since ${dayAndTime(since, telling)}.`,
    task,
  ],
  link: queueLink,
});
