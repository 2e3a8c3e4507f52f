/** Tells sellers who can now read the confidential part of their listing. */
import { listingUnlocked } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline } from '../notice.words';

export const listingUnlockedNotice = defineNotice({
  on: listingUnlocked,
  kind: 'LISTING_UNLOCKED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  // Whoever waits for consent is told of by the request for it.
  to: ({ sellerId, waits }) => (waits ? [] : [seller(sellerId)]),
  names: ({ buyerId }) => [buyerId],
  title: ({ title }) => headline('A buyer unlocked your listing', title),
  text: ({ buyerId }, { nameOf }) => [
    `${nameOf(buyerId)} accepted the confidentiality terms for the confidential part of your listing.`,
  ],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
