/** Tells the other side that a counter-offer was taken back. */
import { offerVersionWithdrawn } from '../../offers';
import { defineNotice } from '../notice';
import { dollars, headline } from '../notice.words';
import { offerLink, otherSide } from '../offer.words';

export const offerVersionWithdrawnNotice = defineNotice({
  on: offerVersionWithdrawn,
  kind: 'OFFER_VERSION_WITHDRAWN',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: otherSide,
  title: ({ listingTitle }) => headline('A counter-offer was taken back', listingTitle),
  text: ({ amountCents }) => [`The previous offer of ${dollars(amountCents)} stands again.`],
  link: offerLink,
});
