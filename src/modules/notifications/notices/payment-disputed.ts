/** Calls admins to a payment that the payer’s bank takes back. */
import { paymentDisputed } from '../../payments';
import { ADMINS, defineNotice } from '../notice';
import { dollars, reasonGiven } from '../notice.words';
import { paymentLink } from '../payment.words';

export const paymentDisputedNotice = defineNotice({
  on: paymentDisputed,
  kind: 'PAYMENT_DISPUTED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: () => [ADMINS],
  title: ({ disputedCents }) => `A payer’s bank takes back ${dollars(disputedCents)}`,
  text: ({ reason }) => [
    reasonGiven(reason),
    'Send the bank the evidence in time. A deal or credits paid for with it are on hold.',
  ],
  link: (payment) => paymentLink(payment),
});
