/** What payments refuse. */
import { problemKind, refusalThrower } from '../../platform/http/problem';

export const alreadyPaid = problemKind(
  'already_paid',
  409,
  'This has already been paid',
  'Nothing is left to pay. Read the payment for its receipt.',
);
export const paymentUnderWay = problemKind(
  'payment_under_way',
  409,
  'A payment is already in progress',
  'Wait for its result, which you will be notified of.',
);
export const paymentMethodRequired = problemKind(
  'payment_method_required',
  422,
  'Cards and bank debits need a payment method',
  "Name a saved payment method, or one from the gateway's form.",
  { field: 'paymentMethodId' },
);
export const paymentMethodNotTaken = problemKind(
  'payment_method_not_taken',
  422,
  'This amount is not paid by this method',
  'Use one of the methods that `detail` names: a bank debit or a wire for large sums.',
);
export const notAWire = problemKind(
  'not_a_wire',
  409,
  'Only wires are confirmed by hand',
  "Wait for the gateway's event: it decides about cards and bank debits.",
);
export const paymentEnded = problemKind(
  'payment_ended',
  409,
  'This payment has ended',
  'Start a new payment.',
);
export const amountMismatch = problemKind(
  'amount_mismatch',
  409,
  'The amount is not the expected one',
  'Compare it with the payment. Record what really arrived.',
);
export const bankReferenceUsed = problemKind(
  'bank_reference_used',
  409,
  'This bank reference has already been used',
  'Check the bank statement: each wire has a reference of its own.',
);
export const moneyNotParked = problemKind(
  'money_not_parked',
  409,
  'This money is not parked any more',
  'Read it again: it was assigned, sent back or taken back.',
);
export const nothingToGiveBack = problemKind(
  'nothing_to_give_back',
  409,
  'Nothing of this payment waits to be given back',
  'Read the payment: its money was taken, given back, or came less than a day ago.',
);
export const wireMovedOn = problemKind(
  'wire_moved_on',
  409,
  'The money of this wire has moved on',
  'Do what `detail` names first.',
);
export const refundTooLarge = problemKind(
  'refund_too_large',
  409,
  'The refund exceeds what the payment brought in',
  'Refund at most what is left of the payment.',
);
export const refundConflict = problemKind(
  'refund_conflict',
  409,
  'This refund was already requested with other details',
  'Read the refund before you ask for another.',
);
export const nothingFromBank = problemKind(
  'nothing_from_bank',
  409,
  "The payer's bank has not returned this money",
  'Wait until a card dispute over the payment is lost, or refund it by wire.',
);
export const refundNotWaiting = problemKind(
  'refund_not_waiting',
  409,
  'This refund does not wait for an administrator',
  'Read the refund again: it shows its status.',
);
export const outsideRefundBookedBefore = problemKind(
  'outside_refund_booked',
  409,
  'This refund is booked already, or came back',
  'Read it again: it shows its status.',
);
export const noWireOut = problemKind(
  'no_wire_out',
  409,
  'No wire was sent that could have been returned',
  'Check the payout or refund and the bank reference.',
);

export const throwIfRefused = refusalThrower({
  payment_method_not_taken: paymentMethodNotTaken,
  amount_mismatch: amountMismatch,
  payment_ended: paymentEnded,
});
