/** Days in the filters of a list: an operator names days of their own zone, the address and the request have moments. */

export type DayEnd = 'from' | 'before';

const two = (part: number): string => String(part).padStart(2, '0');

/** The day that begins at the moment, or the last one before it; empty where there is none. */
export function dayOf(end: DayEnd, moment: string | undefined): string {
  if (moment === undefined) return '';
  const at = new Date(moment);
  if (end === 'before') at.setMilliseconds(-1);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The beginning of the day, or its end. */
export function momentOf(end: DayEnd, day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + (end === 'before' ? 1 : 0)).toISOString();
}

export const isMoment = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT.*Z$/.test(text) && !Number.isNaN(Date.parse(text));
