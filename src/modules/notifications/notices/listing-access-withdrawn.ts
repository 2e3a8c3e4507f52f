/** Tells sellers that a buyer waits for access no more. */
import { accessWithdrawn } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline } from '../notice.words';

export const accessWithdrawnNotice = defineNotice({
  on: accessWithdrawn,
  kind: 'LISTING_ACCESS_WITHDRAWN',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  names: ({ buyerId }) => [buyerId],
  title: ({ title }) => headline('A request for access has ended', title),
  text: ({ buyerId, lapsed }, { nameOf }) => [
    lapsed
      ? `The request of ${nameOf(buyerId)} was not answered in time. What they paid went back to them; they may ask again.`
      : `${nameOf(buyerId)} took their request for access back.`,
  ],
  // A buyer asks and takes it back as often as they like.
  oneLetterADay: ({ buyerId, listingId }) => `access ${buyerId} ${listingId}`,
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
