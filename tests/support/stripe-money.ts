/** What the stand-in of Stripe holds for us, in cents, reckoned from its own objects alone. */
import type { StripeWorld } from './stripe-world';

export function moneyAtStripe(world: StripeWorld): number {
  const sum = (kind: string, of: (object: Record<string, unknown>) => number) =>
    world.all(kind).reduce((total, object) => total + of(object), 0);
  return (
    sum('payment_intent', ({ status, amount_received: cents }) =>
      status === 'succeeded' ? Number(cents) : 0,
    ) -
    sum('refund', ({ status, amount }) => (status === 'succeeded' ? Number(amount) : 0)) -
    sum('transfer', ({ amount, amount_reversed: back }) => Number(amount) - Number(back)) -
    sum('dispute', ({ status, amount }) => (status === 'won' ? 0 : Number(amount)))
  );
}
