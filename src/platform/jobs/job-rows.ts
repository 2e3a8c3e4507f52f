/** The table of jobs: how one is added, claimed, kept, finished and put back. `job-figures.ts` counts them. */
import type { Database, Values } from '../db/database';
import type { PlainRow } from '../db/last-rows';
import type { Clock } from '../kernel/clock';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../kernel/clock';
import { newId } from '../kernel/ids';
import { orNothing } from './job-figures';
import type { Lane } from './lanes';

const MAX_ATTEMPTS = 12;
const MAX_BACKOFF_MS = HOUR_MS;
/** Of a backoff, at most so much is added by chance, so that what failed together is not tried again together. */
const JITTER = 0.2;
const KEEP_DONE_MS = 30 * DAY_MS;
const LAST_ERROR_LENGTH = 500;

export interface NewJob {
  kind: string;
  lane: Lane;
  payload: unknown;
  runAt: number;
  /** A second job of the same key is not added, ever. */
  onceKey?: string | undefined;
}

export interface JobRow {
  id: string;
  kind: string;
  payload: string;
  /** The number of this try. Nobody else's try has it, so it is the fence against a second worker. */
  attempts: number;
}

export interface ClaimOrder {
  /** Null for every lane. */
  lane: Lane | null;
  kinds: string[];
  limit: number;
  /** What this process has in hand still, though its lease may be over by the clock. */
  inHand: string[];
  leaseMs: number;
  /** Due at this instant or later. */
  notBefore: number;
}

const ofThisTry = `id = :id AND status = 'WAITING' AND attempts = :attempts`;

export type JobRows = ReturnType<typeof createJobRows>;

export function createJobRows(database: Database, clock: Clock) {
  return {
    /** In the ambient unit, at its end. */
    async add(jobs: NewJob[]): Promise<void> {
      const createdAt = clock.now();
      const rowOf = ({ kind, lane, payload, onceKey, runAt }: NewJob): PlainRow => ({
        ...{ id: newId(), kind, lane, payload: JSON.stringify(payload), onceKey: onceKey ?? null },
        ...{ status: 'WAITING', runAt, attempts: 0, createdAt },
      });
      const [once, plain] = [true, false].map((isOnce) =>
        jobs.filter(({ onceKey }) => (onceKey !== undefined) === isOnce).map(rowOf),
      );
      await database.insertLast('jobs', plain ?? []);
      await database.insertLast('jobs', once ?? [], 'ignore');
    },

    /** A claimed job is hidden for as long as its lease, so what waits longer is claimed by nobody. */
    hasten: (kind: string, payloadBegins: string, leaseMs: number): Promise<number> =>
      database.change(
        `UPDATE jobs SET runAt = :now
         WHERE status = 'WAITING' AND kind = :kind AND runAt > :leaseEnd AND payload LIKE :begins`,
        { kind, now: clock.now(), leaseEnd: clock.now() + leaseMs, begins: `${payloadBegins}%` },
      ),

    /** The oldest that are due, hidden from others until their lease is over. */
    claim: ({ lane, kinds, limit, inHand, leaseMs, notBefore }: ClaimOrder): Promise<JobRow[]> =>
      database.atomically(async () => {
        const now = clock.now();
        const due = await database.select<JobRow>(
          `SELECT id, kind, payload, attempts FROM jobs
           WHERE status = 'WAITING' ${lane === null ? '' : 'AND lane = :lane'} AND runAt <= :now AND runAt >= :notBefore
             AND kind IN (:kinds) AND id NOT IN (:inHand)
           ORDER BY runAt, id LIMIT ${limit} ${database.forUpdateSkipLocked}`,
          { lane, now, notBefore, kinds: orNothing(kinds), inHand: orNothing(inHand) },
        );
        if (due.length === 0) return [];
        await database.change(
          'UPDATE jobs SET attempts = attempts + 1, runAt = :leaseEnd WHERE id IN (:ids)',
          {
            leaseEnd: now + leaseMs,
            ids: due.map(({ id }) => id),
          },
        );
        return due.map((job) => ({ ...job, attempts: job.attempts + 1 }));
      }),

    /** False where another worker has taken the job over. */
    async renew({ id, attempts }: JobRow, leaseMs: number): Promise<boolean> {
      const leaseEnd = clock.now() + leaseMs;
      const touched = await database.change(`UPDATE jobs SET runAt = :leaseEnd WHERE ${ofThisTry}`, {
        ...{ id, attempts, leaseEnd },
      });
      return touched === 1;
    },

    /** Marks the job done. False where another worker has taken it over. */
    async finish({ id, attempts }: JobRow): Promise<boolean> {
      const touched = await database.change(
        `UPDATE jobs SET status = 'DONE', finishedAt = :now, lastError = NULL WHERE ${ofThisTry}`,
        { id, attempts, now: clock.now() },
      );
      return touched === 1;
    },

    /** The same for several: all of them, or false and none where another worker has taken one over. */
    async finishAll(jobs: JobRow[]): Promise<boolean> {
      const values: Values = { ids: jobs.map(({ id }) => id), now: clock.now() };
      const tries = jobs.map(({ id, attempts }, n) => {
        Object.assign(values, { [`id${n}`]: id, [`attempts${n}`]: attempts });
        return `WHEN :id${n} THEN :attempts${n}`;
      });
      const touched = await database.change(
        `UPDATE jobs SET status = 'DONE', finishedAt = :now, lastError = NULL
         WHERE id IN (:ids) AND status = 'WAITING' AND attempts = CASE id ${tries.join(' ')} END`,
        values,
      );
      return touched === jobs.length;
    },

    /** Waits longer after every try, and is dead after the last. Answers which of the two. */
    async putBack({ id, attempts }: JobRow, error: unknown): Promise<'WAITING' | 'DEAD'> {
      const status = attempts >= MAX_ATTEMPTS ? 'DEAD' : 'WAITING';
      const backoffMs = Math.min(SECOND_MS * 2 ** attempts, MAX_BACKOFF_MS);
      const jitterMs = Math.floor(Math.random() * backoffMs * JITTER);
      await database.change(
        `UPDATE jobs SET status = :status, runAt = :runAt, lastError = :lastError WHERE ${ofThisTry}`,
        {
          ...{ id, attempts, status },
          runAt: clock.now() + backoffMs + jitterMs,
          lastError: String(error instanceof Error ? error.message : error).slice(0, LAST_ERROR_LENGTH),
        },
      );
      return status;
    },

    /** Gives a job that was not worked on to whoever is free now. */
    async giveBack({ id, attempts }: JobRow): Promise<void> {
      await database.change(`UPDATE jobs SET runAt = :now WHERE ${ofThisTry}`, {
        ...{ id, attempts, now: clock.now() },
      });
    },

    /** Lanes in which something is due, whoever can do it. */
    async lanesWithDue(): Promise<Lane[]> {
      const rows = await database.select<{ lane: Lane; earliest: number }>(
        `SELECT lane, MIN(runAt) AS earliest FROM jobs WHERE status = 'WAITING' GROUP BY lane`,
      );
      return rows.filter(({ earliest }) => Number(earliest) <= clock.now()).map(({ lane }) => lane);
    },

    deleteOldDone: () =>
      database.change(`DELETE FROM jobs WHERE status = 'DONE' AND finishedAt <= :before`, {
        before: clock.now() - KEEP_DONE_MS,
      }),
  };
}
