/** What billing refuses. */
import { problemKind } from '../../platform/http/problem';
import { dollars } from '../../platform/kernel/money';

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
export const priceChanged = problemKind(
  'price_changed',
  409,
  'The price is another one now',
  'Read the price again, then send the request with that one.',
);

/** `read`: the price that the buyer has read, where they say it. It may have been changed since. @throws price_changed */
export function refuseOtherPrice(read: number | undefined, priceCents: number): void {
  if (read === undefined || read === priceCents) return;
  const now = `It costs ${dollars(priceCents)} now.`;
  throw priceChanged(now, { errors: [{ field: 'priceCents', code: 'price_changed', message: now }] });
}
