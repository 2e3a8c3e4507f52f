/** Tells admins how a card dispute of an invoice ended. */
import { invoiceDisputeClosed } from '../../payments';
import { ADMINS, defineNotice } from '../notice';
import { dollars } from '../notice.words';

export const invoiceDisputeClosedNotice = defineNotice({
  on: invoiceDisputeClosed,
  kind: 'INVOICE_DISPUTE_CLOSED',
  urgency: 'normal',
  channels: ['inbox', 'live'],
  to: () => [ADMINS],
  title: ({ disputedCents, outcome }) =>
    `A card dispute over ${dollars(disputedCents)} was ${outcome.toLowerCase()}`,
  text: ({ outcome }) => [
    outcome === 'WON' ? 'The money is back.' : 'The money is gone and booked as a loss.',
  ],
  link: ({ disputeId }) => ({ type: 'CARD_DISPUTE', id: disputeId, title: 'Card dispute of an invoice' }),
});
