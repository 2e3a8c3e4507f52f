/** What a measurement of linked carriers has to keep to: whatever misses a limit is said, and ends it with 1. */
import { missedOfLoad, missedOfLookUps } from '../bench/links-limits';

test.each([
  [{ p99Ms: 49.9, chains: 1_000, chainsFound: 1_000 }, []],
  [{ p99Ms: 50, chains: 1_000, chainsFound: 1_000 }, ['p99 is 50.0 ms, not below 50']],
  [{ p99Ms: 4, chains: 1_000, chainsFound: 999 }, ['999 of 1000 chains found']],
  [{ p99Ms: 4, chains: 0, chainsFound: 0 }, ['0 of 0 chains found']],
])('look-ups: %j', (measured, missed) => expect(missedOfLookUps(measured)).toEqual(missed));

test.each([
  [{ code: 0, peakMb: 299.9 }, []],
  [{ code: 0, peakMb: 300 }, ['it held 300 MB, not below 300']],
  [{ code: 0, peakMb: 0 }, ['it held 0 MB, not below 300']],
  [{ code: 2, peakMb: 100 }, ['the load ended with 2']],
  [{ code: null, peakMb: 100 }, ['the load ended with null']],
])('a load: %j', (measured, missed) => expect(missedOfLoad(measured)).toEqual(missed));
