/** Tells sellers that their listing is back after a suspension. */
import { listingReinstated } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline } from '../notice.words';

export const listingReinstatedNotice = defineNotice({
  on: listingReinstated,
  kind: 'LISTING_REINSTATED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your listing is live again', title),
  text: () => ['The suspension was lifted, and buyers can find it again.'],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
