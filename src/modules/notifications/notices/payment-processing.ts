/** Tells payers that their bank is still working on a payment. */
import { paymentProcessing } from '../../payments';
import { defineNotice, user } from '../notice';
import { dollars } from '../notice.words';
import { paymentLink, whatFor } from '../payment.words';

export const paymentProcessingNotice = defineNotice({
  on: paymentProcessing,
  kind: 'PAYMENT_PROCESSING',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ payerId }) => [user(payerId)],
  title: ({ amountCents, purpose }) =>
    `Your payment of ${dollars(amountCents)} is on its way: ${whatFor(purpose)}`,
  text: () => ['Your bank needs a few business days. We tell you when the money arrives.'],
  link: (payment) => paymentLink(payment),
});
