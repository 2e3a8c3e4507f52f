/** Days as papers name them, in one time zone that the paper names too. */

export interface Days {
  /** `December 31, 2026` */
  of: (instant: number) => string;
  /** `Eastern Time` */
  zone: string;
}

export function daysIn(timeZone: string): Days {
  const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone });
  const named = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longGeneric' });
  const zone = named.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  return { of: (instant) => day.format(instant), zone };
}
