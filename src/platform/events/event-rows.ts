/** The table of events: written in the unit that makes them true, numbered after it, read by position. */
import type { Database, Values } from '../db/database';

/** So many events are numbered with one statement. */
const NUMBERED_AT_ONCE = 500;
/** The cursor that says how far positions have been given. */
const NUMBERING = 'events.numbering';

export interface EventRow {
  id: string;
  name: string;
  /** The id of what it is about. */
  subject: string;
  payload: string;
  at: number;
}

export interface NumberedRow extends EventRow {
  position: number;
}

export interface Numbered {
  numbered: number;
  left: boolean;
}

export type EventRows = ReturnType<typeof createEventRows>;

export function createEventRows(database: Database) {
  database.keepsJson({ table: 'events', key: 'id', column: 'payload' });
  const insertNew = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';

  /** Null where another worker has it: whoever holds it does the work. */
  async function lockCursor(follower: string): Promise<number | null> {
    const [row] = await database.select<{ position: number }>(
      `SELECT position FROM event_cursors WHERE follower = :follower ${database.forUpdateSkipLocked}`,
      { follower },
    );
    return row ? Number(row.position) : null;
  }

  const moveCursor = (follower: string, position: number) =>
    database.change('UPDATE event_cursors SET position = :position WHERE follower = :follower', {
      ...{ follower, position },
    });

  const numberSome = (): Promise<number> =>
    database.atomically(async () => {
      const last = await lockCursor(NUMBERING);
      if (last === null) return 0;
      const rows = await database.select<{ seq: number }>(
        `SELECT seq FROM events WHERE position IS NULL ORDER BY seq LIMIT ${NUMBERED_AT_ONCE}`,
      );
      if (rows.length === 0) return 0;
      const cases = rows.map(({ seq }, n) => `WHEN ${Number(seq)} THEN ${last + n + 1}`).join(' ');
      await database.change(`UPDATE events SET position = CASE seq ${cases} END WHERE seq IN (:seqs)`, {
        seqs: rows.map(({ seq }) => Number(seq)),
      });
      await moveCursor(NUMBERING, last + rows.length);
      return rows.length;
    });

  const readWhere = async (condition: string, values: Values, limit: number): Promise<NumberedRow[]> => {
    const rows = await database.select<NumberedRow>(
      `SELECT position, id, name, subject, payload, at FROM events
       WHERE ${condition} ORDER BY position LIMIT ${limit}`,
      values,
    );
    return rows.map((row) => ({ ...row, position: Number(row.position), at: Number(row.at) }));
  };

  return {
    /** In the ambient unit. */
    add: (event: EventRow): Promise<void> => database.insertLast('events', [{ ...event }]),

    async find(ids: string[]): Promise<EventRow[]> {
      if (ids.length === 0) return [];
      const found = await database.select<EventRow>(
        'SELECT id, name, subject, payload, at FROM events WHERE id IN (:ids)',
        { ids },
      );
      return found.map((row) => ({ ...row, at: Number(row.at) }));
    },

    /**
     * Gives positions to what was committed, in the order in which it was written. One worker at a time does it, after
     * the commits: so a position that can be read has none before it that will be read later. Says how many got one, and
     * whether some are left to the worker who is at it.
     */
    async number(): Promise<Numbered> {
      let numbered = 0;
      for (;;) {
        const waiting = await database.select('SELECT 1 AS found FROM events WHERE position IS NULL LIMIT 1');
        if (waiting.length === 0) return { numbered, left: false };
        const some = await numberSome();
        numbered += some;
        if (some === 0) return { numbered, left: true };
      }
    },

    /** How far a stored cursor and the numbering have come; 0 where there is none yet. */
    async standOf(follower: string): Promise<{ position: number; head: number }> {
      const rows = await database.select<{ follower: string; position: number }>(
        'SELECT follower, position FROM event_cursors WHERE follower IN (:names)',
        { names: [follower, NUMBERING] },
      );
      const at = (name: string) => Number(rows.find((row) => row.follower === name)?.position ?? 0);
      return { position: at(follower), head: at(NUMBERING) };
    },

    /** The last position that was given; 0 where none was. */
    async head(): Promise<number> {
      const [row] = await database.select<{ position: number }>(
        'SELECT position FROM event_cursors WHERE follower = :follower',
        { follower: NUMBERING },
      );
      return Number(row?.position ?? 0);
    },

    readAfter: (position: number, limit: number) => readWhere('position > :position', { position }, limit),

    readAt: async (positions: readonly number[]): Promise<NumberedRow[]> =>
      positions.length === 0
        ? []
        : readWhere('position IN (:positions)', { positions: [...positions] }, positions.length),

    readNamed: (names: string[], after: number, upTo: number, limit: number) =>
      readWhere(
        'position > :after AND position <= :upTo AND name IN (:names)',
        { names, after, upTo },
        limit,
      ),

    /** Puts a cursor where it is not yet: where one of its former names stands, or else at `position`. */
    async placeCursor(follower: string, formerly: readonly string[], position: number): Promise<void> {
      const [former] = await database.select<{ position: number | null }>(
        'SELECT MAX(position) AS position FROM event_cursors WHERE follower IN (:names)',
        { names: [follower, ...formerly] },
      );
      await database.change(
        `${insertNew} INTO event_cursors (follower, position) VALUES (:follower, :position)`,
        { follower, position: Number(former?.position ?? position) },
      );
    },

    lockCursor,
    moveCursor,
  };
}
