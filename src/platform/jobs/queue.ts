/** Work that is done later, kept in the database so that no crash loses it. */
import { AsyncResource } from 'node:async_hooks';
import type { Signals } from '../cache/signals';
import type { Database } from '../db/database';
import type { Clock } from '../kernel/clock';
import { SECOND_MS } from '../kernel/clock';
import type { Logger } from '../kernel/logger';
import { describeError } from '../kernel/logger';
import type { ReportUnreadable } from '../kernel/unreadable';
import { createJobFigures, type DeadJob, type JobCounts, type OrphanKind } from './job-figures';
import { createJobRows, type JobRow } from './job-rows';
import { type Measures, noMeasures } from '../metrics/measures';
import { type Lane, LANES, placesOf } from './lanes';
import {
  createRunner,
  type HandlerOptions,
  type JobHandler,
  noHandler,
  type Registered,
  type TogetherHandler,
} from './runner';
import { createWorker, type Worker } from './worker';

export type { DeadJob, JobCounts, LaneCounts, OrphanKind } from './job-figures';
export type { HandlerOptions, JobFacts, JobHandler, TogetherHandler, TogetherJob } from './runner';

/** A claimed job is hidden from others for so long, unless its worker renews it: a dead worker's come back after it. */
const LEASE_MS = 15 * SECOND_MS;
const POLL_MS = 500;
/** What is in hand when the process stops may go on for so long, and goes back to the others then. */
const STOP_PATIENCE_MS = 10 * SECOND_MS;
const JOBS_AT_ONCE = 16;

export interface EnqueueOptions {
  /** Not before this instant. */
  runAt?: number;
  /** A second job of the same key is not added, ever. */
  onceKey?: string;
}

export interface JobOrder extends EnqueueOptions {
  kind: string;
  payload: unknown;
}

export interface QueueOptions {
  jobsAtOnce?: number;
  leaseMs?: number;
  stopPatienceMs?: number;
  measures?: Measures;
  reportUnreadable?: ReportUnreadable | null;
  /** While it says so, no job begins here. */
  isPaused?: () => boolean;
  /** Jobs that were due before are left to others. */
  notBefore?: () => number;
  /** By which an instance that runs no jobs tells those that do. */
  signals?: Pick<Signals, 'send' | 'hear'> | null;
}

const CHANNEL = 'jobs';

export interface Queue {
  handle(kind: string, options: HandlerOptions, handler: JobHandler): void;
  /**
   * For many small ones of these kinds: what is claimed at once runs in one unit, and each in one of its own where that
   * fails, so that none holds the others up.
   */
  handleTogether(
    kinds: readonly string[],
    options: Pick<HandlerOptions, 'lane'>,
    handler: TogetherHandler,
  ): void;
  /** Adds a job in the ambient unit: it exists exactly if the unit commits. */
  enqueue(kind: string, payload: unknown, options?: EnqueueOptions): Promise<void>;
  /** The same for several at once, with one statement. */
  enqueueAll(jobs: readonly JobOrder[]): Promise<void>;
  /** What of a kind waits for a later time is due now, where its payload begins so. What runs goes on. */
  hasten(kind: string, payloadBegins: string): Promise<void>;
  /**
   * Runs everything that is due in any lane until nothing is, and says how many ran. With one job at once they run one
   * after another, the earliest first.
   */
  runDue(): Promise<number>;
  /** Jobs that gave up, newest first, at most a hundred. */
  listDead(): Promise<DeadJob[]>;
  /** Kinds of waiting jobs that nobody handles here. */
  listOrphans(): Promise<OrphanKind[]>;
  /** Gives a dead job another life. */
  revive(jobId: string): Promise<boolean>;
  counts(): Promise<JobCounts>;
  deleteOldDone(): Promise<number>;
  start(): void;
  /** Stops taking jobs and waits for those in hand. */
  stop(): Promise<void>;
}

export function createQueue(
  database: Database,
  clock: Clock,
  log: Logger,
  {
    jobsAtOnce = JOBS_AT_ONCE,
    leaseMs = LEASE_MS,
    stopPatienceMs = STOP_PATIENCE_MS,
    measures = noMeasures,
    reportUnreadable = null,
    isPaused = () => false,
    notBefore = () => 0,
    signals = null,
  }: QueueOptions = {},
): Queue {
  const rows = createJobRows(database, clock);
  const figures = createJobFigures(database, clock);
  database.keepsJson({ table: 'jobs', key: 'id', column: 'payload' });
  const handlers = new Map<string, Registered>();
  const inHand = new Set<string>();
  let running = false;
  let stopped = false;
  const runner = createRunner({
    ...{ database, rows, handlers, log, leaseMs, measures, reportUnreadable },
    isStopped: () => stopped,
  });
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<number> | undefined;

  const kinds = () => [...handlers.keys()];
  const logFailure = (error: unknown) =>
    log.error('jobs could not be claimed', { error: describeError(error) });

  const workerOf = (lane: Lane | null, places: number) =>
    createWorker<JobRow>({
      places,
      claim: async (limit) => {
        if (stopped || isPaused()) return [];
        const order = { lane, kinds: kinds(), limit, inHand: [...inHand], leaseMs, notBefore: notBefore() };
        const claimed = await rows.claim(order);
        for (const { id } of claimed) inHand.add(id);
        return claimed;
      },
      group: runner.group,
      run: (jobs) => runner.run(jobs).finally(() => jobs.forEach(({ id }) => inHand.delete(id))),
      onError: logFailure,
    });

  const workerFor = (lane: Lane) => workerOf(lane, placesOf(lane, jobsAtOnce));
  const workers: Record<Lane, Worker> = {
    news: workerFor('news'),
    gateway: workerFor('gateway'),
    mail: workerFor('mail'),
    outside: workerFor('outside'),
    webhooks: workerFor('webhooks'),
    timers: workerFor('timers'),
  };
  const everyLane = workerOf(null, jobsAtOnce);

  // Jobs belong to no unit, deadline or log context of whoever woke them, be it a request or the job before.
  const home = new AsyncResource('Jobs');
  const atHome = <Result>(work: () => Result): Result => home.runInAsyncScope(work);

  function wake(lane: Lane): void {
    if (running) void atHome(() => workers[lane].wake()).catch(logFailure);
  }

  /** Whoever runs jobs here looks at once; else somebody else is told to. */
  function tell(lanes: Lane[]): void {
    if (running) lanes.forEach(wake);
    else if (!stopped) signals?.send(CHANNEL, { lanes });
  }

  /** One round at a time; a call during a round begins another when it ends. */
  function runDue(): Promise<number> {
    const next = atHome(() => (round ?? Promise.resolve(0)).catch(() => 0).then(everyLane.drain));
    round = next;
    return next;
  }

  function poll(): void {
    if (!running) return;
    void atHome(rows.lanesWithDue)
      .then((lanes) => lanes.forEach(wake), logFailure)
      .finally(() => {
        if (running) timer = setTimeout(poll, POLL_MS);
      });
  }

  function laneOf(kind: string): Lane {
    const registered = handlers.get(kind);
    if (!registered) throw new Error(`No handler for jobs of kind ${kind}.`);
    return registered.options.lane;
  }

  async function enqueueAll(jobs: readonly JobOrder[]): Promise<void> {
    const now = clock.now();
    const added = jobs.map(({ runAt = now, ...job }) => ({ ...job, runAt, lane: laneOf(job.kind) }));
    await rows.add(added);
    const lanes = new Set(added.filter(({ runAt }) => runAt <= now).map(({ lane }) => lane));
    if (lanes.size > 0) database.afterCommit(() => tell([...lanes]));
  }

  return {
    handle(kind, options, handler) {
      // A unit calls nobody over the network, so that no news stands behind a gateway that hangs.
      if (options.lane === 'news' && options.runs !== 'unit')
        throw new Error(
          `Jobs of kind ${kind} work on the world: they stand in a lane of their own, not with the news.`,
        );
      for (const name of [kind, ...(options.formerly ?? [])]) {
        if (handlers.has(name)) throw new Error(`Two handlers for jobs of kind ${name}.`);
        handlers.set(name, { options, handler });
      }
    },
    handleTogether(kinds, { lane }, together) {
      for (const kind of kinds) {
        if (handlers.has(kind)) throw new Error(`Two handlers for jobs of kind ${kind}.`);
        handlers.set(kind, { options: { lane, runs: 'unit' }, handler: noHandler, together });
      }
    },
    enqueue: (kind, payload, options = {}) => enqueueAll([{ kind, payload, ...options }]),
    enqueueAll,
    async hasten(kind, payloadBegins) {
      await rows.hasten(kind, payloadBegins, leaseMs);
      database.afterCommit(() => tell([laneOf(kind)]));
    },
    runDue,
    listDead: figures.listDead,
    listOrphans: () => figures.listOrphans(kinds()),
    revive: figures.revive,
    counts: () => figures.counts(kinds()),
    deleteOldDone: rows.deleteOldDone,
    start() {
      running = true;
      signals?.hear(CHANNEL, (message) => lanesIn(message).forEach(wake));
      poll();
    },
    async stop() {
      running = false;
      stopped = true;
      clearTimeout(timer);
      const patience = setTimeout(() => runner.giveUpAll('The process stops.'), stopPatienceMs);
      await Promise.all([...Object.values(workers), everyLane].map((worker) => worker.idle()));
      clearTimeout(patience);
    },
  };
}

/** Of what another instance says, perhaps of another release. */
const lanesIn = (message: unknown): Lane[] => {
  const { lanes } = message as { lanes?: unknown };
  return Array.isArray(lanes) ? LANES.filter((lane) => lanes.includes(lane)) : [];
};
