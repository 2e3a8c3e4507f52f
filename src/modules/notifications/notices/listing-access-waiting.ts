/** Reminds sellers of a buyer who waits for their consent. */
import { accessWaiting } from '../../listings';
import { defineNotice, seller } from '../notice';
import { dayAndTime, headline } from '../notice.words';

export const accessWaitingNotice = defineNotice({
  on: accessWaiting,
  kind: 'LISTING_ACCESS_WAITING',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  names: ({ buyerId }) => [buyerId],
  title: ({ title }) => headline('A buyer waits for your answer', title),
  text: ({ buyerId, lapsesAt }, telling) => [
    `${telling.nameOf(buyerId)} waits to read the confidential part of your listing. Grant or decline it; their request ends on ${dayAndTime(lapsesAt, telling)}.`,
  ],
  usefulUntil: ({ lapsesAt }) => lapsesAt,
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
