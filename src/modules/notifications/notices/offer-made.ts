/** Tells the other side that an offer is on the table. */
import { offerMade } from '../../offers';
import { defineNotice } from '../notice';
import { dollars, headline } from '../notice.words';
import { answerBy, offerLink, otherSide } from '../offer.words';

export const offerMadeNotice = defineNotice({
  on: offerMade,
  kind: 'OFFER_MADE',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: otherSide,
  title: ({ listingTitle, amountCents, buyNow }) =>
    headline(
      buyNow
        ? `A buyer takes your asking price of ${dollars(amountCents)}`
        : `You have an offer of ${dollars(amountCents)}`,
      listingTitle,
    ),
  text: (offer, telling) => ['Accept it, reject it or make a counter-offer.', answerBy(offer, telling)],
  usefulUntil: ({ expiresAt }) => expiresAt,
  link: offerLink,
});
