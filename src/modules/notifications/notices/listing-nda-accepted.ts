/** Tells both sides that the confidentiality terms were accepted, and where each finds its copy. */
import { ndaAccepted } from '../../listings';
import { buyer, defineNotice, seller } from '../notice';
import { headline } from '../notice.words';

export const ndaAcceptedNotice = defineNotice({
  on: ndaAccepted,
  kind: 'LISTING_NDA_ACCEPTED',
  urgency: 'low',
  channels: ['inbox', 'live'],
  to: ({ buyerId, sellerId }) => [buyer(buyerId), seller(sellerId)],
  names: ({ buyerId }) => [buyerId],
  title: ({ title }) => headline('Confidentiality terms accepted', title),
  text: ({ buyerId, ndaVersion }, { reader, nameOf }) => [
    reader === 'BUYER'
      ? `You accepted version ${ndaVersion} of the confidentiality terms for this listing.`
      : `${nameOf(buyerId)} accepted version ${ndaVersion} of the confidentiality terms for your listing.`,
    'You find the copy to keep, as a PDF, with the listing.',
  ],
  link: ({ listingId, title }) => ({ type: 'LISTING', id: listingId, title }),
});
