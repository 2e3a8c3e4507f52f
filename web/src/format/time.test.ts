/** How moments are written. */
import { fromNow } from './time';

const NOW = Date.parse('2026-11-27T12:00:00Z');

it('tells how far a moment is, and never that a deadline is later than it is', () => {
  const told = (iso: string) => fromNow(iso, NOW);
  expect(told('2026-12-27T12:00:00Z')).toBe('in 30 days');
  expect(told('2026-11-29T11:59:59Z')).toBe('tomorrow');
  expect(told('2026-11-27T13:59:59Z')).toBe('in 1 hour');
  expect(told('2026-11-27T11:30:00Z')).toBe('30 minutes ago');
  expect(told('2026-11-27T12:00:20Z')).toBe('this minute');
});
