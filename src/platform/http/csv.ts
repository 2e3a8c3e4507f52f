/** Tables as CSV (RFC 4180), for spreadsheets that must not take a text for a formula. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { withoutRequestDeadline } from '../db/deadline';
import { newId } from '../kernel/ids';
import { Download } from './download';

export const CSV = 'text/csv';

/** What a spreadsheet reads as the beginning of a formula, in full width too (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Rows = readonly (readonly (string | number | null)[])[];

export const csvOf = (rows: Rows): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

export const downloadCsv = (rows: Rows, fileName: string): Download => {
  const text = csvOf(rows);
  return new Download(Readable.from([text]), {
    mediaType: CSV,
    etag: createHash('sha256').update(text).digest('hex'),
    cacheControl: 'no-store',
    fileName,
  });
};

/** Batch after batch, as the reader takes them: it may take longer than a request waits for the database. */
async function* textOf(head: readonly string[], batches: AsyncGenerator<Rows>): AsyncGenerator<string> {
  yield csvOf([head]);
  try {
    for (;;) {
      const next = await withoutRequestDeadline(() => batches.next());
      if (next.done) return;
      yield csvOf(next.value);
    }
  } finally {
    await batches.return(undefined);
  }
}

/** The same for a table that is too long to be held at once. */
export const streamCsv = (
  head: readonly string[],
  batches: () => AsyncGenerator<Rows>,
  fileName: string,
): Download =>
  new Download(() => Promise.resolve(Readable.from(textOf(head, batches()))), {
    mediaType: CSV,
    etag: newId().replaceAll('-', ''),
    cacheControl: 'no-store',
    fileName,
  });
