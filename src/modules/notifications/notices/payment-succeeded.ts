/** Confirms a payment. Money that came too late goes back, and the payer hears of it then. */
import { paymentSucceeded } from '../../payments';
import { defineNotice, user } from '../notice';
import { dollars } from '../notice.words';
import { paymentLink, whatFor } from '../payment.words';

export const paymentSucceededNotice = defineNotice({
  on: paymentSucceeded,
  kind: 'PAYMENT_SUCCEEDED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ payerId, late }) => (late ? [] : [user(payerId)]),
  title: ({ amountCents, purpose }) =>
    `We received your payment of ${dollars(amountCents)}: ${whatFor(purpose)}`,
  text: () => ['You can find it in your payments.'],
  link: (payment) => paymentLink(payment),
});
