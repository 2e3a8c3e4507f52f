/** Tells payers that they wired too much and get it back. */
import { wireOverpaid } from '../../payments';
import { defineNotice, user } from '../notice';
import { dollars } from '../notice.words';
import { paymentLink } from '../payment.words';

export const wireOverpaidNotice = defineNotice({
  on: wireOverpaid,
  kind: 'PAYMENT_OVERPAID',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ payerId }) => [user(payerId)],
  title: ({ excessCents }) => `You wired ${dollars(excessCents)} too much`,
  text: () => ['We send it back by wire and tell you when it has left.'],
  link: (payment) => paymentLink(payment),
});
