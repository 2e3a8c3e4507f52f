/** Says whether this process lives, whether it can serve, and how it is doing. */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Cache } from '../cache/cache';
import type { RedisLink } from '../cache/redis';
import type { Database } from '../db/database';
import type { Queue } from '../jobs/queue';
import type { Storage } from '../storage/storage';
import { isAdmin } from '../kernel/actor';
import { type Clock, iso } from '../kernel/clock';
import { Answer, endpoint, type Endpoint } from './endpoint';
import { unauthorized } from './problem';
import { Instant } from './wire';

const PROBE_TIMEOUT_MS = 2_000;

const Part = z.strictObject({
  name: z.string(),
  required: z.boolean(),
  status: z.enum(['up', 'down', 'in_process']),
  latencyMs: z.number(),
  detail: z.string().nullable(),
});

const Live = z.strictObject({ status: z.literal('ok') });
const Health = z.strictObject({ status: z.literal('ok'), version: z.string(), now: Instant });
const Ready = z.strictObject({ status: z.enum(['ready', 'not_ready']), parts: z.array(Part) });
const Statistics = z.strictObject({
  uptimeSeconds: z.number(),
  memory: z.strictObject({ residentBytes: z.int(), heapUsedBytes: z.int() }),
  cache: z.strictObject({
    hits: z.int(),
    misses: z.int(),
    size: z.int(),
    kind: z.enum(['redis', 'memory']),
  }),
  jobs: z.strictObject({ waiting: z.int(), due: z.int(), dead: z.int(), oldestDueMs: z.number() }),
});

export interface HealthOptions {
  database: Database;
  redis: RedisLink | null;
  cache: Cache;
  queue: Queue;
  storage: Storage;
  clock: Clock;
  version: string;
  statsToken: string | undefined;
  /** True from the moment that the process was asked to stop. */
  isStopping(): boolean;
}

export function healthEndpoints(options: HealthOptions): Endpoint[] {
  const { database, redis, cache, queue, storage, clock } = options;
  return [
    endpoint({
      method: 'get',
      path: '/health/live',
      summary: 'The process runs.',
      access: 'public',
      limit: 'none',
      response: Live,
    }).handledBy(() => ({ status: 'ok' as const })),

    endpoint({
      method: 'get',
      path: '/health',
      summary: 'The process runs and answers.',
      access: 'public',
      limit: 'none',
      response: Health,
    }).handledBy(() => ({ status: 'ok' as const, version: options.version, now: iso(clock.now()) })),

    endpoint({
      method: 'get',
      path: '/health/ready',
      summary: 'The process can serve: its required parts are up.',
      access: 'public',
      limit: 'none',
      response: Ready,
      otherStatuses: [503],
    }).handledBy(async () => {
      const parts = await Promise.all([
        probe('database', true, () => database.ping()),
        probe('queue', true, () => queue.counts()),
        probe('storage', true, () => storage.ping()),
        redis ? probe('cache', false, () => redis.ping()) : inProcess('cache'),
      ]);
      const ready = !options.isStopping() && parts.every((part) => !part.required || part.status !== 'down');
      return new Answer(
        { status: ready ? ('ready' as const) : ('not_ready' as const), parts },
        { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
      );
    }),

    endpoint({
      method: 'get',
      path: '/health/stats',
      summary: 'Memory, cache and job figures.',
      description: 'For admins, or with the header `X-Stats-Token` where the operator has set one.',
      access: 'public',
      response: Statistics,
      problems: [unauthorized],
    }).handledBy(async ({ actor, request }) => {
      if (!isAdmin(actor) && !sameSecret(request.header('x-stats-token'), options.statsToken)) {
        throw unauthorized('Sign in as an admin, or send the stats token.');
      }
      const { rss, heapUsed } = process.memoryUsage();
      return {
        uptimeSeconds: Math.round(process.uptime()),
        memory: { residentBytes: rss, heapUsedBytes: heapUsed },
        cache: await cache.statistics(),
        jobs: await queue.counts(),
      };
    }),
  ];
}

const inProcess = (name: string): z.output<typeof Part> => ({
  name,
  required: false,
  status: 'in_process',
  latencyMs: 0,
  detail: 'Not configured: kept within this process.',
});

async function probe(
  name: string,
  required: boolean,
  ask: () => Promise<unknown>,
): Promise<z.output<typeof Part>> {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time.')), PROBE_TIMEOUT_MS);
  });
  try {
    await Promise.race([ask(), timeout]);
    return { name, required, status: 'up', latencyMs: elapsedMs(startedAt), detail: null };
  } catch {
    return { name, required, status: 'down', latencyMs: elapsedMs(startedAt), detail: 'It does not answer.' };
  } finally {
    clearTimeout(timer);
  }
}

const elapsedMs = (startedAt: number): number => Math.round((performance.now() - startedAt) * 10) / 10;

function sameSecret(given: string | undefined, expected: string | undefined): boolean {
  if (!given || !expected) return false;
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
