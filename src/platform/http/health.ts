/** Says whether this process lives, whether it can serve, and how it is doing. */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Cache } from '../cache/cache';
import type { RedisLink } from '../cache/redis';
import type { Signals } from '../cache/signals';
import type { Database } from '../db/database';
import { LANES } from '../jobs/lanes';
import type { Queue } from '../jobs/queue';
import type { Mailer } from '../mail/mailer';
import type { Storage } from '../storage/storage';
import { isAdmin } from '../kernel/actor';
import { type Clock, iso } from '../kernel/clock';
import { Answer, endpoint, type Endpoint } from './endpoint';
import { closedPart, inProcess, livePart, mailPart, Part, probe, proxyUnknown } from './health-parts';
import type { Maintenance } from './maintenance';
import { unauthorized } from './problem';
import type { UntrustedProxy } from './untrusted-proxy';
import { Instant } from './wire';

const Live = z.strictObject({ status: z.literal('ok').describe('Always ok.') });
const Health = z.strictObject({
  status: z.literal('ok').describe('Always ok.'),
  now: Instant,
});
const Ready = z.strictObject({
  status: z.enum(['ready', 'not_ready']).describe('Whether it can serve requests now.'),
  parts: z.array(Part).describe('What it needs, part by part.'),
});
/** How the background work is doing. */
export const JobCountsView = z.strictObject({
  waiting: z.int().describe('Jobs that wait, due or not.'),
  due: z.int().describe('Jobs whose time has come.'),
  dead: z.int().describe('Jobs that failed for good.'),
  orphans: z.int().describe('Waiting, and of a kind that this release does not know.'),
  oldestDueMs: z.int().describe('For how long the oldest due job has waited, in milliseconds.'),
  lanes: z.array(
    z
      .strictObject({
        lane: z.enum(LANES).describe('The kind of work; each has its own concurrency.'),
        waiting: z.int().describe('Jobs that wait, due or not.'),
        due: z.int().describe('Jobs whose time has come.'),
        oldestDueMs: z.int().describe('For how long the oldest due job has waited, in milliseconds.'),
      })
      .meta({ id: 'LaneCounts' }),
  ),
});
const SocketCounts = z.strictObject({
  sockets: z.int().describe('Open now.'),
  people: z.int().describe('How many people have one.'),
  opened: z.int().describe('Opened since the start.'),
  refused: z.int().describe('Not let in.'),
  ended: z.int().describe('Ended by us: the token or the session was over.'),
  told: z.int().describe('Events of the log that were told.'),
});
export type SocketCounts = z.output<typeof SocketCounts>;

const Statistics = z.strictObject({
  version: z.string().describe('The release that runs.'),
  uptimeSeconds: z.number().describe('Since when it runs, in seconds.'),
  memory: z.strictObject({
    residentBytes: z.int().describe('Memory of the process.'),
    heapUsedBytes: z.int().describe('Memory in use by JavaScript.'),
  }),
  cache: z.strictObject({
    hits: z.int().describe('Reads that the cache answered.'),
    misses: z.int().describe('Reads that it could not answer.'),
    size: z.int().describe('Entries in it.'),
    kind: z.enum(['redis', 'memory']).describe('Where the cache is.'),
  }),
  jobs: JobCountsView.describe('How the background work is doing.'),
  sockets: SocketCounts.describe('Live connections of this process.'),
});

export interface HealthOptions {
  database: Database;
  redis: RedisLink | null;
  cache: Cache;
  queue: Queue;
  storage: Storage;
  mailer: Pick<Mailer, 'provider' | 'letters'>;
  signals: Pick<Signals, 'state'>;
  sockets(): SocketCounts;
  clock: Clock;
  version: string;
  statsToken: string | undefined;
  untrustedProxy: UntrustedProxy;
  maintenance: Pick<Maintenance, 'now'>;
  /** True from the moment that the process was asked to stop. */
  isStopping(): boolean;
}

export function healthEndpoints(options: HealthOptions): Endpoint[] {
  const { database, redis, cache, queue, storage, clock } = options;
  return [
    endpoint({
      operationId: 'checkLiveness',
      method: 'get',
      path: '/health/live',
      summary: 'Check that the process runs.',
      access: 'public',
      limit: null,
      response: Live,
    }).handledBy(() => ({ status: 'ok' as const })),

    endpoint({
      operationId: 'getHealth',
      method: 'get',
      path: '/health',
      summary: 'Check that the process answers.',
      access: 'public',
      limit: null,
      response: Health,
    }).handledBy(() => ({ status: 'ok' as const, now: iso(clock.now()) })),

    endpoint({
      operationId: 'checkReadiness',
      method: 'get',
      path: '/health/ready',
      summary: 'Check that the process can serve requests.',
      access: 'public',
      limit: null,
      response: Ready,
      otherStatuses: [503],
    }).handledBy(async () => {
      const parts = await Promise.all([
        probe('database', true, () => database.ping()),
        probe('queue', true, () => queue.counts()),
        probe('storage', true, () => storage.ping()),
        redis ? probe('cache', false, () => redis.ping()) : inProcess('cache'),
        mailPart(options.mailer, clock),
        Promise.resolve(livePart(options.signals)),
        ...(options.untrustedProxy.wasSeen() ? [Promise.resolve(proxyUnknown)] : []),
        ...(options.maintenance.now() ? [Promise.resolve(closedPart)] : []),
      ]);
      const ready = !options.isStopping() && parts.every((part) => !part.required || part.status !== 'down');
      return new Answer(
        { status: ready ? ('ready' as const) : ('not_ready' as const), parts },
        { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
      );
    }),

    endpoint({
      operationId: 'getHealthStats',
      method: 'get',
      path: '/health/stats',
      summary: 'Get memory, cache, and job figures.',
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
        version: options.version,
        uptimeSeconds: Math.round(process.uptime()),
        memory: { residentBytes: rss, heapUsedBytes: heapUsed },
        cache: await cache.statistics(),
        jobs: await queue.counts(),
        sockets: options.sockets(),
      };
    }),
  ];
}

function sameSecret(given: string | undefined, expected: string | undefined): boolean {
  if (!given || !expected) return false;
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
