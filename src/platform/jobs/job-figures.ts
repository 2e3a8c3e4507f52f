/** What operators see of the table of jobs: how many wait, what failed for good, and what nobody here can do. */
import type { Database } from '../db/database';
import type { Clock } from '../kernel/clock';
import { type Lane, LANES } from './lanes';

const DEAD_SHOWN = 100;
const ORPHAN_KINDS_SHOWN = 100;
/** `IN ()` is no SQL, and no job has an empty kind or id. */
const NOTHING = [''];

export const orNothing = (list: string[]): string[] => (list.length > 0 ? list : NOTHING);

export interface LaneCounts {
  lane: Lane;
  waiting: number;
  due: number;
  oldestDueMs: number;
}

export interface JobCounts {
  waiting: number;
  due: number;
  dead: number;
  /** Waiting, and of a kind that this release does not know. */
  orphans: number;
  oldestDueMs: number;
  lanes: LaneCounts[];
}

export interface DeadJob {
  id: string;
  kind: string;
  attempts: number;
  lastError: string | null;
  createdAt: number;
}

export interface OrphanKind {
  kind: string;
  jobs: number;
  oldestAt: number;
}

type CountName = 'waiting' | 'due' | 'dead' | 'orphans' | 'earliest';

export function createJobFigures(database: Database, clock: Clock) {
  return {
    listDead: () =>
      database.select<DeadJob>(
        `SELECT id, kind, attempts, lastError, createdAt FROM jobs WHERE status = 'DEAD'
         ORDER BY id DESC LIMIT ${DEAD_SHOWN}`,
      ),

    async listOrphans(kinds: string[]): Promise<OrphanKind[]> {
      const rows = await database.select<OrphanKind>(
        `SELECT kind, COUNT(*) AS jobs, MIN(createdAt) AS oldestAt FROM jobs
         WHERE status = 'WAITING' AND kind NOT IN (:kinds) GROUP BY kind ORDER BY kind LIMIT ${ORPHAN_KINDS_SHOWN}`,
        { kinds: orNothing(kinds) },
      );
      return rows.map(({ kind, jobs, oldestAt }) => ({
        kind,
        jobs: Number(jobs),
        oldestAt: Number(oldestAt),
      }));
    },

    async revive(jobId: string): Promise<boolean> {
      const touched = await database.change(
        `UPDATE jobs SET status = 'WAITING', attempts = 0, runAt = :now WHERE id = :jobId AND status = 'DEAD'`,
        { jobId, now: clock.now() },
      );
      return touched === 1;
    },

    async counts(kinds: string[]): Promise<JobCounts> {
      const now = clock.now();
      const isMine = `status = 'WAITING' AND kind IN (:kinds)`;
      const rows = await database.select<{ lane: Lane } & Record<CountName, number | null>>(
        `SELECT lane,
                SUM(CASE WHEN ${isMine} THEN 1 ELSE 0 END) AS waiting,
                SUM(CASE WHEN ${isMine} AND runAt <= :now THEN 1 ELSE 0 END) AS due,
                SUM(CASE WHEN status = 'DEAD' THEN 1 ELSE 0 END) AS dead,
                SUM(CASE WHEN status = 'WAITING' AND kind NOT IN (:kinds) THEN 1 ELSE 0 END) AS orphans,
                MIN(CASE WHEN ${isMine} AND runAt <= :now THEN runAt END) AS earliest
         FROM jobs WHERE status IN ('WAITING', 'DEAD') GROUP BY lane`,
        { now, kinds: orNothing(kinds) },
      );
      const total = (name: CountName) => rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0);
      const lanes = LANES.map((lane) => {
        const row = rows.find((each) => each.lane === lane);
        const oldestDueMs = row?.earliest ? Math.max(0, now - Number(row.earliest)) : 0;
        return { lane, waiting: Number(row?.waiting ?? 0), due: Number(row?.due ?? 0), oldestDueMs };
      });
      return {
        waiting: total('waiting'),
        due: total('due'),
        dead: total('dead'),
        orphans: total('orphans'),
        oldestDueMs: Math.max(...lanes.map(({ oldestDueMs }) => oldestDueMs)),
        lanes,
      };
    },
  };
}
