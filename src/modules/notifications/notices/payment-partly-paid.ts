/** Tells payers what is still missing of a wire. */
import { wirePartlyPaid } from '../../payments';
import { defineNotice, user } from '../notice';
import { dollars } from '../notice.words';
import { paymentLink, whatFor } from '../payment.words';

export const wirePartlyPaidNotice = defineNotice({
  on: wirePartlyPaid,
  kind: 'PAYMENT_PARTLY_PAID',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ payerId }) => [user(payerId)],
  title: ({ amountCents, purpose }) =>
    `Part of your wire of ${dollars(amountCents)} has arrived: ${whatFor(purpose)}`,
  text: ({ missingCents }) => [
    `${dollars(missingCents)} is still due. Wire the rest with the same reference.`,
  ],
  link: (payment) => paymentLink(payment),
});
