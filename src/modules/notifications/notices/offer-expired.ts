/** Tells both sides that nobody answered an offer in time. */
import { newsOf } from '../../offers';
import { defineNotice } from '../notice';
import { dollars, headline } from '../notice.words';
import { bothSides, offerLink } from '../offer.words';

export const offerExpiredNotice = defineNotice({
  on: newsOf.EXPIRED,
  kind: 'OFFER_EXPIRED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: bothSides,
  title: ({ listingTitle }) => headline('An offer expired', listingTitle),
  text: ({ amountCents }) => [`Nobody answered the offer of ${dollars(amountCents)} in time.`],
  link: offerLink,
});
