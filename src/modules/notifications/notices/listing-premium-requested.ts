/** Calls admins to a request for a premium listing. */
import { premiumRequested } from '../../listings';
import { ADMINS, defineNotice } from '../notice';
import { headline } from '../notice.words';

export const premiumRequestedNotice = defineNotice({
  on: premiumRequested,
  kind: 'LISTING_PREMIUM_REQUESTED',
  urgency: 'normal',
  channels: ['inbox', 'live'],
  to: () => [ADMINS],
  queue: () => 'PREMIUM_REQUEST',
  title: ({ title }) => headline('A premium listing is requested', title),
  text: () => ['Approve the request, or reject it with a reason.'],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
