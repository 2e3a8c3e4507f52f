/** Tells the other side that an offer was withdrawn. */
import { offerWithdrawn } from '../../offers';
import { defineNotice } from '../notice';
import { dollars, headline } from '../notice.words';
import { actorName, offerLink, otherSide } from '../offer.words';

export const offerWithdrawnNotice = defineNotice({
  on: offerWithdrawn,
  kind: 'OFFER_WITHDRAWN',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: otherSide,
  title: ({ listingTitle }) => headline('An offer was withdrawn', listingTitle),
  text: (offer) => [`${actorName(offer)} withdrew the offer of ${dollars(offer.amountCents)}.`],
  link: offerLink,
});
