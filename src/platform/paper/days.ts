/** Days as papers name them, in one time zone that the paper names too. */

export interface Days {
  /** `December 31, 2026` */
  of: (instant: number) => string;
  /** `December 31, 2026 at 11:58:07 PM EST`, for what a court may read. */
  at: (instant: number) => string;
  /** `Eastern Time` */
  zone: string;
}

export function daysIn(timeZone: string): Days {
  const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone });
  const moment = new Intl.DateTimeFormat('en-US', {
    ...{ year: 'numeric', month: 'long', day: 'numeric', timeZone },
    ...{ hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
  });
  const named = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longGeneric' });
  const zone = named.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  return { of: (instant) => day.format(instant), at: (instant) => spaced(moment.format(instant)), zone };
}

/** Newer releases of Node.js put a narrow space before AM and PM. */
const spaced = (text: string): string => text.replaceAll('\u202f', ' ');

const CALENDAR = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** Days that a text has as `2021-06-21`, without an hour and so without a zone, as papers name them. */
export const withDaysInWords = (text: string): string =>
  text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b(?!T)/g, (day) => {
    const instant = Date.parse(day);
    return Number.isNaN(instant) ? day : CALENDAR.format(instant);
  });
