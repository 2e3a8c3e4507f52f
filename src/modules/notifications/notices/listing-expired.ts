/** Tells sellers that their listing ran out. */
import { listingExpired } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline } from '../notice.words';

export const listingExpiredNotice = defineNotice({
  on: listingExpired,
  kind: 'LISTING_EXPIRED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your listing has expired', title),
  text: () => ['Buyers can no longer find it. Submit it again if the company is still for sale.'],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
