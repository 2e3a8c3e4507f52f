/** Chance that can be had again: the same seed gives the same numbers. */
import { sized } from './size';

export { type Chance, seededChance } from '../../src/platform/kernel/seeded';

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
