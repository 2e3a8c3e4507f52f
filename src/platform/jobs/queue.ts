/** Work that is done later, kept in the database so that no crash loses it. */
import type { Clock } from '../kernel/clock';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/clock';
import { newId } from '../kernel/ids';
import type { Logger } from '../kernel/logger';
import { describeError, withLogContext } from '../kernel/logger';
import { type Database, outsideUnit } from '../db/database';

/** A claimed job is invisible to others for this long; a worker that died gives it back by waiting. */
const LEASE_MS = 5 * MINUTE_MS;
const MAX_ATTEMPTS = 12;
const MAX_BACKOFF_MS = HOUR_MS;
/** Jobs that cannot be taken here must not hide those that can. */
const LOOKED_THROUGH = 64;
const POLL_MS = 500;
const KEEP_DONE_MS = 30 * DAY_MS;

export interface JobFacts {
  id: string;
  /** 1 at the first try. */
  attempt: number;
}

export type JobHandler = (payload: unknown, job: JobFacts) => Promise<void>;

export interface HandlerOptions {
  /**
   * `unit`: the handler runs in one unit of work with the mark that the job is done, so its effect on the database
   * happens once. `outside`: for work on the world (mail, gateway); it may run again, so it must be repeatable.
   */
  runs: 'unit' | 'outside';
}

export interface EnqueueOptions {
  /** Not before this instant. */
  runAt?: number;
  /** A second job of the same key is not added, ever. */
  onceKey?: string;
}

export interface JobCounts {
  waiting: number;
  due: number;
  dead: number;
  oldestDueMs: number;
}

export interface DeadJob {
  id: string;
  kind: string;
  attempts: number;
  lastError: string | null;
  createdAt: number;
}

export interface Queue {
  handle(kind: string, options: HandlerOptions, handler: JobHandler): void;
  /** Adds a job in the ambient unit: it exists exactly if the unit commits. */
  enqueue(kind: string, payload: unknown, options?: EnqueueOptions): Promise<void>;
  /** Runs everything that is due until nothing is, and says how many ran. */
  runDue(): Promise<number>;
  /** Jobs that gave up, newest first, at most a hundred. */
  listDead(): Promise<DeadJob[]>;
  /** Gives a dead job another life. */
  revive(jobId: string): Promise<boolean>;
  counts(): Promise<JobCounts>;
  deleteOldDone(): Promise<number>;
  start(): void;
  /** Stops taking jobs and waits for those in hand. */
  stop(): Promise<void>;
}

interface JobRow {
  id: string;
  kind: string;
  payload: string;
  attempts: number;
}

export function createQueue(database: Database, clock: Clock, log: Logger, jobsAtOnce = 16): Queue {
  const handlers = new Map<string, { options: HandlerOptions; handler: JobHandler }>();
  const inHand = new Set<string>();
  let running = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<number> | undefined;

  async function claim(): Promise<JobRow[]> {
    const now = clock.now();
    return database.atomically(async () => {
      const due = await database.select<JobRow>(
        `SELECT id, kind, payload, attempts FROM jobs WHERE status = 'WAITING' AND runAt <= :now
         ORDER BY runAt, id LIMIT ${LOOKED_THROUGH} ${database.forUpdateSkipLocked}`,
        { now },
      );
      const free = due.filter((job) => !inHand.has(job.id) && handlers.has(job.kind)).slice(0, jobsAtOnce);
      if (free.length === 0) return [];
      await database.change('UPDATE jobs SET attempts = attempts + 1, runAt = :leaseEnd WHERE id IN (:ids)', {
        leaseEnd: now + LEASE_MS,
        ids: free.map((job) => job.id),
      });
      return free.map((job) => ({ ...job, attempts: job.attempts + 1 }));
    });
  }

  /** Marks the job done unless another worker took it over meanwhile: the attempt number is the fence. */
  async function finish(job: JobRow): Promise<boolean> {
    const touched = await database.change(
      `UPDATE jobs SET status = 'DONE', finishedAt = :now, lastError = NULL
       WHERE id = :id AND status = 'WAITING' AND attempts = :attempts`,
      { id: job.id, attempts: job.attempts, now: clock.now() },
    );
    return touched === 1;
  }

  async function run(job: JobRow): Promise<void> {
    const registered = handlers.get(job.kind);
    if (!registered) return;
    const { options, handler } = registered;
    const facts = { id: job.id, attempt: job.attempts };
    try {
      const payload: unknown = JSON.parse(job.payload);
      if (options.runs === 'outside') {
        await handler(payload, facts);
        await finish(job);
      } else {
        await database.atomically(async () => {
          if (await finish(job)) await handler(payload, facts);
        });
      }
    } catch (error) {
      await putBack(job, error);
    }
  }

  async function putBack(job: JobRow, error: unknown): Promise<void> {
    const dead = job.attempts >= MAX_ATTEMPTS;
    const backoffMs = Math.min(SECOND_MS * 2 ** job.attempts, MAX_BACKOFF_MS);
    const jitterMs = Math.floor(Math.random() * backoffMs * 0.2);
    log[dead ? 'error' : 'warn'](dead ? 'job is dead' : 'job failed, will be tried again', {
      kind: job.kind,
      jobId: job.id,
      attempt: job.attempts,
      error: describeError(error),
    });
    await database.change(
      `UPDATE jobs SET status = :status, runAt = :runAt, lastError = :lastError
       WHERE id = :id AND status = 'WAITING' AND attempts = :attempts`,
      {
        id: job.id,
        attempts: job.attempts,
        status: dead ? 'DEAD' : 'WAITING',
        runAt: clock.now() + backoffMs + jitterMs,
        lastError: String(error instanceof Error ? error.message : error).slice(0, 500),
      },
    );
  }

  async function drain(): Promise<number> {
    let count = 0;
    for (;;) {
      const jobs = await claim();
      if (jobs.length === 0) return count;
      for (const job of jobs) inHand.add(job.id);
      await Promise.all(
        jobs.map((job) =>
          withLogContext({ jobId: job.id, job: job.kind }, () => run(job)).finally(() =>
            inHand.delete(job.id),
          ),
        ),
      );
      count += jobs.length;
    }
  }

  /** One round at a time in a process; a call during a round begins another when it ends. */
  function runDue(): Promise<number> {
    const next = outsideUnit(() => (round ?? Promise.resolve(0)).catch(() => 0).then(drain));
    round = next;
    return next;
  }

  function poll(): void {
    if (!running) return;
    void runDue()
      .catch((error: unknown) => log.error('job round failed', { error: describeError(error) }))
      .finally(() => {
        if (running) timer = setTimeout(poll, POLL_MS);
      });
  }

  return {
    handle(kind, options, handler) {
      if (handlers.has(kind)) throw new Error(`Two handlers for jobs of kind ${kind}.`);
      handlers.set(kind, { options, handler });
    },
    async enqueue(kind, payload, options = {}) {
      if (!handlers.has(kind)) throw new Error(`No handler for jobs of kind ${kind}.`);
      const now = clock.now();
      const verb = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';
      await database.change(
        `${options.onceKey ? verb : 'INSERT'} INTO jobs (id, kind, payload, onceKey, status, runAt, attempts, createdAt)
         VALUES (:id, :kind, :payload, :onceKey, 'WAITING', :runAt, 0, :now)`,
        {
          id: newId(),
          kind,
          payload: JSON.stringify(payload),
          onceKey: options.onceKey ?? null,
          runAt: options.runAt ?? now,
          now,
        },
      );
      database.afterCommit(() => {
        if (running && (options.runAt ?? now) <= now) void runDue().catch(() => undefined);
      });
    },
    runDue,
    listDead: () =>
      database.select<DeadJob>(
        `SELECT id, kind, attempts, lastError, createdAt FROM jobs WHERE status = 'DEAD' ORDER BY id DESC LIMIT 100`,
      ),
    async revive(jobId) {
      const touched = await database.change(
        `UPDATE jobs SET status = 'WAITING', attempts = 0, runAt = :now WHERE id = :jobId AND status = 'DEAD'`,
        { jobId, now: clock.now() },
      );
      return touched === 1;
    },
    async counts() {
      const now = clock.now();
      const [row] = await database.select<{
        waiting: number | null;
        due: number | null;
        dead: number | null;
        oldest: number | null;
      }>(
        `SELECT SUM(CASE WHEN status = 'WAITING' THEN 1 ELSE 0 END) AS waiting,
                SUM(CASE WHEN status = 'WAITING' AND runAt <= :now THEN 1 ELSE 0 END) AS due,
                SUM(CASE WHEN status = 'DEAD' THEN 1 ELSE 0 END) AS dead,
                MIN(CASE WHEN status = 'WAITING' AND runAt <= :now THEN runAt END) AS oldest
         FROM jobs WHERE status <> 'DONE'`,
        { now },
      );
      return {
        waiting: Number(row?.waiting ?? 0),
        due: Number(row?.due ?? 0),
        dead: Number(row?.dead ?? 0),
        oldestDueMs: row?.oldest ? Math.max(0, now - Number(row.oldest)) : 0,
      };
    },
    deleteOldDone: () =>
      database.change(`DELETE FROM jobs WHERE status = 'DONE' AND finishedAt <= :before`, {
        before: clock.now() - KEEP_DONE_MS,
      }),
    start() {
      running = true;
      poll();
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await round?.catch(() => undefined);
    },
  };
}
