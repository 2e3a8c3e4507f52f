/** Tells sellers that buyers can find their listing. */
import { listingApproved } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline } from '../notice.words';

export const listingApprovedNotice = defineNotice({
  on: listingApproved,
  kind: 'LISTING_APPROVED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your listing is live', title),
  text: () => ['Buyers can find it now. We tell you when someone unlocks it or makes an offer.'],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
