/** Tells sellers why a change of their live listing was not approved. */
import { listingChangeRejected } from '../../listings';
import { defineNotice, seller } from '../notice';
import { headline, reasonGiven } from '../notice.words';

export const listingChangeRejectedNotice = defineNotice({
  on: listingChangeRejected,
  kind: 'LISTING_CHANGE_REJECTED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your change was not approved', title),
  text: ({ reason }) => [reasonGiven(reason), 'The listing stays live as it was. You can change it again.'],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
