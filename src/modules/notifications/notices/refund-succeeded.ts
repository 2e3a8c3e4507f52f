/** Tells payers that money went back to them. */
import { refundSucceeded } from '../../payments';
import { defineNotice, user } from '../notice';
import { dollars } from '../notice.words';
import { refundLink, whatFor } from '../payment.words';

export const refundSucceededNotice = defineNotice({
  on: refundSucceeded,
  kind: 'REFUND_SUCCEEDED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ payerId }) => [user(payerId)],
  title: ({ amountCents, purpose }) => `${dollars(amountCents)} was refunded to you: ${whatFor(purpose)}`,
  text: () => ['We sent the refund the way the payment came. Your bank may take a few days to show it.'],
  link: (refund) => refundLink(refund),
});
