/** Calls admins to a payment that was refunded at the gateway, past us. */
import { paymentRefundedOutside } from '../../payments';
import { ADMINS, defineNotice } from '../notice';
import { dollars } from '../notice.words';
import { paymentLink } from '../payment.words';

export const paymentRefundedOutsideNotice = defineNotice({
  on: paymentRefundedOutside,
  kind: 'PAYMENT_REFUNDED_OUTSIDE',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: () => [ADMINS],
  title: ({ givenBackCents }) => `${dollars(givenBackCents)} was refunded at the payment gateway`,
  text: () => [
    'Not by us. What it had paid for is on hold, or its credits are taken back; the list of stuck money says what is left to do.',
  ],
  link: (payment) => paymentLink(payment),
});
