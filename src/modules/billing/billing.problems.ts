/** What billing refuses. */
import { problemKind } from '../../platform/http/problem';

export const outOfCredits = problemKind('out_of_credits', 402, 'There are not enough credits');
export const creditsOnHold = problemKind(
  'credits_on_hold',
  409,
  'Credits wait for the bank that paid for them',
);
export const paymentNotReceived = problemKind('payment_not_received', 409, 'The payment has not come in');
export const creditReturnedBefore = problemKind(
  'credit_returned_before',
  409,
  'This credit was given back before',
);
