/** Tells sellers why their listing does not become premium. */
import { premiumRejected } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline, reasonGiven } from '../notice.words';

export const premiumRejectedNotice = defineNotice({
  on: premiumRejected,
  kind: 'LISTING_PREMIUM_REJECTED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your premium request was not approved', title),
  text: ({ reason }) => [reasonGiven(reason), 'You can ask again.'],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
