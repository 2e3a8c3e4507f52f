/** Tables as CSV (RFC 4180), for spreadsheets that must not take a text for a formula. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Download } from './download';

export const CSV = 'text/csv';

/** What a spreadsheet reads as the beginning of a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

export const downloadCsv = (
  rows: readonly (readonly (string | number | null)[])[],
  fileName: string,
): Download => {
  const text = csvOf(rows);
  return new Download(Readable.from([text]), {
    mediaType: CSV,
    etag: createHash('sha256').update(text).digest('hex'),
    cacheControl: 'no-store',
    fileName,
  });
};
