/**
 * Holds what requests cost against `bench/budget.json`: `npm run bench:smoke`, on the database of DATABASE_URL or on the
 * embedded file. More statements than the budget and its room are a failure; more CPU is said, since another machine or a
 * busy one has other times. `-- --write` makes what was found the budget.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driven } from './drive';
import { record } from './measure';
import { type Bench, openBench } from './open-bench';
import { type Figures, PROJECT } from './process';
import { READING } from './reading';
import { PROFILED_ROUND, type Work } from './work';
import { WRITING } from './writing';

const FILE = join(PROJECT, 'bench/budget.json');
/** Of every budget, so that small changes of other things do not matter. */
const ROOM = 1.3;
const LISTINGS = 1_000;
const SECONDS = 1.5;
/** A deal to sign takes others to open it; its statements are in `tests/statements.test.ts`. */
const WORKS = [...READING, ...WRITING.filter(({ id }) => id !== 'P6.terms')];

interface Cost {
  /** That a request sends before it is answered. */
  statements: number;
  /** CPU of the server a request, in units of a fixed piece of work that the same process has just done. */
  cpu: number;
}
type Budget = Partial<Record<'mysql' | 'embedded', Record<string, Cost>>>;

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const rounded = (value: number): number => Number(value.toPrecision(3));

async function costOf(work: Work, bench: Bench): Promise<Cost> {
  const { world, ours, driver } = bench;
  const load = { id: work.id, world, url: ours.url, side: 'ours', round: PROFILED_ROUND };
  // What is kept in memory is there when its statements are counted.
  if (!work.once) await driver.ask<Driven>('drive', { ...load, seconds: SECONDS / 3 });
  const { within } = await record(work, bench);
  const unit = await ours.ask<number>('calibrate');
  const before = await ours.ask<Figures>('figures');
  const { requests, failed } = await driver.ask<Driven>('drive', { ...load, seconds: SECONDS });
  const after = await ours.ask<Figures>('figures');
  if (failed > 0) throw new Error(`${work.id}: ${failed} of ${requests} requests failed.`);
  return { statements: within, cpu: rounded((after.cpu - before.cpu) / requests / unit) };
}

/** Answers whether the statements keep to the budget. */
function hold(id: string, found: Cost, budget: Cost | undefined): boolean {
  if (!budget) {
    print(`${id.padEnd(12)}${found.statements} statements, ${found.cpu} units: has no budget`);
    return true;
  }
  const most = Math.floor(budget.statements * ROOM);
  const tooMany = found.statements > most;
  const slower = found.cpu > budget.cpu * ROOM;
  print(
    [
      `${id.padEnd(12)}${found.statements} statements of ${budget.statements}, ${found.cpu} units of ${budget.cpu}`,
      ...(tooMany ? [`TOO MANY STATEMENTS: at most ${most}`] : []),
      ...(slower
        ? [
            `SLOWER by ${Math.round((100 * found.cpu) / budget.cpu - 100)} %: look at it with npm run bench -- --profile ${id}`,
          ]
        : []),
    ].join('; '),
  );
  return !tooMany;
}

async function smoke(write: boolean): Promise<number> {
  const server = process.env.DATABASE_URL;
  const startedAt = performance.now();
  const bench = await openBench({
    ...{ size: LISTINGS, server, redisUrl: process.env.REDIS_URL, works: WORKS, rounds: 1, say: print },
  });
  const budget = JSON.parse(readFileSync(FILE, 'utf8')) as Budget;
  const dialect = server ? 'mysql' : 'embedded';
  const costs: Record<string, Cost> = {};
  let kept = true;
  try {
    for (const work of WORKS) {
      const cost = await costOf(work, bench);
      costs[work.id] = cost;
      if (!hold(work.id, cost, budget[dialect]?.[work.id])) kept = false;
    }
  } finally {
    await bench.close(false);
  }
  if (write) writeFileSync(FILE, `${JSON.stringify({ ...budget, [dialect]: costs }, null, 2)}\n`);
  print(
    `${kept ? 'Within the budget' : 'Over the budget'} after ${Math.round((performance.now() - startedAt) / 1_000)} s.`,
  );
  return kept || write ? 0 : 1;
}

smoke(process.argv.includes('--write')).then(
  (code) => process.exit(code),
  (error: unknown) => {
    print(String(error instanceof Error ? error.stack : error));
    process.exit(1);
  },
);
