/** How much a long test does: a part of it every day, all of it with THOROUGH=1. */
import { DAY_MS } from '../../src/platform/kernel/clock';

export const sized = (thorough: number, daily: number): number => (process.env.THOROUGH ? thorough : daily);

/** Decides which part has its turn; TEST_DAY takes the part of another day again. */
export const TEST_DAY = Number(process.env.TEST_DAY ?? Math.floor(Date.now() / DAY_MS));

/** Whether the item at this place has its turn: one in so many each day, all of them thoroughly. */
export const hasItsTurn = (place: number, parts: number): boolean =>
  Boolean(process.env.THOROUGH) || place % parts === TEST_DAY % parts;

/** Those of the items that have their turn. Printed, so that the same can be had again. */
export function todaysPart<Item>(items: readonly Item[], parts: number): Item[] {
  const part = items.filter((_, place) => hasItsTurn(place, parts));
  process.stdout.write(`TEST_DAY=${TEST_DAY}: ${part.length} of ${items.length}\n`);
  return part;
}
