/** Reminds sellers that their listing leaves the market soon. */
import { listingExpiring } from '../../listings';
import { defineNotice, seller } from '../notice';
import { dayAndTime, headline } from '../notice.words';

export const listingExpiringNotice = defineNotice({
  on: listingExpiring,
  kind: 'LISTING_EXPIRING',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ sellerId }) => [seller(sellerId)],
  title: ({ title }) => headline('Your listing expires soon', title),
  text: ({ expiresAt }, telling) => [
    `Buyers can find it until ${dayAndTime(expiresAt, telling)}. After that you can submit it again, which costs one credit.`,
  ],
  usefulUntil: ({ expiresAt }) => expiresAt,
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
