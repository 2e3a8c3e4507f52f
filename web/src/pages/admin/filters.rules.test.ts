import { dayOf, isMoment, momentOf } from './filters.rules';

it('turns days into moments and back, the last day included', () => {
  const from = momentOf('from', '2026-03-01');
  const before = momentOf('before', '2026-03-08');
  expect(dayOf('from', from)).toBe('2026-03-01');
  expect(dayOf('before', before)).toBe('2026-03-08');
  expect(new Date(from).getHours()).toBe(0);
  expect(new Date(before).getDate()).toBe(9);
  expect(dayOf('from', undefined)).toBe('');
});

it('takes nothing for a moment that the list would refuse', () => {
  expect(isMoment(momentOf('before', '2026-12-31'))).toBe(true);
  for (const text of ['2026-03-01', 'yesterday', '2026-99-99T00:00:00Z']) expect(isMoment(text)).toBe(false);
});
