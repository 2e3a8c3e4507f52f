/** Tells sellers what keeps their listing from being approved. */
import { listingRejected } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline, reasonGiven } from '../notice.words';

export const listingRejectedNotice = defineNotice({
  on: listingRejected,
  kind: 'LISTING_REJECTED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your listing needs changes', title),
  text: ({ reason }) => ['It was not approved.', reasonGiven(reason), 'Change it and submit it again.'],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
