/** Calls admins to an invoice that the subscriber’s bank takes back. */
import { invoiceDisputed } from '../../payments';
import { ADMINS, defineNotice } from '../notice';
import { dollars, reasonGiven } from '../notice.words';

export const invoiceDisputedNotice = defineNotice({
  on: invoiceDisputed,
  kind: 'INVOICE_DISPUTED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: () => [ADMINS],
  title: ({ disputedCents }) => `A subscriber’s bank takes back ${dollars(disputedCents)}`,
  text: ({ reason }) => [reasonGiven(reason), 'Send the bank the evidence in time.'],
  link: ({ disputeId }) => ({ type: 'CARD_DISPUTE', id: disputeId, title: 'Card dispute of an invoice' }),
});
