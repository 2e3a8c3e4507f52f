/** Moments for people: short in the text, complete for whoever hovers or listens. */
import { language } from '../words/language';

const day = new Intl.DateTimeFormat(language.locale, { month: 'short', day: 'numeric', year: 'numeric' });
const moment = new Intl.DateTimeFormat(language.locale, {
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const complete = new Intl.DateTimeFormat(language.locale, { dateStyle: 'full', timeStyle: 'long' });
const relative = new Intl.RelativeTimeFormat(language.locale, { numeric: 'auto' });

export const shortDay = (iso: string): string => day.format(new Date(iso));

const plain = new Intl.DateTimeFormat(language.locale, {
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  timeZone: 'UTC',
});

/** Of `2026-12-31`, a day that is the same everywhere. */
export const plainDay = (date: string): string => plain.format(new Date(date));

const month = new Intl.DateTimeFormat(language.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Of `2026-12`. */
export const plainMonth = (text: string): string => month.format(new Date(text));

/** Sentences of the server name days as `2026-12-31` and months as `2026-12`: written as days are elsewhere. */
export const daysInText = <Text extends string | null>(text: Text): Text | string =>
  text === null
    ? text
    : text.replace(/\b(?:19|20)\d{2}-(?:0[1-9]|1[0-2])(-\d{2})?\b/g, (date, day?: string) =>
        day ? plainDay(date) : plainMonth(date),
      );

const dayOfYear = new Intl.DateTimeFormat(language.locale, {
  month: 'short',
  day: 'numeric',
  timeZone: 'UTC',
});

/** `Dec 31`, below an axis: the year stands elsewhere. */
export const axisDay = (day: Date): string => dayOfYear.format(day);

export const shortMoment = (iso: string): string => moment.format(new Date(iso));

export const completeMoment = (iso: string): string => complete.format(new Date(iso));

/** `from`: told in this unit from so far on. The last 48 hours count down, and of the last three each minute. */
const UNITS = [
  // Of average length: what is years away or old is told roughly.
  { unit: 'year', ms: 365.25 * 86_400_000, from: 365.25 * 86_400_000 },
  { unit: 'day', ms: 86_400_000, from: 48 * 3_600_000 },
  { unit: 'hour', ms: 3_600_000, from: 3 * 3_600_000 },
  { unit: 'minute', ms: 60_000, from: 0 },
] as const;

/** `in 3 days`, `in 47 hours`; within the minute `this minute`. Rounded towards now, so that no deadline seems later. */
export function fromNow(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  const { unit, ms } = UNITS.find(({ from }) => Math.abs(distance) >= from) ?? UNITS[3];
  // `|| 0`: minus zero is called "0 minutes ago".
  return relative.format(Math.trunc(distance / ms) || 0, unit);
}

/** `Dec 26, 2026, 6:57 PM (in 30 days)`. */
export const deadline = (iso: string, now: number): string => `${shortMoment(iso)} (${fromNow(iso, now)})`;
