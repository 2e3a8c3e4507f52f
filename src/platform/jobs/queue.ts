/** Work that is done later, kept in the database so that no crash loses it. */
import { AsyncResource } from 'node:async_hooks';
import type { Database } from '../db/database';
import type { Clock } from '../kernel/clock';
import { SECOND_MS } from '../kernel/clock';
import type { Logger } from '../kernel/logger';
import { describeError, withLogContext } from '../kernel/logger';
import { GivenUp, type Hold, takeHold } from './hold';
import { createJobRows, type DeadJob, type JobCounts, type JobRow, type OrphanKind } from './job-rows';
import { type Measures, noMeasures } from '../metrics/measures';
import { type Lane, LANE_RULES, LANES, placesOf } from './lanes';
import { createWorker, type Worker } from './worker';

export type { DeadJob, JobCounts, LaneCounts, OrphanKind } from './job-rows';

/** A claimed job is hidden from others for so long, unless its worker renews it: a dead worker's come back after it. */
const LEASE_MS = 15 * SECOND_MS;
const POLL_MS = 500;
/** What is in hand when the process stops may go on for so long, and goes back to the others then. */
const STOP_PATIENCE_MS = 10 * SECOND_MS;
const JOBS_AT_ONCE = 16;
const TRY_BUCKETS = [0.01, 0.05, 0.25, 1, 5, 20, 90];

export interface JobFacts {
  id: string;
  /** 1 at the first try. */
  attempt: number;
  /** Raised when the job is given up: whoever waits for something long passes it on, or looks at it between steps. */
  signal: AbortSignal;
}

export type JobHandler = (payload: unknown, job: JobFacts) => Promise<void>;

export interface HandlerOptions {
  lane: Lane;
  /**
   * `unit`: the handler runs in one unit of work with the mark that the job is done, so its effect on the database
   * happens once. `outside`: for work on the world (mail, gateway); it may run again, so it must be repeatable.
   */
  runs: 'unit' | 'outside';
  /** Instead of its lane's. */
  timeLimitMs?: number;
  /** Names that the kind had before: jobs that wait under them are taken as well. */
  formerly?: readonly string[];
}

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
  /** While it says so, no job begins here. */
  isPaused?: () => boolean;
}

export interface Queue {
  handle(kind: string, options: HandlerOptions, handler: JobHandler): void;
  /** Adds a job in the ambient unit: it exists exactly if the unit commits. */
  enqueue(kind: string, payload: unknown, options?: EnqueueOptions): Promise<void>;
  /** The same for several at once, with one statement. */
  enqueueAll(jobs: readonly JobOrder[]): Promise<void>;
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
    isPaused = () => false,
  }: QueueOptions = {},
): Queue {
  const countTry = measures.counter('mcx_jobs_total', 'Tries of background jobs, by what came of them.', {
    lane: LANES,
    outcome: ['done', 'failed', 'dead', 'given_back'],
  });
  const countDuration = measures.durations(
    'mcx_job_seconds',
    'How long a try of a job took.',
    { lane: LANES },
    TRY_BUCKETS,
  );
  const rows = createJobRows(database, clock);
  database.keepsJson({ table: 'jobs', key: 'id', column: 'payload' });
  const handlers = new Map<string, { options: HandlerOptions; handler: JobHandler }>();
  const inHand = new Set<string>();
  const holds = new Set<Hold>();
  let running = false;
  let stopped = false;
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
        const order = { lane, kinds: kinds(), limit, inHand: [...inHand], leaseMs };
        const claimed = await rows.claim(order);
        for (const { id } of claimed) inHand.add(id);
        return claimed;
      },
      run: (job) =>
        withLogContext({ jobId: job.id, job: job.kind }, () => run(job)).finally(() => inHand.delete(job.id)),
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

  async function run(job: JobRow): Promise<void> {
    const registered = handlers.get(job.kind);
    if (!registered) return;
    const { options, handler } = registered;
    const inUnit = options.runs === 'unit';
    const held = takeHold({
      timeLimitMs: options.timeLimitMs ?? LANE_RULES[options.lane].timeLimitMs,
      leaseMs,
      // The mark that it is done comes first in the unit and locks the row: nobody else can claim it.
      renew: inUnit ? null : () => rows.renew(job, leaseMs),
    });
    holds.add(held);
    const { lane } = options;
    const startedAt = performance.now();
    const work = (): Promise<void> =>
      handler(JSON.parse(job.payload), { id: job.id, attempt: job.attempts, signal: held.signal });
    const inOneUnit = () =>
      database.atomically(async () => {
        // Held inside as well: a unit whose handler is given up is rolled back.
        if (await rows.finish(job)) await held.hold(work);
      });
    const outside = async () => {
      await work();
      if (!held.signal.aborted) await rows.finish(job);
    };
    try {
      await held.hold(inUnit ? inOneUnit : outside);
      countTry({ lane, outcome: 'done' });
    } catch (error) {
      countTry({ lane, outcome: await returnJob(job, error) });
    } finally {
      countDuration({ lane }, (performance.now() - startedAt) / SECOND_MS);
      holds.delete(held);
      held.release();
    }
  }

  /** Where this fails as well, the job comes back when its lease is over. */
  async function returnJob(job: JobRow, error: unknown): Promise<'given_back' | 'dead' | 'failed'> {
    const facts = { kind: job.kind, jobId: job.id, attempt: job.attempts, error: describeError(error) };
    try {
      if (error instanceof GivenUp && stopped) {
        await rows.giveBack(job);
        log.info('job given back, the process stops', facts);
        return 'given_back';
      }
      if ((await rows.putBack(job, error)) === 'DEAD') {
        log.error('job is dead', facts);
        return 'dead';
      }
      log.warn('job failed, will be tried again', facts);
    } catch (failure) {
      log.error('job could not be put back', { ...facts, failure: describeError(failure) });
    }
    return 'failed';
  }

  // Jobs belong to no unit, deadline or log context of whoever woke them, be it a request or the job before.
  const home = new AsyncResource('Jobs');
  const atHome = <Result>(work: () => Result): Result => home.runInAsyncScope(work);

  function wake(lane: Lane): void {
    if (running) void atHome(() => workers[lane].wake()).catch(logFailure);
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
    if (lanes.size > 0) database.afterCommit(() => lanes.forEach(wake));
  }

  return {
    handle(kind, options, handler) {
      for (const name of [kind, ...(options.formerly ?? [])]) {
        if (handlers.has(name)) throw new Error(`Two handlers for jobs of kind ${name}.`);
        handlers.set(name, { options, handler });
      }
    },
    enqueue: (kind, payload, options = {}) => enqueueAll([{ kind, payload, ...options }]),
    enqueueAll,
    runDue,
    listDead: rows.listDead,
    listOrphans: () => rows.listOrphans(kinds()),
    revive: rows.revive,
    counts: () => rows.counts(kinds()),
    deleteOldDone: rows.deleteOldDone,
    start() {
      running = true;
      poll();
    },
    async stop() {
      running = false;
      stopped = true;
      clearTimeout(timer);
      const giveUpAll = () => holds.forEach((held) => held.giveUp('The process stops.'));
      const patience = setTimeout(giveUpAll, stopPatienceMs);
      await Promise.all([...Object.values(workers), everyLane].map((worker) => worker.idle()));
      clearTimeout(patience);
    },
  };
}
