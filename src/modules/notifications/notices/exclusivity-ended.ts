/** Tells both sides of a deal that its buyer has the listing alone no more, where the time for it has run out. */
import { exclusivityEnded } from '../../listings';
import { buyer, defineNotice, seller } from '../notice';
import { headline } from '../notice.words';

export const exclusivityEndedNotice = defineNotice({
  on: exclusivityEnded,
  kind: 'EXCLUSIVITY_ENDED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ ranOut, buyerId, sellerId }) => (ranOut ? [buyer(buyerId), seller(sellerId)] : []),
  title: ({ title }) => headline('The exclusivity has ended', title),
  text: (_, { reader }) => [
    reader === 'BUYER'
      ? 'Other buyers can read the listing again and make back-up offers. Your deal goes on as agreed.'
      : 'Other buyers can read your listing again and make back-up offers. The deal goes on as agreed.',
  ],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
