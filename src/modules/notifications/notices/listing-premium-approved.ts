/** Tells sellers what to pay, and by when, for their listing to become premium. */
import { premiumApproved } from '../../listings';
import { defineNotice, seller } from '../notice';
import { dayAndTime, dollars, headline } from '../notice.words';

export const premiumApprovedNotice = defineNotice({
  on: premiumApproved,
  kind: 'LISTING_PREMIUM_APPROVED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your premium request is approved', title),
  text: ({ feeCents, payBy }, telling) => [
    `Pay the fee of ${dollars(feeCents)} by ${dayAndTime(payBy, telling)} to make the listing premium. After that the request lapses.`,
  ],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
