/** Tells both sides of a completed deal that they can review each other. */
import { reviewsOpened } from '../../reviews';
import { buyer, defineNotice, seller } from '../notice';
import { day, headline } from '../notice.words';

export const reviewOpenedNotice = defineNotice({
  on: reviewsOpened,
  kind: 'REVIEW_OPENED',
  urgency: 'low',
  channels: ['inbox', 'live', 'mail'],
  to: ({ buyerId, sellerId }) => [buyer(buyerId), seller(sellerId)],
  title: ({ listingTitle }) => headline('Review your deal', listingTitle),
  text: ({ closesAt }, telling) => [
    `The deal is completed. You can review the ${telling.reader === 'BUYER' ? 'seller' : 'buyer'} until ${day(closesAt, telling)}.`,
    'Neither of you reads the other’s review before both are in or 14 days have passed.',
  ],
  usefulUntil: ({ closesAt }) => closesAt,
  link: ({ transactionId, listingTitle }) => ({
    type: 'TRANSACTION',
    id: transactionId,
    title: listingTitle,
  }),
});
