/** How many letters of one kind a mailbox gets, whoever causes them and from wherever: strangers cannot flood it. */
import { createHash } from 'node:crypto';
import type { Database } from '../db/database';
import { type Clock, DAY_MS, HOUR_MS } from '../kernel/clock';
import { floodedMailbox } from './address';

const SPANS = { HOUR: HOUR_MS, DAY: DAY_MS } as const;
type Span = keyof typeof SPANS;

export type LetterCap = Partial<Record<Span, number>>;

export const LETTER_CAP: LetterCap = { HOUR: 3, DAY: 10 };

/** Rows older than this no longer count for any span. */
const KEEP_MS = DAY_MS;

export type LetterCaps = ReturnType<typeof createLetterCaps>;

export function createLetterCaps(database: Database, clock: Clock) {
  const { change, select } = database;
  const insertNew = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';

  /**
   * A place is taken by one statement that succeeds for one of many at once; those who come too late try the next, until
   * all are taken.
   */
  async function takePlace(
    of: { mailbox: string; kind: string; span: Span },
    most: number,
  ): Promise<boolean> {
    const now = clock.now();
    const since = now - SPANS[of.span];
    const rows = await select<{ place: number; takenAt: number }>(
      'SELECT place, takenAt FROM letter_caps WHERE mailbox = :mailbox AND kind = :kind AND span = :span',
      of,
    );
    const takenAt = new Map(rows.map((row) => [row.place, row.takenAt]));
    for (let place = 0; place < most; place += 1) {
      const before = takenAt.get(place);
      if (before !== undefined && before > since) continue;
      const took =
        before === undefined
          ? await change(
              `${insertNew} INTO letter_caps (mailbox, kind, span, place, takenAt)
               VALUES (:mailbox, :kind, :span, :place, :now)`,
              { ...of, place, now },
            )
          : await change(
              `UPDATE letter_caps SET takenAt = :now WHERE mailbox = :mailbox AND kind = :kind AND span = :span
                 AND place = :place AND takenAt <= :since`,
              { ...of, place, now, since },
            );
      if (took === 1) return true;
    }
    return false;
  }

  return {
    /** Whether one more may go out; it then counts. In the ambient unit. */
    async take(address: string, kind: string, cap: LetterCap): Promise<boolean> {
      // No address in the table: it outlives accounts, and holds those who have none.
      const mailbox = createHash('sha256').update(floodedMailbox(address)).digest('hex');
      for (const [span, most] of Object.entries(cap) as [Span, number][]) {
        if (!(await takePlace({ mailbox, kind, span }, most))) return false;
      }
      return true;
    },

    deleteOld: () =>
      change('DELETE FROM letter_caps WHERE takenAt <= :before', { before: clock.now() - KEEP_MS }),
  };
}
