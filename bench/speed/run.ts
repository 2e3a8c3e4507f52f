/**
 * Measures what the product does in a second, beside the bare limit of the machine: `npm run bench -- --help`.
 * `bench/README.md` says what is measured and how to read it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { measure, type Result, type Sides } from './measure';
import { openBench } from './open-bench';
import { PROJECT } from './process';
import { type CpuProfile, describeProfile } from './profile';
import { comparison, table } from './table';
import { MOST_ROUNDS, PROFILED_ROUND } from './work';
import { WORKS } from './works';

const PROFILE_SECONDS = 5;
const SIZES: Record<string, number> = { '1k': 1_000, '10k': 10_000, '100k': 100_000, '1m': 1_000_000 };

interface Options {
  only?: string;
  size: string;
  large?: true;
  database: string;
  redis: string;
  rounds: string;
  seconds: string;
  json?: string;
  compare?: string;
  profile?: string;
  markdown?: true;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Ids of works, or the beginnings of ids. */
const chosen = (names: string | undefined) =>
  WORKS.filter(
    ({ id }) => !names || names.split(',').some((name) => id === name || id.startsWith(`${name}.`)),
  );

export interface Run {
  size: number;
  machine: string;
  at: string;
  results: Result[];
}

async function profile(names: string, { world, ours, driver }: Sides, seconds: number): Promise<void> {
  for (const { id } of chosen(names)) {
    await ours.ask('startProfile');
    await driver.ask('drive', { id, world, url: ours.url, side: 'ours', round: PROFILED_ROUND, seconds });
    const found = await ours.ask<CpuProfile>('stopProfile');
    const file = join(PROJECT, '.data', `bench-${id}.cpuprofile`);
    mkdirSync(join(PROJECT, '.data'), { recursive: true });
    writeFileSync(file, JSON.stringify(found));
    print(`\n${id}: ${file}\n${describeProfile(found)}`);
  }
}

/** Answers how many works could not be measured; what the servers have written stays then. */
async function run(options: Options): Promise<number> {
  const rounds = { rounds: Math.min(MOST_ROUNDS, Number(options.rounds)), seconds: Number(options.seconds) };
  const server = options.database === 'embedded' ? undefined : options.database;
  const works = (options.profile && !options.only ? [] : chosen(options.only)).filter(
    ({ bare }) => server || typeof bare !== 'function',
  );
  const size = options.large ? 1_000_000 : (SIZES[options.size] ?? Number(options.size));
  const bench = await openBench({
    ...{ size, server, rounds: rounds.rounds, say: tell },
    redisUrl: options.redis === 'none' ? undefined : options.redis,
    works: [...works, ...(options.profile ? chosen(options.profile) : [])],
  });
  const results: Result[] = [];
  let failed = 0;
  try {
    for (const work of works) {
      tell(`${work.id} …`);
      await measure(work, bench, rounds).then(
        (result) => results.push(result),
        (error: unknown) => {
          failed += 1;
          tell(`${work.id}: ${String(error instanceof Error ? error.message : error)}`);
        },
      );
    }
    if (options.profile) await profile(options.profile, bench, PROFILE_SECONDS);
  } finally {
    await bench.close(failed > 0);
  }
  if (results.length > 0) print(table(results, options.markdown ?? false));
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? ''}`;
  const done: Run = { size, machine, at: new Date().toISOString(), results };
  if (options.json) writeFileSync(options.json, JSON.stringify(done, null, 2));
  if (options.compare) {
    print(comparison(results, (JSON.parse(readFileSync(options.compare, 'utf8')) as Run).results));
  }
  return failed;
}

const program = new Command('npm run bench --')
  .option('--only <ids>', 'these works: P1,P2.filters')
  .option('--size <listings>', '1k, 10k, 100k or 1m', '10k')
  .option('--large', 'a million listings')
  .option(
    '--database <url>',
    'mysql://… of a server, or embedded',
    process.env.DATABASE_URL ?? 'mysql://root@127.0.0.1:3306/mysql',
  )
  .option('--redis <url>', 'redis://…, or none', process.env.REDIS_URL ?? 'redis://127.0.0.1:6379')
  .option('--rounds <count>', `in turn, ours and bare; at most ${MOST_ROUNDS}`, '5')
  .option('--seconds <count>', 'of each round', '3')
  .option('--json <file>', 'writes what was measured')
  .option('--compare <file>', 'with what an earlier run has written')
  .option('--profile <ids>', 'where the time goes; alone, nothing else is measured')
  .option('--markdown', 'the table as a document has it');

run(program.parse().opts<Options>()).then(
  (failed) => process.exit(failed > 0 ? 1 : 0),
  (error: unknown) => {
    tell(String(error instanceof Error ? error.stack : error));
    process.exit(1);
  },
);
