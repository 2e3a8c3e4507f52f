/** When the people of a deal are reminded of a day, before and after it. Instants are ms. */
import { DAY_MS } from '../../platform/kernel/clock';

const REMINDER_DAYS = [-14, -7, -2, 1, 7, 30];

/** The next reminder after `now`; null when none is left. Of several that an outage has swallowed only the next one comes. */
export function nextDateReminder(dueAt: number, now: number): number | null {
  return REMINDER_DAYS.map((days) => dueAt + days * DAY_MS).find((instant) => instant > now) ?? null;
}

const ITEM_BEFORE_MS = 3 * DAY_MS;
const ITEM_LATE_MS = DAY_MS;

/** When the owners of items due at these instants are told next after `now`; null when nothing is left to tell. */
export function nextItemReminder(dueAts: readonly number[], now: number): number | null {
  const left = dueAts
    .flatMap((dueAt) => [dueAt - ITEM_BEFORE_MS, dueAt + ITEM_LATE_MS])
    .filter((instant) => instant > now);
  return left.length === 0 ? null : Math.min(...left);
}

/** What is told of an item at `now`, of all that fell due to tell from `since` on: once before its day, once after it. */
export function itemReminder(dueAt: number, since: number, now: number): 'NEAR' | 'LATE' | null {
  const fell = (instant: number) => instant >= since && instant <= now;
  if (fell(dueAt + ITEM_LATE_MS)) return 'LATE';
  return fell(dueAt - ITEM_BEFORE_MS) && now < dueAt ? 'NEAR' : null;
}

/** A day as `2026-12-31`, meant in UTC, ends then. */
export const endOfDay = (day: string): number => Date.parse(day) + DAY_MS - 1;
