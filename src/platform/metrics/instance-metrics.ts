/** Figures of the parts that all instances share, and of those that count for themselves. */
import type { Cache } from '../cache/cache';
import type { RedisLink } from '../cache/redis';
import type { SocketCounts } from '../http/health';
import type { Maintenance } from '../http/maintenance';
import type { UntrustedProxy } from '../http/untrusted-proxy';
import { LANES } from '../jobs/lanes';
import type { JobCounts, Queue } from '../jobs/queue';
import { type Clock, MINUTE_MS, SECOND_MS } from '../kernel/clock';
import type { WaitingQueue, WaitingSource } from '../kernel/waiting';
import type { Mailer } from '../mail/mailer';
import { type Measures, only, type Sample } from './measures';

/** Cheap questions, by an index each. */
const SOON_MS = 10 * SECOND_MS;
/** These read what waits for people. */
const LATER_MS = MINUTE_MS;

export interface InstanceMetrics {
  measures: Measures;
  version: string;
  clock: Clock;
  redis: RedisLink | null;
  cache: Cache;
  queue: Queue;
  mailer: Mailer;
  untrustedProxy: UntrustedProxy;
  maintenance: Pick<Maintenance, 'now'>;
  sockets(): SocketCounts;
  waiting: readonly WaitingSource[];
}

export function measureInstance(instance: InstanceMetrics): void {
  const { measures, version, redis, untrustedProxy } = instance;
  measures.gauge('mcx_build_info', 'The release that runs.', { version: [version] }, () => [
    { labels: { version }, value: 1 },
  ]);
  if (redis) {
    measures.gauge('mcx_redis_up', 'Whether Redis is connected.', {}, () =>
      only(redis.state === 'ready' ? 1 : 0),
    );
  }
  measures.gauge('mcx_untrusted_proxy', 'A proxy was seen though TRUST_PROXY_HOPS is 0.', {}, () =>
    only(untrustedProxy.wasSeen() ? 1 : 0),
  );
  measures.gauge(
    'mcx_maintenance_seconds',
    'How long maintenance has been on; 0 while it is off.',
    {},
    () => {
      const closed = instance.maintenance.now();
      return only(closed ? (instance.clock.now() - closed.since) / SECOND_MS : 0);
    },
  );
  measureCache(instance);
  measureSockets(instance);
  measureJobs(instance);
  measureMail(instance);
  measureQueues(instance);
}

function measureCache({ measures, cache }: InstanceMetrics): void {
  measures.total('mcx_cache_reads_total', 'Reads of the cache.', { outcome: ['hit', 'miss'] }, () => {
    const { hits, misses } = cache.reads();
    return [
      { labels: { outcome: 'hit' }, value: hits },
      { labels: { outcome: 'miss' }, value: misses },
    ];
  });
}

function measureSockets({ measures, sockets }: InstanceMetrics): void {
  measures.gauge('mcx_sockets', 'Live connections that are open.', {}, () => only(sockets().sockets));
  measures.gauge('mcx_socket_people', 'People who have a live connection.', {}, () => only(sockets().people));
  const doings = ['opened', 'refused', 'ended'] as const;
  measures.total('mcx_sockets_total', 'Live connections, by what became of them.', { doing: doings }, () => {
    const counts = sockets();
    return doings.map((doing) => ({ labels: { doing }, value: counts[doing] }));
  });
}

function measureJobs({ measures, queue }: InstanceMetrics): void {
  let counts: JobCounts | undefined;
  measures.ask(SOON_MS, async () => {
    counts = await queue.counts();
  });
  const byLane = (valueOf: (lane: JobCounts['lanes'][number]) => number): Sample<{ lane: typeof LANES }>[] =>
    (counts?.lanes ?? []).map((lane) => ({ labels: { lane: lane.lane }, value: valueOf(lane) }));
  const whole = (valueOf: (counts: JobCounts) => number) => (counts ? only(valueOf(counts)) : []);
  const lanes = { lane: LANES };
  measures.gauge('mcx_jobs_waiting', 'Jobs that wait, due or not.', lanes, () =>
    byLane(({ waiting }) => waiting),
  );
  measures.gauge('mcx_jobs_due', 'Jobs whose time has come.', lanes, () => byLane(({ due }) => due));
  measures.gauge('mcx_jobs_oldest_due_seconds', 'For how long the oldest due job has waited.', lanes, () =>
    byLane(({ oldestDueMs }) => oldestDueMs / SECOND_MS),
  );
  measures.gauge('mcx_jobs_dead', 'Jobs that failed for good.', {}, () => whole(({ dead }) => dead));
  measures.gauge('mcx_jobs_orphans', 'Waiting jobs of a kind that this release does not know.', {}, () =>
    whole(({ orphans }) => orphans),
  );
}

function measureMail({ measures, mailer, clock }: InstanceMetrics): void {
  const { provider, letters } = mailer;
  if (!provider) return;
  let waiting: Awaited<ReturnType<typeof letters.waiting>> | undefined;
  measures.ask(SOON_MS, async () => {
    waiting = await letters.waiting();
  });
  measures.gauge('mcx_mail_waiting', 'Letters that wait to leave.', {}, () =>
    waiting ? only(waiting.count) : [],
  );
  measures.gauge('mcx_mail_oldest_waiting_seconds', 'For how long the oldest letter has waited.', {}, () =>
    waiting ? only(waiting.oldestAt === null ? 0 : (clock.now() - waiting.oldestAt) / SECOND_MS) : [],
  );
  measures.gauge('mcx_mail_provider_up', 'Whether the mail provider takes letters from us.', {}, () =>
    only(provider.closedBecause() === null ? 1 : 0),
  );
}

/** What waits for an administrator, by the kind of decision. */
function measureQueues({ measures, clock, waiting }: InstanceMetrics): void {
  let queues: WaitingQueue[] = [];
  measures.ask(LATER_MS, async () => {
    queues = (await Promise.all(waiting.map((source) => source.listWaiting()))).flat();
  });
  // Each source lists its queues always, empty or not: their names are few and fixed.
  const names = { queue: () => queues.map(({ kind }) => kind) };
  const byQueue = (valueOf: (queue: WaitingQueue) => number): Sample<typeof names>[] =>
    queues.map((queue) => ({ labels: { queue: queue.kind }, value: valueOf(queue) }));
  measures.gauge('mcx_admin_waiting', 'What waits for an administrator.', names, () =>
    byQueue(({ waiting: count }) => count),
  );
  measures.gauge('mcx_admin_oldest_waiting_seconds', 'How long the first of a queue has waited.', names, () =>
    byQueue(({ items }) => {
      const [oldest] = items.map(({ since }) => since).toSorted((one, other) => one - other);
      return oldest === undefined ? 0 : (clock.now() - oldest) / SECOND_MS;
    }),
  );
}
