/** Tells buyers that another offer won and theirs is a back-up. */
import { offerSuperseded } from '../../offers';
import { buyer, defineNotice } from '../notice';
import { dollars, headline } from '../notice.words';
import { offerLink } from '../offer.words';

export const offerSupersededNotice = defineNotice({
  on: offerSuperseded,
  kind: 'OFFER_SUPERSEDED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ buyerId }) => [buyer(buyerId)],
  title: ({ listingTitle }) => headline('Another offer was accepted', listingTitle),
  text: ({ amountCents, backupRank }) => [
    `We keep your offer of ${dollars(amountCents)} as a back-up${backupRank === null ? '' : `, number ${backupRank} in line`}. If the deal falls through, we tell you.`,
  ],
  link: offerLink,
});
