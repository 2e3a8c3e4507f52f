/** What is kept near is never older than a change that was heard of, whatever overtakes what. */
import { seededChance } from '../../../tests/support/seeded';
import { sized } from '../../../tests/support/size';
import { NearCache } from './near-cache';

const KEPT_MS = 2_000;

function made(most = 10) {
  const clock = { at: 1_000_000, now: () => clock.at };
  return { clock, cache: new NearCache<number>({ clock, keptMs: KEPT_MS, most }) };
}

it('keeps what was read for its time, and no longer, also where the clock is set back', () => {
  const { clock, cache } = made();
  cache.beginReading()('key', 'subject', 1);
  expect(cache.get('key')).toBe(1);
  clock.at += KEPT_MS - 1;
  expect(cache.get('key')).toBe(1);
  clock.at -= KEPT_MS;
  expect(cache.get('key')).toBeUndefined();
  cache.beginReading()('key', 'subject', 2);
  clock.at += KEPT_MS;
  expect(cache.get('key')).toBeUndefined();
});

it('counts the time from the beginning of the reading', () => {
  const { clock, cache } = made();
  const keep = cache.beginReading();
  clock.at += KEPT_MS;
  keep('key', 'subject', 1);
  expect(cache.get('key')).toBeUndefined();
});

it('drops all that is of a subject, and nothing else', () => {
  const { cache } = made();
  cache.beginReading()('a', 'one', 1);
  cache.beginReading()('b', 'one', 2);
  cache.beginReading()('c', 'other', 3);
  cache.drop('one');
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, undefined, 3]);
});

it('holds no more than it may, and forgets whose the rest was', () => {
  const { cache } = made(3);
  for (let n = 0; n < 50; n += 1) cache.beginReading()(`key ${n}`, `subject ${n % 7}`, n);
  expect(cache.size).toBe(3);
  for (let n = 0; n < 7; n += 1) cache.drop(`subject ${n}`);
  expect(cache.size).toBe(0);
});

it('keeps no reading that began before a change, however they overtake each other', async () => {
  const chance = seededChance(15);
  const moments = async () => {
    for (let n = chance.below(6); n > 0; n -= 1) await Promise.resolve();
  };
  for (let round = 0; round < sized(2_000, 40); round += 1) {
    const { cache } = made();
    let stored = 0;
    /** The latest change whose maker has been answered. */
    let told = 0;
    const read = async () => {
      await moments();
      const before = told;
      const kept = cache.get('key');
      if (kept !== undefined) {
        expect(kept).toBeGreaterThanOrEqual(before);
        return;
      }
      const keep = cache.beginReading();
      await moments();
      const found = stored;
      await moments();
      keep('key', 'subject', found);
    };
    const change = async () => {
      await moments();
      const changed = (stored += 1);
      await moments();
      cache.drop('subject');
      told = Math.max(told, changed);
    };
    const acts = Array.from({ length: 30 }, () => (chance.below(4) === 0 ? change : read));
    await Promise.all(acts.map((act) => act()));
    const left = cache.get('key');
    if (left !== undefined) expect(left).toBe(stored);
  }
});
