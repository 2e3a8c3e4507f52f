/** Periods of a subscription, and what a change within one costs. Instants in seconds since 1970, as Stripe has them. */

export interface Period {
  start: number;
  end: number;
}

/**
 * A month or a year, to the day of the month on which the first of all began, the anchor; to the last day where the
 * month has no such day. One that begins on February 28 after one of January 31 ends on March 31.
 */
export function periodFrom(start: number, interval: 'month' | 'year', anchor = start): Period {
  const from = new Date(start * 1_000);
  const until = new Date(from);
  const day = new Date(anchor * 1_000).getUTCDate();
  until.setUTCDate(1);
  until.setUTCMonth(from.getUTCMonth() + (interval === 'month' ? 1 : 12));
  const lastDay = new Date(Date.UTC(until.getUTCFullYear(), until.getUTCMonth() + 1, 0)).getUTCDate();
  until.setUTCDate(Math.min(day, lastDay));
  return { start, end: Math.floor(until.getTime() / 1_000) };
}

/** The part of a period's price that falls on what is left of it, in cents. */
export function unusedCents(amountCents: number, { start, end }: Period, now: number): number {
  const left = Math.min(Math.max(end - now, 0), end - start);
  return Math.round((amountCents * left) / (end - start));
}
