/** The database of a bench: made, brought to the present schema and filled, or found as an earlier run has left it. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../migrations';
import { openDatabase } from '../../src/platform/db/database';
import { migrate } from '../../src/platform/db/migrate';
import { DAY_MS } from '../../src/platform/kernel/clock';
import { createLogger } from '../../src/platform/kernel/logger';
import { fill, FILLED_BY } from './fill';
import { openStore, type Store } from './store';
import { idOf } from './world';

const PROJECT = join(__dirname, '..', '..');
const RULES = [
  'src/modules/listings/card.rules.ts',
  'src/modules/listings/search/words.rules.ts',
  'bench/speed/fill.ts',
];
export const EMBEDDED_FILE = 'mc-exchange.db';
/** What each listing costs once a day is no part of a request. */
const DAILY_ROUND = 'listings.recheck_carriers';

/** What a filled database was filled by. */
function fingerprint(size: number): string {
  const hash = createHash('sha256').update(
    `${FILLED_BY} ${size} ${migrations.map(({ name }) => name).join(' ')}`,
  );
  for (const file of RULES) hash.update(readFileSync(join(PROJECT, file)));
  return hash.digest('hex');
}

/** Of this folder and size, so that several working copies share one server. */
function schemaUrl(server: string, size: number): string {
  const url = new URL(server);
  url.pathname = `/mcx_bench_${createHash('sha256').update(PROJECT).digest('hex').slice(0, 8)}_${size}`;
  return url.toString();
}

async function makeEmpty(url: string | undefined, folder: string): Promise<void> {
  if (!url) {
    for (const end of ['', '-wal', '-shm']) rmSync(join(folder, EMBEDDED_FILE + end), { force: true });
    return;
  }
  const schema = new URL(url).pathname.slice(1);
  const server = new URL(url);
  server.pathname = '/';
  const store = await openStore(server.toString(), '');
  await store.run(`DROP DATABASE IF EXISTS ${schema}`);
  await store.run(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await store.close();
}

/** Today's and tomorrow's count as done. */
async function spendDailyRounds(store: Store): Promise<void> {
  const now = Date.now();
  const today = Math.floor(now / DAY_MS);
  await store.run(`DELETE FROM jobs WHERE kind LIKE 'listings.recheck_carrier%'`);
  const columns = [
    'id',
    'kind',
    'payload',
    'onceKey',
    'status',
    'runAt',
    'attempts',
    'createdAt',
    'finishedAt',
  ];
  const rows = [today, today + 1].map((day) => [
    ...[idOf('job', day), DAILY_ROUND, '{}', `${DAILY_ROUND}@${day}`, 'DONE', now, 1, now, now],
  ]);
  await store.insert('jobs', columns, rows);
}

/** Answers the address of the schema, undefined where the file in `folder` is it, and which run on it this is. */
export async function prepareDatabase(
  server: string | undefined,
  { size, folder, say }: { size: number; folder: string; say: (text: string) => void },
): Promise<{ url: string | undefined; run: number }> {
  const url = server && schemaUrl(server, size);
  const file = join(folder, EMBEDDED_FILE);
  const made = fingerprint(size);
  let store = await openStore(url, file).catch(() => null);
  if (!store || (await store.read('SELECT made FROM bench_fill')) !== made) {
    const startedAt = performance.now();
    await store?.close();
    await makeEmpty(url, folder);
    const log = createLogger({ level: 'error', pretty: true, folder: undefined });
    const database = openDatabase({ url, embeddedFile: file, poolSize: 2, log });
    await migrate(database, migrations, log);
    await database.close();
    store = await openStore(url, file);
    await fill(store, size, Date.now());
    await store.run('CREATE TABLE bench_fill (made VARCHAR(64) NOT NULL, runs INT NOT NULL)');
    await store.insert('bench_fill', ['made', 'runs'], [[made, 0]]);
    say(
      `${size.toLocaleString('en-US')} listings in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`,
    );
  }
  await spendDailyRounds(store);
  // Everybody has just shown who they are.
  await store.run(`UPDATE sessions SET provedAt = ${Date.now()}, lastUsedAt = ${Date.now()}`);
  await store.run('UPDATE bench_fill SET runs = runs + 1');
  const run = Number(await store.read('SELECT runs FROM bench_fill'));
  await store.close();
  return { url, run };
}
