/** The product as it runs in production, built, with its limits, its log in a file and nothing of the world outside. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '../../src/platform/kernel/ids';
import { type Beside, type Core, type Figures, PROJECT, startBeside, WATCH } from './process';
import { secretOf, type World } from './world';

/** Nobody listens there: FMCSA is away. */
const NOWHERE = 'https://127.0.0.1:9';
const SECRETS = [
  'JWT_ACCESS_SECRET',
  'TWO_FACTOR_SECRET',
  'EIN_HASH_SECRET',
  'BANK_ACCOUNT_SECRET',
  'WEBHOOK_ENDPOINT_SECRET',
];
const ASK_AGAIN_MS = 5;
/** What a start leaves to be done is done when so little is used for a second. */
const QUIET_CPU_US = 60_000;
const MOST_SECONDS_TO_QUIET = 30;

export interface Ours extends Beside {
  url: string;
  readyAfterMs: number;
  /** What another instance needs to be one of the same house. */
  shared: Record<string, string>;
  /** What it does where nobody asks anything. */
  idle: { statementsPerSecond: number; memory: number };
}

export function environmentOf(
  { databaseUrl, folder }: Pick<World, 'databaseUrl' | 'folder'>,
  redisUrl: string | undefined,
  more: Record<string, string>,
): Record<string, string> {
  return {
    ...{ PATH: process.env.PATH ?? '', DATA_FOLDER: folder },
    ...{ LOG_FOLDER: join(folder, 'logs'), SHUTDOWN_GRACE_MS: '0' },
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    ...(databaseUrl ? { DATABASE_URL: databaseUrl, NODE_ENV: 'production' } : { LOG_LEVEL: 'http' }),
    // Each caller has an address of its own, as the proxy in front says it; so no limit has to be widened.
    TRUST_PROXY_HOPS: '1',
    PUBLIC_URL: 'https://bench.example',
    ...{ FMCSA_WEB_KEY: 'none-of-the-real-ones', FMCSA_API_URL: NOWHERE, FMCSA_OPEN_DATA_URL: 'off' },
    // Reads every table once an hour, which is no part of a request.
    RECONCILE_EVERY_MINUTES: '0',
    // Proofs that were filled in rest on no papers.
    CONTROL_PROOF: 'note',
    ...{ MAIL: 'none', PAYMENT_GATEWAY: databaseUrl ? 'none' : 'sandbox' },
    ...Object.fromEntries(SECRETS.map((name) => [name, secretOf(name)])),
    ...more,
  };
}

export async function startOurs(
  world: World,
  redisUrl: string | undefined,
  more: Record<string, string> = {},
  core: Core = 'server',
): Promise<Ours> {
  const port = await freePort();
  const shared: Record<string, string> = redisUrl ? { REDIS_KEY_PREFIX: `bench:${newId()}:` } : {};
  const env = environmentOf(world, redisUrl, { PORT: String(port), ...shared, ...more });
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = startBeside(core, ['-r', WATCH, ...startCommand()], {
    log: join(world.folder, 'ours.log'),
    env,
  });
  // Fails at once where the process ends.
  const ended = child.ask('nothing').then(() => undefined);
  await Promise.race([ended, whenReady(`${url}/api/health/ready`)]);
  ended.catch(() => undefined);
  const readyAfterMs = performance.now() - startedAt;
  return { ...child, url, readyAfterMs, shared, idle: await whenQuiet(child) };
}

/** What `npm start` runs. */
function startCommand(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').slice(1);
}

async function whenReady(address: string): Promise<void> {
  for (;;) {
    const answer = await fetch(address).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await wait(ASK_AGAIN_MS);
  }
}

async function whenQuiet({ ask }: Beside): Promise<Ours['idle']> {
  let before = await ask<Figures>('figures');
  for (let second = 1; ; second += 1) {
    await wait(1_000);
    const now = await ask<Figures>('figures');
    const idle = { statementsPerSecond: now.statements - before.statements, memory: now.memory };
    if (now.cpu - before.cpu < QUIET_CPU_US || second >= MOST_SECONDS_TO_QUIET) return idle;
    before = now;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
