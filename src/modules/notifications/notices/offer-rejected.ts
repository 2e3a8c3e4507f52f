/** Tells the other side that an offer was rejected, and why. */
import { offerRejected } from '../../offers';
import { defineNotice } from '../notice';
import { dollars, headline, reasonGiven } from '../notice.words';
import { actorName, offerLink, otherSide } from '../offer.words';

export const offerRejectedNotice = defineNotice({
  on: offerRejected,
  kind: 'OFFER_REJECTED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: otherSide,
  title: ({ listingTitle }) => headline('Your offer was rejected', listingTitle),
  text: (offer) => [`${actorName(offer)} rejected ${dollars(offer.amountCents)}.`, reasonGiven(offer.reason)],
  link: offerLink,
});
