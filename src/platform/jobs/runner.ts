/** Runs jobs that are in hand: within their time limit, in one unit with the mark that they are done or outside of any. */
import type { Database } from '../db/database';
import { SECOND_MS } from '../kernel/clock';
import { describeError, type Logger, withLogContext } from '../kernel/logger';
import { type ReportUnreadable, leavingOutUnreadable } from '../kernel/unreadable';
import type { Measures } from '../metrics/measures';
import { GivenUp, type Hold, takeHold } from './hold';
import type { JobRow, JobRows } from './job-rows';
import { type Lane, LANE_RULES, LANES } from './lanes';

const TRY_BUCKETS = [0.01, 0.05, 0.25, 1, 5, 20, 90];

export interface JobFacts {
  id: string;
  /** 1 at the first try. */
  attempt: number;
  /** Raised when the job is given up: whoever waits for something long passes it on, or looks at it between steps. */
  signal: AbortSignal;
}

export type JobHandler = (payload: unknown, job: JobFacts) => Promise<void>;

/** A job of several that are worked on together. */
export interface TogetherJob {
  /** As it stands in the table, under a former name too. */
  kind: string;
  payload: unknown;
  id: string;
}

export type TogetherHandler = (jobs: readonly TogetherJob[]) => Promise<void>;

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

export interface Registered {
  options: HandlerOptions;
  handler: JobHandler;
  /** Instead of `handler`, for all that are claimed at once. */
  together?: TogetherHandler;
}

export const noHandler: JobHandler = () => Promise.reject(new Error('These jobs are handled together.'));

interface RunnerDeps {
  database: Database;
  rows: JobRows;
  handlers: ReadonlyMap<string, Registered>;
  log: Logger;
  leaseMs: number;
  measures: Measures;
  /** Hears of rows that lists leave out; without it none does. */
  reportUnreadable: ReportUnreadable | null;
  isStopped(): boolean;
}

export function createRunner(deps: RunnerDeps) {
  const { database, rows, handlers, log, leaseMs, measures, reportUnreadable, isStopped } = deps;
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
  const holds = new Set<Hold>();

  const run = (jobs: JobRow[]): Promise<void> =>
    reportUnreadable ? leavingOutUnreadable(reportUnreadable, () => runAll(jobs)) : runAll(jobs);

  async function runAll(jobs: JobRow[]): Promise<void> {
    const [first] = jobs;
    const registered = first && handlers.get(first.kind);
    if (!registered) return;
    if (jobs.length > 1 && (await runTogether(jobs, registered))) return;
    for (const job of jobs)
      await withLogContext({ jobId: job.id, job: job.kind }, () => runOne(job, registered));
  }

  /** False where none of them is done. */
  async function runTogether(jobs: JobRow[], { options: { lane }, together }: Registered): Promise<boolean> {
    const held = takeHold({ timeLimitMs: LANE_RULES[lane].timeLimitMs, leaseMs, renew: null });
    holds.add(held);
    const startedAt = performance.now();
    const inOneUnit = () =>
      database.atomically(async () => {
        if (!(await rows.finishAll(jobs))) throw new GivenUp('Another worker has taken one of them over.');
        await held.hold(async () => together?.(jobs.map(asTogether)));
      });
    try {
      await held.hold(inOneUnit);
      for (const _ of jobs) countTry({ lane, outcome: 'done' });
      countDuration({ lane }, (performance.now() - startedAt) / SECOND_MS);
      return true;
    } catch (error) {
      log.info('jobs failed together, and are tried one by one', {
        jobs: jobs.length,
        error: describeError(error),
      });
      return false;
    } finally {
      holds.delete(held);
      held.release();
    }
  }

  const asTogether = ({ kind, id, payload }: JobRow): TogetherJob => ({
    ...{ kind, id, payload: JSON.parse(payload) as unknown },
  });

  async function runOne(job: JobRow, { options, handler, together }: Registered): Promise<void> {
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
      together
        ? together([asTogether(job)])
        : handler(JSON.parse(job.payload), { id: job.id, attempt: job.attempts, signal: held.signal });
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
      if (error instanceof GivenUp && isStopped()) {
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

  return {
    /** Never rejects. */
    run,
    /** What is worked on together stands together. */
    group: (jobs: JobRow[]): JobRow[][] => groupBy(jobs, ({ kind }) => handlers.get(kind)?.together),
    giveUpAll: (because: string): void => holds.forEach((held) => held.giveUp(because)),
  };
}

/** Those of one key stand together; each without a key alone. In the order of the first of each. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): Item[][] {
  const groups: Item[][] = [];
  const byKey = new Map<unknown, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = key === undefined ? undefined : byKey.get(key);
    if (known) known.push(item);
    else {
      const group = [item];
      groups.push(group);
      if (key !== undefined) byKey.set(key, group);
    }
  }
  return groups;
}
