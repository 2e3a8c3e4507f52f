/** Tells sellers that their listing is premium. */
import { premiumBegan } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline } from '../notice.words';

export const premiumBeganNotice = defineNotice({
  on: premiumBegan,
  kind: 'LISTING_PREMIUM_BEGAN',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your listing is premium', title),
  text: () => ['It stays premium until the company is sold or you withdraw the listing.'],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
