/** Reads single fields of FMCSA's answers, whose types vary from one carrier to the next; what cannot be read is null. */

export type Fields = Record<string, unknown>;

const TEXT_LENGTH = 200;
const MOST = 10_000_000_000;

export const fieldsOf = (value: unknown): Fields | null =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : null;

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** One line of text without control and zero-width characters, as plain and as entities. Empty is null. */
export function text(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const clean = value
    .slice(0, TEXT_LENGTH)
    .replace(/&#(?:8203|x200b);|\p{Cf}/giu, '')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return clean === '' ? null : clean;
}

/** A number of things: zero or more, given as a number or as digits. Fractions are cut off. */
export function count(value: unknown): number | null {
  const number = measure(value);
  return number === null ? null : Math.floor(number);
}

/** A figure that is zero or more, given as a number or in digits. */
export function measure(value: unknown): number | null {
  const number =
    typeof value === 'string' && /^\s*\d{1,12}(\.\d{1,20})?\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= MOST ? number : null;
}

/** `"18%"` → 18; `"Not Public"` → null. */
export const percent = (value: unknown): number | null =>
  measure(typeof value === 'string' ? value.replace(/%\s*$/, '') : value);

/** Insurance is given in thousands of dollars: `"750"` is $750,000. */
export function thousandsOfDollars(value: unknown): number | null {
  const thousands = measure(value);
  return thousands === null ? null : Math.round(thousands * 1_000);
}

/** `Y` and `N`; `u`, in either case, and everything else is not known. */
export function flag(value: unknown): boolean | null {
  if (typeof value !== 'string') return null;
  const letter = value.trim().toUpperCase();
  return letter === 'Y' ? true : letter === 'N' ? false : null;
}

/** The meaning of a code by `table`; a code outside of it is not known. */
export function coded<Meaning>(value: unknown, table: Readonly<Record<string, Meaning>>): Meaning | null {
  if (typeof value !== 'string') return null;
  const code = value.trim().toUpperCase();
  return Object.hasOwn(table, code) ? (table[code] as Meaning) : null;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** FMCSA has given out numbers since the seventies: a year of two digits from here on is of the last century. */
const CENTURY_TURNS_AT = 70;

/**
 * A day in every form that FMCSA writes: `2024-11-08`, `2024-11-08T…`, `20241108`, `20260422 2139`, `11/08/2024`,
 * `08-NOV-24`. As `2024-11-08`; a day that no calendar has is null.
 */
export function day(value: unknown): string | null {
  const parts = typeof value === 'string' ? partsOfDay(value.trim()) : null;
  if (!parts) return null;
  const [year, month, dayOfMonth] = parts;
  const written = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  const date = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== written ? null : written;
}

function partsOfDay(written: string): [year: string, month: string, day: string] | null {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})(?:$|[T ])/.exec(written) ?? [];
  if (year && month && day) return [year, month, day];
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:$| )/.exec(written);
  if (american) return [american[3] as string, american[1] as string, american[2] as string];
  const named = /^(\d{1,2})-([A-Z]{3})-(\d{4}|\d{2})(?:$| )/i.exec(written);
  if (!named) return null;
  const short = named[3] as string;
  const century = Number(short) >= CENTURY_TURNS_AT ? '19' : '20';
  const monthNumber = MONTHS.indexOf((named[2] as string).toUpperCase()) + 1;
  return [short.length === 4 ? short : century + short, String(monthNumber), named[1] as string];
}
