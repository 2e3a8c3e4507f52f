/** Figures as the checks and the score speak of them. */

/** `750000` → `$750,000`. */
export const wholeDollars = (amountDollars: number): string => `$${amountDollars.toLocaleString('en-US')}`;

/** Whole calendar months from a day `YYYY-MM-DD` to an instant, in UTC; a day in the future is 0. */
export function monthsSince(day: string, now: number): number {
  const from = new Date(`${day}T00:00:00Z`);
  const to = new Date(now);
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return Math.max(0, to.getUTCDate() < from.getUTCDate() ? months - 1 : months);
}

const DAY_MS = 86_400_000;

/** Whole days from the day of an instant, in UTC, to a day `YYYY-MM-DD`; 0 or less: it is today or past. */
export const daysUntil = (day: string, now: number): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Math.floor(now / DAY_MS) * DAY_MS) / DAY_MS);

/** Whole days from a day `YYYY-MM-DD` to an instant, in UTC; a day in the future is 0. */
export const daysSince = (day: string, now: number): number =>
  Math.max(0, Math.floor((now - Date.parse(`${day}T00:00:00Z`)) / DAY_MS));
