/** Calls admins to a payment that the payer’s bank takes back. */
import { paymentDisputed } from '../../payments';
import { ADMINS, defineNotice } from '../notice';
import { dollars, reasonGiven } from '../notice.words';

export const paymentDisputedNotice = defineNotice({
  on: paymentDisputed,
  kind: 'PAYMENT_DISPUTED',
  urgency: 'immediate',
  channels: ['inbox'],
  to: () => [ADMINS],
  title: ({ disputedCents }) => `A payer’s bank takes back ${dollars(disputedCents)}`,
  text: ({ reason }) => [
    reasonGiven(reason),
    'Send the bank the evidence in time. A deal or credits paid for with it are on hold.',
  ],
  link: ({ paymentId }) => ({ type: 'PAYMENT', id: paymentId }),
});
