/** Tells payers that a payment failed and why. */
import { paymentFailed } from '../../payments';
import { defineNotice, user } from '../notice';
import { dollars, reasonGiven } from '../notice.words';
import { paymentLink, whatFor } from '../payment.words';

export const paymentFailedNotice = defineNotice({
  on: paymentFailed,
  kind: 'PAYMENT_FAILED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ payerId }) => [user(payerId)],
  title: ({ amountCents, purpose }) =>
    `Your payment of ${dollars(amountCents)} did not go through: ${whatFor(purpose)}`,
  text: ({ reason }) => [reasonGiven(reason), 'Try again, or pay in another way.'],
  link: (payment) => paymentLink(payment),
});
