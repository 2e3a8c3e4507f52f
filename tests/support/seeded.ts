/** Chance that can be had again: the same seed gives the same numbers. */
import { sized } from './size';

export type Chance = ReturnType<typeof seededChance>;

/** Mulberry32, a generator of 32 bits that is good enough to mix tests. */
export function seededChance(seed: number) {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item,
    shuffle<Item>(items: readonly Item[]): Item[] {
      const mixed = [...items];
      for (let last = mixed.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        [mixed[last], mixed[other]] = [mixed[other] as Item, mixed[last] as Item];
      }
      return mixed;
    },
  };
}

const DAILY_SEED = 421_337;

/**
 * Every day the same, so that a change is to blame when a run fails; thoroughly, a new one, or that of MONEY_SEED.
 * Printed, so that any run can be had again.
 */
export function chosenSeed(): number {
  const seed = Number(process.env.MONEY_SEED ?? sized(Date.now() % 1_000_000_000, DAILY_SEED));
  process.stdout.write(`MONEY_SEED=${seed}\n`);
  return seed;
}
