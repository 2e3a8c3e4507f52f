/** Confirms a payment. Money that came too late goes back, and the payer hears of it then. */
import { paymentSucceeded } from '../../payments';
import { defineNotice, user } from '../notice';
import { dollars } from '../notice.words';
import { paymentLink } from '../payment.words';

export const paymentSucceededNotice = defineNotice({
  on: paymentSucceeded,
  kind: 'PAYMENT_SUCCEEDED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ payerId, late }) => (late ? [] : [user(payerId)]),
  title: ({ amountCents }) => `We received your payment of ${dollars(amountCents)}`,
  text: () => ['You can find it in your payments.'],
  link: (payment) => paymentLink(payment),
});
