/** What payments refuse. */
import { problemKind } from '../../platform/http/problem';

export const badSignature = problemKind('bad_signature', 400, 'The signature of the webhook is not good');
export const alreadyPaid = problemKind('already_paid', 409, 'This has been paid');
export const paymentUnderWay = problemKind('payment_under_way', 409, 'A payment is under way already');
export const paymentMethodRequired = problemKind(
  'payment_method_required',
  422,
  'Cards and bank debits need a payment method',
);
export const gatewayUnavailable = problemKind(
  'payment_gateway_unavailable',
  503,
  'The payment gateway does not answer',
);
export const methodUnavailable = problemKind(
  'payment_method_unavailable',
  503,
  'This way of paying is not available here',
);
export const notAWire = problemKind('not_a_wire', 409, 'Only wires are confirmed by hand');
export const paymentEnded = problemKind('payment_ended', 409, 'This payment has ended');
export const amountMismatch = problemKind('amount_mismatch', 409, 'The amount is not the one expected');
export const bankReferenceUsed = problemKind(
  'bank_reference_used',
  409,
  'This bank reference is already used',
);
export const refundTooLarge = problemKind(
  'refund_too_large',
  409,
  'A payment cannot give back more than it brought',
);
export const refundConflict = problemKind(
  'refund_conflict',
  409,
  'This refund was asked for differently before',
);
export const nothingFromBank = problemKind(
  'nothing_from_bank',
  409,
  'The bank of the payer has not given him this',
);
export const refundNotWaiting = problemKind(
  'refund_not_waiting',
  409,
  'This refund does not wait for a person',
);
export const gatewayRefused = problemKind('payment_gateway_refused', 402, 'The payment gateway refused');
export const payoutTooLarge = problemKind('payout_too_large', 409, 'More than can be paid out');
export const payoutAccountNotReady = problemKind(
  'payout_account_not_ready',
  409,
  'The payout account cannot be paid to yet',
);
export const bankAccountNotReady = problemKind(
  'bank_account_not_ready',
  409,
  'The bank account cannot be paid to yet',
);
export const bankAccountUnknown = problemKind(
  'bank_account_unknown',
  409,
  'Where this payout goes is not known',
);
export const payoutNotWaiting = problemKind(
  'payout_not_waiting',
  409,
  'This payout does not wait for a person',
);
export const eventNotParked = problemKind('event_not_parked', 409, 'This event does not wait for a person');
export const noWireOut = problemKind('no_wire_out', 409, 'No wire is out that could have come back');
