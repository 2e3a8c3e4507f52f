/** What payers are told about their money, and admins about money that needs a hand. */
import { dollars } from '../../../platform/kernel/money';
import {
  bankPayoutFailed,
  invoiceDisputeClosed,
  invoiceDisputed,
  paymentDisputeClosed,
  paymentDisputed,
  paymentFailed,
  paymentProcessing,
  paymentSucceeded,
  payoutDestinationChanged,
  payoutFailed,
  payoutPaid,
  refundFailed,
  refundSucceeded,
  wireOverpaid,
  wirePartlyPaid,
} from '../../payments';
import { ADMINS, dayAndTime, saying, sentences, when } from '../notification.rules';

const about = (to: string, paymentId: string) =>
  ({ to, subject: { type: 'PAYMENT', id: paymentId } }) as const;

const aboutPayout = (to: string, payoutId: string) =>
  ({ to, subject: { type: 'PAYOUT', id: payoutId } }) as const;

const aboutDispute = (disputeId: string) =>
  ({ to: ADMINS, subject: { type: 'CARD_DISPUTE', id: disputeId } }) as const;

const closed = (disputedCents: number, outcome: 'WON' | 'LOST') => ({
  title: `A card dispute over ${dollars(disputedCents)} was ${outcome === 'WON' ? 'won' : 'lost'}`,
  body: outcome === 'WON' ? 'The money is back.' : 'The money is gone, and booked as a loss.',
});

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
  when(wirePartlyPaid, ({ paymentId, payerId, amountCents, missingCents }) => [
    {
      ...about(payerId, paymentId),
      title: `A part of your wire of ${dollars(amountCents)} has arrived`,
      body: `${dollars(missingCents)} are still due. Wire the rest with the same reference.`,
    },
  ]),
  when(wireOverpaid, ({ paymentId, payerId, excessCents }) => [
    {
      ...about(payerId, paymentId),
      title: `You wired ${dollars(excessCents)} too much`,
      body: 'We send it back by wire, and tell you when it has left.',
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
  when(paymentDisputed, ({ paymentId, disputedCents, reason }) => [
    {
      ...about(ADMINS, paymentId),
      title: `A payer’s bank takes ${dollars(disputedCents)} back`,
      body: sentences(
        saying(reason),
        'Send the bank the evidence in time. A deal, and credits, that were paid for with it are on hold.',
      ),
    },
  ]),
  when(paymentDisputeClosed, ({ paymentId, disputedCents, outcome }) => [
    { ...about(ADMINS, paymentId), ...closed(disputedCents, outcome) },
  ]),
  when(invoiceDisputed, ({ disputeId, disputedCents, reason }) => [
    {
      ...aboutDispute(disputeId),
      title: `A subscriber’s bank takes ${dollars(disputedCents)} back`,
      body: sentences(saying(reason), 'Send the bank the evidence in time.'),
    },
  ]),
  when(invoiceDisputeClosed, ({ disputeId, disputedCents, outcome }) => [
    { ...aboutDispute(disputeId), ...closed(disputedCents, outcome) },
  ]),
  when(payoutPaid, ({ payoutId, userId, amountCents }) => [
    {
      ...aboutPayout(userId, payoutId),
      title: `${dollars(amountCents)} is on its way to you`,
      body: 'Your bank may take a few days to show it.',
    },
  ]),
  when(payoutFailed, ({ payoutId, userId, amountCents, reason }) => [
    {
      ...aboutPayout(userId, payoutId),
      title: `Your payout of ${dollars(amountCents)} did not go through`,
      body: sentences(saying(reason), 'The money is still yours: see to where you are paid and ask again.'),
    },
  ]),
  when(payoutDestinationChanged, ({ userId, destination, usableFrom }) => [
    {
      to: userId,
      subject: { type: 'USER', id: userId },
      title: destination === 'BANK_ACCOUNT' ? 'Your bank account is new' : 'Your payout account is new',
      body: `Nothing is paid there before ${dayAndTime(usableFrom)}. If it was not you, choose a new password now.`,
    },
  ]),
  when(bankPayoutFailed, ({ userId, reason }) => [
    {
      to: userId,
      subject: { type: 'USER', id: userId },
      title: 'Your bank refused a payout',
      body: sentences(saying(reason), 'Check the bank account that your payout account names.'),
    },
  ]),
];
