/** Calls admins when the gateway takes no payments for a reason of the platform. */
import { paymentInTrouble } from '../../payments';
import { ADMINS, defineNotice } from '../notice';
import { reasonGiven } from '../notice.words';
import { paymentLink } from '../payment.words';

export const paymentInTroubleNotice = defineNotice({
  on: paymentInTrouble,
  kind: 'PAYMENT_IN_TROUBLE',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: () => [ADMINS],
  title: () => 'The gateway takes no payments',
  text: ({ reason }) => [
    reasonGiven(reason),
    'Payments wait and are tried again for a day. Fix it at the gateway; the payments that wait are on the list of stuck money.',
  ],
  link: (payment) => paymentLink(payment),
});
