/** What payers are told about their money, and admins about money that needs a hand. */
import { dollars } from '../../../platform/kernel/money';
import {
  paymentFailed,
  paymentProcessing,
  paymentSucceeded,
  refundFailed,
  refundSucceeded,
} from '../../payments';
import { ADMINS, saying, sentences, when } from '../notification.rules';

const about = (to: string, paymentId: string) =>
  ({ to, subject: { type: 'PAYMENT', id: paymentId } }) as const;

export const paymentNotices = [
  when(paymentSucceeded, ({ paymentId, payerId, amountCents, late }) =>
    // Money that came too late goes back, and the payer hears of it then.
    late
      ? []
      : [
          {
            ...about(payerId, paymentId),
            title: `We received your payment of ${dollars(amountCents)}`,
            body: 'You find it among your payments.',
          },
        ],
  ),
  when(paymentProcessing, ({ paymentId, payerId, amountCents }) => [
    {
      ...about(payerId, paymentId),
      title: `Your payment of ${dollars(amountCents)} is under way`,
      body: 'Your bank needs a few business days. We tell you when it has arrived.',
    },
  ]),
  when(paymentFailed, ({ paymentId, payerId, amountCents, reason }) => [
    {
      ...about(payerId, paymentId),
      title: `Your payment of ${dollars(amountCents)} did not go through`,
      body: sentences(saying(reason), 'Try again, or pay in another way.'),
    },
  ]),
  when(refundSucceeded, ({ paymentId, payerId, amountCents }) => [
    {
      ...about(payerId, paymentId),
      title: `${dollars(amountCents)} went back to you`,
      body: 'The refund was sent the way the payment came. It may take your bank a few days to show it.',
    },
  ]),
  when(refundFailed, ({ paymentId, amountCents, reason }) => [
    {
      ...about(ADMINS, paymentId),
      title: `A refund of ${dollars(amountCents)} failed`,
      body: sentences(saying(reason), 'The payer is still owed the money: send it in another way.'),
    },
  ]),
];
