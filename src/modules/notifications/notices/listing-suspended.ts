/** Tells sellers that their listing is out of sight. */
import { listingSuspended } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline, reasonGiven } from '../notice.words';

export const listingSuspendedNotice = defineNotice({
  on: listingSuspended,
  kind: 'LISTING_SUSPENDED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your listing is suspended', title),
  text: ({ reason }) => ['Buyers cannot see it for now.', reasonGiven(reason)],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
