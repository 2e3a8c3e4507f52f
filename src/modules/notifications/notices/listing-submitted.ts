/** Calls admins to a listing that waits for review. */
import { listingSubmitted } from '../../listings';
import { ADMINS, defineNotice } from '../notice';
import { headline } from '../notice.words';

export const listingSubmittedNotice = defineNotice({
  on: listingSubmitted,
  kind: 'LISTING_SUBMITTED',
  urgency: 'normal',
  channels: ['inbox', 'live'],
  to: () => [ADMINS],
  queue: () => 'LISTING_REVIEW',
  title: ({ title }) => headline('A listing is waiting for review', title),
  text: () => ['Approve it, or reject it and tell the seller what to change.'],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
