/**
 * Measures what the product does in a second, beside the bare limit of the machine: `npm run bench -- --help`.
 * `bench/README.md` says what is measured and how to read it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Figure, measureInstance, measureLogIns } from './figures';
import { measureGrowth } from './growth';
import { measureLive } from './live';
import { measure, type Result, type Sides } from './measure';
import { type Bench, openBench } from './open-bench';
import { PROJECT } from './process';
import { type CpuProfile, describeProfile } from './profile';
import { READING } from './reading';
import { measureSeveral } from './several';
import { comparison, figuresTable, table } from './table';
import { MOST_ROUNDS, PROFILED_ROUND, type Work } from './work';
import { MEASURED, WORKS } from './works';

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
  growth?: string;
  processes?: string;
  markdown?: boolean;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Ids of works, or the beginnings of ids. */
const isAmong = (names: string | undefined, id: string): boolean =>
  !names || names.split(',').some((name) => id === name || id.startsWith(`${name}.`));

const redisUrl = ({ redis }: Options): string | undefined => (redis === 'none' ? undefined : redis);

const sizeOf = (name: string): number => SIZES[name] ?? Number(name);

export interface Run {
  size: number;
  machine: string;
  at: string;
  results: Result[];
  figures: Figure[];
}

async function profile(names: string, { world, ours, driver }: Sides, seconds: number): Promise<void> {
  for (const { id } of WORKS.filter((work) => isAmong(names, work.id))) {
    await ours.ask('startProfile');
    await driver.ask('drive', { id, world, url: ours.url, side: 'ours', round: PROFILED_ROUND, seconds });
    const found = await ours.ask<CpuProfile>('stopProfile');
    const file = join(PROJECT, '.data', `bench-${id}.cpuprofile`);
    mkdirSync(join(PROJECT, '.data'), { recursive: true });
    writeFileSync(file, JSON.stringify(found));
    print(`\n${id}: ${file}\n${describeProfile(found)}`);
  }
}

/** What one server after another says of itself; a figure that cannot be had is said, and the others are taken. */
async function takeAll(bench: Bench, works: readonly Work[], options: Options) {
  const rounds = { rounds: bench.world.rounds, seconds: Number(options.seconds) };
  const results: Result[] = [];
  const figures: Figure[] = [];
  const failed: string[] = [];
  const take = async (id: string, work: () => Promise<void>) => {
    tell(`${id} …`);
    await work().catch((error: unknown) => {
      failed.push(id);
      tell(String(error instanceof Error ? error.stack : error));
    });
  };
  for (const work of works) {
    await take(work.id, async () => void results.push(await measure(work, bench, rounds)));
  }
  const others: Record<string, () => Promise<Figure[]>> = {
    P7: () => measureLogIns(bench, rounds.seconds),
    ...(bench.world.databaseUrl ? { P8: () => measureLive(bench, redisUrl(options), rounds.seconds) } : {}),
    P10: () => measureInstance(bench, READING, rounds.seconds),
  };
  for (const [id, figure] of Object.entries(others)) {
    if (options.profile && !options.only) continue;
    if (isAmong(options.only, id)) await take(id, async () => void figures.push(...(await figure())));
  }
  return { results, figures, failed };
}

function report({ results, figures, ...run }: Run, { markdown = false, json, compare }: Options): void {
  if (results.length > 0) print(table(results, markdown));
  if (figures.length > 0) print(`\n${figuresTable(figures, markdown)}`);
  if (json) writeFileSync(json, JSON.stringify({ ...run, results, figures }, null, 2));
  if (compare) print(`\n${comparison(results, (JSON.parse(readFileSync(compare, 'utf8')) as Run).results)}`);
}

/** Answers how much could not be measured; what the servers have written stays then. */
async function run(options: Options): Promise<number> {
  const asked = {
    server: options.database === 'embedded' ? undefined : options.database,
    redisUrl: redisUrl(options),
    say: tell,
  };
  const about = { machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}`, at: new Date().toISOString() };
  if (options.processes) {
    const size = sizeOf(options.size);
    const figures = await measureSeveral(
      Number(options.processes),
      { ...asked, size },
      Number(options.seconds),
    );
    report({ ...about, size, results: [], figures }, options);
    return 0;
  }
  if (options.growth) {
    const sizes = options.growth.split(',').map(sizeOf);
    const figures = await measureGrowth(sizes, asked, Number(options.seconds));
    report({ ...about, size: sizes.at(-1) ?? 0, results: [], figures }, options);
    return 0;
  }
  const size = options.large ? 1_000_000 : sizeOf(options.size);
  const works = (options.profile && !options.only ? [] : MEASURED).filter(
    ({ id, bare }) => isAmong(options.only, id) && (asked.server || typeof bare !== 'function'),
  );
  const profiled = WORKS.filter(({ id }) => options.profile && isAmong(options.profile, id));
  const rounds = Math.min(MOST_ROUNDS, Number(options.rounds));
  const bench = await openBench({ ...asked, size, rounds, works: [...works, ...profiled] });
  let failed: string[] = [];
  try {
    const taken = await takeAll(bench, works, options);
    failed = taken.failed;
    report({ ...about, size, ...taken }, options);
    if (options.profile) await profile(options.profile, bench, PROFILE_SECONDS);
  } finally {
    await bench.close(failed.length > 0);
  }
  if (failed.length > 0) tell(`Not measured: ${failed.join(', ')}; see ${bench.world.folder}`);
  return failed.length;
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
  .option('--processes <count>', 'so many behind a proxy, against one; nothing else is measured')
  .option('--growth <sizes>', 'P5 alone: 10k,100k; how much longer each takes than in the first')
  .option('--profile <ids>', 'where the time goes; alone, nothing else is measured')
  .option('--markdown', 'the table as a document has it');

run(program.parse().opts<Options>()).then(
  (failed) => process.exit(failed > 0 ? 1 : 0),
  (error: unknown) => {
    tell(String(error instanceof Error ? error.stack : error));
    process.exit(1);
  },
);
