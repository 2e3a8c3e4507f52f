/** Between which amounts Stripe takes one payment in US dollars (Stripe, "Supported currencies", minimum and maximum charge amounts). */
import { dollars } from '../../../platform/kernel/money';
import { type AmountLimits, GatewayRefusal } from '../payment-gateway';

const IN_DOLLARS = { leastCents: 50, mostCents: 99_999_999 } as const;

export const STRIPE_LIMITS: AmountLimits = { CARD: IN_DOLLARS, BANK_DEBIT: IN_DOLLARS };

/** As Stripe itself refuses. */
export function refuseAmount(amountCents: number): GatewayRefusal | null {
  const { leastCents, mostCents } = IN_DOLLARS;
  if (amountCents < leastCents)
    return new GatewayRefusal('amount_too_small', `Amount must be at least ${dollars(leastCents)} usd`);
  if (amountCents > mostCents)
    return new GatewayRefusal('amount_too_large', `Amount must be no more than ${dollars(mostCents)}`);
  return null;
}
