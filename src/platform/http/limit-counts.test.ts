import { createLimitCounts } from './limit-counts';

const LIMIT = { name: 'tried', windowMs: 60_000 };
const MOST_CALLERS = 50;

it('remembers no more callers than it has room for, and forgets the one that came first', () => {
  const counts = createLimitCounts(LIMIT, null, MOST_CALLERS);
  for (let n = 0; n <= MOST_CALLERS; n += 1) counts.count(`caller ${n}`, 10);
  expect(counts.size).toBe(MOST_CALLERS);
  expect(counts.count(`caller ${MOST_CALLERS}`, 10).hits).toBe(2);
  expect(counts.count('caller 0', 10).hits).toBe(1);
});

it('does not count what was taken back', async () => {
  const counts = createLimitCounts(LIMIT, null);
  counts.takeBack(await counts.countTogether('caller'));
  expect((await counts.countTogether('caller')).hits).toBe(1);
});
