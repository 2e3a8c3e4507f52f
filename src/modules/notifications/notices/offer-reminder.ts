/** Reminds the side whose turn it is that an offer is about to expire. */
import { offerReminder } from '../../offers';
import { buyer, defineNotice, seller } from '../notice';
import { dollars, headline } from '../notice.words';
import { answerBy, offerLink } from '../offer.words';

export const offerReminderNotice = defineNotice({
  on: offerReminder,
  kind: 'OFFER_REMINDER',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ turn, buyerId, sellerId }) => {
    if (turn === null) return [];
    return turn === 'BUYER' ? [buyer(buyerId)] : [seller(sellerId)];
  },
  title: ({ listingTitle }) => headline('An offer is waiting for your answer', listingTitle),
  text: (offer, telling) => [`${dollars(offer.amountCents)} is on the table.`, answerBy(offer, telling)],
  usefulUntil: ({ expiresAt }) => expiresAt,
  link: offerLink,
});
