/** Calls admins to a refund that the gateway could not make. */
import { refundFailed } from '../../payments';
import { ADMINS, defineNotice } from '../notice';
import { dollars, reasonGiven } from '../notice.words';
import { refundLink, whatFor } from '../payment.words';

export const refundFailedNotice = defineNotice({
  on: refundFailed,
  kind: 'REFUND_FAILED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: () => [ADMINS],
  title: ({ amountCents, purpose }) => `A refund of ${dollars(amountCents)} failed: ${whatFor(purpose)}`,
  text: ({ reason }) => [reasonGiven(reason), 'The payer is still owed the money: send it in another way.'],
  link: (refund) => refundLink(refund),
});
