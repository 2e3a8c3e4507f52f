/** When the people of a deal are reminded of a day, before and after it. Instants are ms. */
import { DAY_MS } from '../../platform/kernel/clock';

const REMINDER_DAYS = [-14, -7, -2, 1, 7, 30];

/** The next reminder after `now`; null when none is left. Of several that an outage has swallowed only the next one comes. */
export function nextDateReminder(dueAt: number, now: number): number | null {
  return REMINDER_DAYS.map((days) => dueAt + days * DAY_MS).find((instant) => instant > now) ?? null;
}

/** A day as `2026-12-31`, meant in UTC, ends then. */
export const endOfDay = (day: string): number => Date.parse(day) + DAY_MS - 1;
