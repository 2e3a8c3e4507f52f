/** Tells buyers with a back-up offer that the company is for sale again. */
import { offerBackupRevivable } from '../../offers';
import { buyer, defineNotice } from '../notice';
import { dollars, headline } from '../notice.words';
import { offerLink } from '../offer.words';

export const offerBackupRevivableNotice = defineNotice({
  on: offerBackupRevivable,
  kind: 'OFFER_BACKUP_REVIVABLE',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ buyerId }) => [buyer(buyerId)],
  title: ({ listingTitle }) => headline('The company is for sale again', listingTitle),
  text: ({ amountCents }) => [
    `The deal ahead of yours fell through. You can put your offer of ${dollars(amountCents)} forward again.`,
  ],
  link: offerLink,
});
