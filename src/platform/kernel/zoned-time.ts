/** The time on the clock of a place (IANA), also on the days on which clocks are put forward or back. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from './clock';

export const MINUTES_OF_DAY = DAY_MS / MINUTE_MS;

/** Making one costs far more than asking it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    formats.set(zone, format);
  }
  return format;
}

/** Names only: an offset, as `+02:00`, knows no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the clock of the place shows, as if it were UTC. */
function shownAt(instant: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const offsetAt = (instant: number, zone: string): number =>
  shownAt(instant, zone) - Math.floor(instant / 1_000) * 1_000;

/** `2026-03-02`, on the calendar of the place. */
export const dayIn = (instant: number, zone: string): string =>
  new Date(shownAt(instant, zone)).toISOString().slice(0, 10);

/** Minutes since midnight. */
export const minuteOfDay = (instant: number, zone: string): number =>
  Math.floor((shownAt(instant, zone) % DAY_MS) / MINUTE_MS);

/** 0 is Sunday. */
export const dayOfWeek = (instant: number, zone: string): number =>
  new Date(shownAt(instant, zone)).getUTCDay();

/**
 * The next moment after `instant` at which the clock of the place shows this minute of the day. Where that is left out on
 * the day on which clocks are put forward, as much later as they are; where it comes twice, the next of both.
 */
export function nextTimeOfDay(minute: number, instant: number, zone: string): number {
  const midnight = Math.floor(shownAt(instant, zone) / DAY_MS) * DAY_MS;
  const candidates = [0, 1, 2].flatMap((days) =>
    momentsShowing(midnight + days * DAY_MS + minute * MINUTE_MS, zone),
  );
  return Math.min(...candidates.filter((candidate) => candidate > instant));
}

function momentsShowing(shown: number, zone: string): number[] {
  // No place changes its clock twice within two days.
  const before = shown - offsetAt(shown - DAY_MS, zone);
  const after = shown - offsetAt(shown + DAY_MS, zone);
  const exact = [before, after].filter((moment) => shownAt(moment, zone) === shown);
  return exact.length > 0 ? exact : [before];
}

/** The next full hour on the clock of the place. */
export function nextFullHour(instant: number, zone: string): number {
  const past = shownAt(instant, zone) % HOUR_MS;
  return instant - (instant % 1_000) + (HOUR_MS - past);
}
