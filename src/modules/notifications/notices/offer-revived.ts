/** Tells the other side that a back-up offer is on the table again. */
import { offerRevived } from '../../offers';
import { defineNotice } from '../notice';
import { dollars, headline } from '../notice.words';
import { answerBy, offerLink, otherSide } from '../offer.words';

export const offerRevivedNotice = defineNotice({
  on: offerRevived,
  kind: 'OFFER_REVIVED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: otherSide,
  title: ({ listingTitle, amountCents }) =>
    headline(`A back-up offer of ${dollars(amountCents)} is on the table again`, listingTitle),
  text: (offer, telling) => ['Accept it, reject it or make a counter-offer.', answerBy(offer, telling)],
  link: offerLink,
});
