/** Tells the other side that a counter-offer is on the table. */
import { offerCountered } from '../../offers';
import { defineNotice } from '../notice';
import { dollars, headline } from '../notice.words';
import { answerBy, offerLink, otherSide } from '../offer.words';

export const offerCounteredNotice = defineNotice({
  on: offerCountered,
  kind: 'OFFER_COUNTERED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: otherSide,
  title: ({ listingTitle, amountCents }) =>
    headline(`You have a counter-offer of ${dollars(amountCents)}`, listingTitle),
  text: (offer, telling) => ['Accept it, reject it or counter it.', answerBy(offer, telling)],
  usefulUntil: ({ expiresAt }) => expiresAt,
  link: offerLink,
});
