/** When a saved search is looked through, and what it may look for. */
import { dayOfWeek, nextTimeOfDay } from '../../../platform/kernel/zoned-time';
import { sayIssue } from '../../../platform/http/field-errors';
import { LookedFor } from '../listings.schema';

/** As many as one person keeps an eye on. */
export const SEARCHES_MAX = 20;
export const QUERY_LENGTH_MAX = 2_000;

export const ALERTS = ['AT_ONCE', 'DAILY', 'WEEKLY'] as const;
export type Alerts = (typeof ALERTS)[number];

/** Before eight, at which the letters of whoever wants one a day leave: so that the finds of the night are in it. */
const MORNING = 7 * 60;
const MONDAY = 1;

/** When a search is looked through next. Those for alerts at once are whenever something has come. */
export function nextLookAt(alerts: Alerts, now: number, timeZone: string): number {
  if (alerts === 'AT_ONCE') return now;
  let at = nextTimeOfDay(MORNING, now, timeZone);
  while (alerts === 'WEEKLY' && dayOfWeek(at, timeZone) !== MONDAY) {
    at = nextTimeOfDay(MORNING, at, timeZone);
  }
  return at;
}

/** Reads a query string, as the search itself would. */
export function readQuery(query: string) {
  const parameters = new URLSearchParams(query);
  const given = [...new Set(parameters.keys())].map((name) => {
    const values = parameters.getAll(name);
    return [name, values.length === 1 ? values[0] : values];
  });
  return LookedFor.safeParse(Object.fromEntries(given), { error: sayIssue, reportInput: true });
}

/** The same search is written in the same way, in whatever order its filters were chosen. */
export function inOneOrder(query: string): string {
  const pairs = [...new URLSearchParams(query)].filter(([, value]) => value !== '');
  const written = pairs.map(([name, value]) => new URLSearchParams({ [name]: value }).toString());
  return [...new Set(written)].toSorted().join('&');
}
