/** Tells sellers that they did not pay for premium in time. */
import { premiumLapsed } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline } from '../notice.words';

export const premiumLapsedNotice = defineNotice({
  on: premiumLapsed,
  kind: 'LISTING_PREMIUM_LAPSED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your premium request has lapsed', title),
  text: () => ['The fee was not paid in time. You can ask again; money that still arrives goes back to you.'],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
