/** P5: how much longer a reader waits where the market is larger, one at a time. */
import type { Driven } from './drive';
import type { Figure } from './figures';
import type { Sides } from './measure';
import { openBench, type Asked } from './open-bench';
import { READING } from './reading';
import { PROFILED_ROUND, RECORDED_ROUND } from './work';

/** The texts and counts of the search may grow more than lists and details. */
const BOUNDS: Record<string, { due: string; aim: string }> = {
  'P2.filters': { due: '1.5', aim: '1.1' },
  'P2.facets': { due: '4', aim: '2' },
  'P2.nothing': { due: '4', aim: '2' },
  P3: { due: '1.5', aim: '1.1' },
};
const GROWING = READING.filter(({ id }) => id in BOUNDS);

async function halfWithin({ world, ours, driver }: Sides, id: string, seconds: number): Promise<number> {
  const load = { id, world, url: ours.url, side: 'ours', connections: 1 };
  await driver.ask<Driven>('drive', { ...load, round: RECORDED_ROUND, seconds: 1 });
  const { p50, failed } = await driver.ask<Driven>('drive', { ...load, round: PROFILED_ROUND, seconds });
  if (failed > 0) throw new Error(`P5: ${failed} requests of ${id} failed.`);
  return p50;
}

/** Of each size against the first. */
export async function measureGrowth(
  sizes: readonly number[],
  asked: Omit<Asked, 'size' | 'works' | 'rounds'>,
  seconds: number,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const first = new Map<string, number>();
  for (const size of sizes) {
    const bench = await openBench({ ...asked, size, works: GROWING, rounds: 1 });
    try {
      for (const { id, title } of GROWING) {
        const p50 = await halfWithin(bench, id, seconds).catch((error: unknown) => {
          asked.say(String(error instanceof Error ? error.message : error));
          return null;
        });
        if (p50 === null) continue;
        const before = first.get(id);
        const among = `among ${size.toLocaleString('en-US')}`;
        figures.push({ id: 'P5', title: `${title}, p50 ${among}`, value: p50, unit: 'ms', due: '', aim: '' });
        if (before === undefined) first.set(id, p50);
        else {
          const grown = `${title}, ${among} ÷ among ${(sizes[0] ?? 0).toLocaleString('en-US')}`;
          figures.push({
            id: 'P5',
            title: grown,
            value: p50 / before,
            unit: '',
            ...(BOUNDS[id] ?? { due: '', aim: '' }),
          });
        }
      }
    } finally {
      await bench.close(false);
    }
  }
  return figures;
}
