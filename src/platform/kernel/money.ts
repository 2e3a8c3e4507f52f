/** Sums of money as integer cents of US dollars, and the few operations that are allowed on them. */

/** $100,000,000.00: above any sum that is moved here and far below the integers that JavaScript loses. */
export const MAX_CENTS = 10_000_000_000;

/** `basisPoints` of an amount, half a cent rounded up (300 basis points are 3 %). */
export function shareOf(amountCents: number, basisPoints: number): number {
  return Number((BigInt(amountCents) * BigInt(basisPoints) + 5_000n) / 10_000n);
}

export function clampCents(amountCents: number, leastCents: number, mostCents: number): number {
  return Math.min(Math.max(amountCents, leastCents), mostCents);
}

/** `123456789` → `$1,234,567.89`, for sentences that people read. */
export function dollars(amountCents: number): string {
  const sign = amountCents < 0 ? '-' : '';
  const cents = Math.abs(amountCents);
  const whole = Math.floor(cents / 100).toLocaleString('en-US');
  return `${sign}$${whole}.${String(cents % 100).padStart(2, '0')}`;
}
