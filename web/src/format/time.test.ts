/** How moments are written. */
import { daysInText, fromNow } from './time';

const NOW = Date.parse('2026-11-27T12:00:00Z');

it('tells how far a moment is, and never that a deadline is later than it is', () => {
  const told = (iso: string) => fromNow(iso, NOW);
  expect(told('2026-12-27T12:00:00Z')).toBe('in 30 days');
  expect(told('2026-11-29T12:00:00Z')).toBe('in 2 days');
  expect(told('2026-11-27T13:59:59Z')).toBe('in 119 minutes');
  expect(told('2026-11-27T11:30:00Z')).toBe('30 minutes ago');
  expect(told('2026-11-27T12:00:20Z')).toBe('this minute');
  expect(told('2021-02-28T12:00:00Z')).toBe('5 years ago');
  expect(told('2025-11-28T12:00:00Z')).toBe('364 days ago');
});

it('counts the last 48 hours by the hour, and the last three by the minute', () => {
  const inMinutes = (minutes: number) => fromNow(new Date(NOW + minutes * 60_000).toISOString(), NOW);
  expect([47 * 60 + 59, 25 * 60, 23 * 60, 3 * 60].map(inMinutes)).toEqual([
    'in 47 hours',
    'in 25 hours',
    'in 23 hours',
    'in 3 hours',
  ]);
  expect([3 * 60 - 1, 61, 1, 0].map(inMinutes)).toEqual([
    'in 179 minutes',
    'in 61 minutes',
    'in 1 minute',
    'this minute',
  ]);
  expect(inMinutes(-26 * 60)).toBe('26 hours ago');
});

it('writes days and months in sentences of the server as days are written elsewhere', () => {
  expect(daysInText('FMCSA record shows the MCS-150 filed on 2025-08-14')).toBe(
    'FMCSA record shows the MCS-150 filed on Aug 14, 2025',
  );
  expect(daysInText('SAFER: vehicle of 2026-09, hazmat of 2026-02')).toBe(
    'SAFER: vehicle of Sep 2026, hazmat of Feb 2026',
  );
  expect(daysInText('USDOT 9900-12, part 2026-11x')).toBe('USDOT 9900-12, part 2026-11x');
});
