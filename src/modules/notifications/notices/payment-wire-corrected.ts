/** Tells payers that a wire which was recorded for them never came. */
import { wireCorrected } from '../../payments';
import { defineNotice, user } from '../notice';
import { dollars } from '../notice.words';
import { paymentLink } from '../payment.words';

export const wireCorrectedNotice = defineNotice({
  on: wireCorrected,
  kind: 'PAYMENT_WIRE_CORRECTED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ payerId }) => [user(payerId)],
  title: ({ wireCents }) => `A wire of ${dollars(wireCents)} was recorded in error`,
  text: () => [
    'We had recorded a wire for your payment that did not come from you, and took the record back.',
    'Open the payment to see what is due. If you did send this wire, write to us with the reference of your bank.',
  ],
  link: (payment) => paymentLink(payment),
});
