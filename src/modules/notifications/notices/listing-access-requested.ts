/** Asks sellers whether a buyer may read the confidential part. */
import { accessRequested } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline } from '../notice.words';

export const accessRequestedNotice = defineNotice({
  on: accessRequested,
  kind: 'LISTING_ACCESS_REQUESTED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  names: ({ buyerId }) => [buyerId],
  title: ({ title }) => headline('A buyer asks for access', title),
  text: ({ buyerId }, { nameOf }) => [
    `${nameOf(buyerId)} unlocked your listing and needs your consent to read its confidential part. Grant or decline it.`,
  ],
  // A buyer asks and takes it back as often as they like.
  oneLetterADay: ({ buyerId, listingId }) => `access ${buyerId} ${listingId}`,
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
