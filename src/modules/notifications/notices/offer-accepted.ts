/** Tells the other side that their offer was accepted. */
import { offerAccepted } from '../../offers';
import { defineNotice } from '../notice';
import { dollars, headline } from '../notice.words';
import { offerLink, otherSide } from '../offer.words';

export const offerAcceptedNotice = defineNotice({
  on: offerAccepted,
  kind: 'OFFER_ACCEPTED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: otherSide,
  title: ({ listingTitle, amountCents }) =>
    headline(`Your offer of ${dollars(amountCents)} was accepted`, listingTitle),
  text: () => ['The deal is open: its page tells both sides what to do next, and by when.'],
  link: offerLink,
});
