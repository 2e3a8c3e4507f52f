/** What an operator reads while an open file is loaded. */
import { progressLine } from './load-progress';

const at = { kind: 'CENSUS', rows: 1_234_567, skipped: 0, bytes: 5_550_000, totalBytes: 10_000_000 } as const;

test.each([
  [{ ...at, resumed: false }, 'census: 1,234,567 rows, 5.5 of 10.0 MB (55%)'],
  [
    { ...at, skipped: 3, bytes: 10_000_000, resumed: true },
    'census: 1,234,567 rows, 10.0 of 10.0 MB (100%), 3 without a USDOT number left out, resumed',
  ],
  [
    { ...at, kind: 'ORDERS' as const, rows: 0, bytes: 0, totalBytes: 0, resumed: false },
    'orders: 0 rows, 0.0 of 0.0 MB (100%)',
  ],
])('says how far it has come, what was left out, and whether it goes on: %#', (progress, line) => {
  expect(progressLine(progress)).toBe(line);
});
