/** Reads what data.transportation.gov answers: a bare list of rows, whose columns bear other names in each set. */
import type { Reading } from './answer';
import { count, type Fields, fieldsOf, text } from './fields';
import type { Delivery } from './transport';

/** The rows of one carrier, under plain column names. An empty list: the set has none of it. */
export function readRows(usdot: number, delivery: Delivery): Reading<Fields[]> {
  if (delivery.kind === 'failure') return { status: 'unavailable', reason: delivery.reason };
  if (delivery.kind === 'unrecorded') return { status: 'unrecorded' };
  if (delivery.status === 403) return { status: 'unavailable', reason: 'blocked' };
  if (delivery.status !== 200) return { status: 'unavailable', reason: 'http' };
  const rows = parse(delivery.body);
  if (!Array.isArray(rows)) return { status: 'unavailable', reason: 'parse' };
  const named = rows.map((row: unknown) => fieldsOf(row)).filter((row) => row !== null);
  return { status: 'found', content: named.map(withPlainNames).filter((row) => usdotIn(row) === usdot) };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** `USDOT Number` → `usdot_number`: the sets of before 2026 are downloaded with the headings of their pages. */
const withPlainNames = (row: Fields): Fields =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [plainName(name), value]));

export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');

/** `usdot_number` since 2026, `dot_number` before, there with leading zeros. */
const usdotIn = (row: Fields): number | null => count(row.usdot_number ?? row.dot_number);

/** `MC-424836` and `MC421775` → `MC424836`, `MC421775`. */
export function docketIn(row: Fields): string | null {
  const parts = /^(MC|FF|MX)[- ]?0*(\d{1,8})$/i.exec(text(row.docket_number) ?? '');
  return parts ? `${(parts[1] as string).toUpperCase()}${parts[2] ?? ''}` : null;
}
