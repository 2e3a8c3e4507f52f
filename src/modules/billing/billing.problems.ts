/** What billing refuses. */
import { problemKind } from '../../platform/http/problem';

export const outOfCredits = problemKind(
  'out_of_credits',
  402,
  'You do not have enough credits',
  'Buy credits or subscribe to a plan, then send the request again.',
);
export const creditsOnHold = problemKind(
  'credits_on_hold',
  409,
  'Your credits are on hold',
  'A payment for credits is disputed. Wait until the bank decides; until then no credits can be spent.',
);
export const paymentNotReceived = problemKind(
  'payment_not_received',
  409,
  'The payment has not been received',
  'Wait until the payment has arrived, then send the request again.',
);
export const creditAlreadyReturned = problemKind(
  'credit_already_returned',
  409,
  'This credit has already been returned',
  'Nothing is left to do: a credit is returned once.',
);
