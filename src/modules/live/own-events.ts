/** A person's own part of the log: what sockets were told while they were away, each event once and in order. */
import type { Following, LoggedEvent } from '../../platform/events/events';
import { badCursor } from '../../platform/kernel/page';
import type { Platform } from '../../platform/platform';
import { type LiveEvent, liveEventOf } from './live-events';
import type { OwnEventsQuery } from './live.schema';

/** So much of the log that nobody has sorted yet is read with one request. */
const UNSORTED_AT_ONCE = 500;

export interface OwnEvent {
  event: LoggedEvent;
  live: LiveEvent;
}

export interface OwnEventsPage {
  events: OwnEvent[];
  cursor: number;
  hasMore: boolean;
}

export type OwnEvents = ReturnType<typeof createOwnEvents>;

export function createOwnEvents({ database, events }: Pick<Platform, 'database' | 'events'>) {
  /** In the unit that moves the cursor: so every event up to it is sorted, once. */
  async function sort(event: LoggedEvent): Promise<void> {
    const { readers } = liveEventOf(event) ?? { readers: [] };
    if (readers.length === 0) return;
    const { position } = event;
    // What an instance of an earlier version has sorted stands there already.
    await database.insertLast(
      'event_readers',
      readers.map((userId) => ({ userId, position })),
      'ignore',
    );
  }

  // A new name sorts the log anew: the one before left out the public events that had no name on sockets.
  const sorted: Following = events.follow('live.own_events', { cursor: 'stored', from: 'beginning' }, sort);

  async function findSorted(userId: string, after: number, upTo: number, limit: number): Promise<number[]> {
    const rows = await database.select<{ position: number }>(
      `SELECT position FROM event_readers
       WHERE userId = :userId AND position > :after AND position <= :upTo ORDER BY position LIMIT ${limit}`,
      { userId, after, upTo },
    );
    return rows.map(({ position }) => Number(position));
  }

  /** What is told to the person; a kind that no socket is told any more is passed over. */
  const ownOf = (userId: string, read: readonly LoggedEvent[]): OwnEvent[] =>
    read.flatMap((event) => {
      const live = liveEventOf(event);
      return live?.readers.includes(userId) ? [{ event, live }] : [];
    });

  return {
    /** What follows a cursor; without one nothing, and where the log ends. */
    async readOwn(userId: string, { cursor, limit }: OwnEventsQuery): Promise<OwnEventsPage> {
      const head = await events.head();
      if (cursor === undefined) return { events: [], cursor: head, hasMore: false };
      const after = Number(cursor);
      if (after > head) throw badCursor('The log does not reach so far. Start without a cursor.');
      const upTo = await sorted.position();
      // By positions: one whose event cannot be read is passed over, and counts.
      const positions = await findSorted(userId, after, upTo, limit + 1);
      const found = await events.readAt(positions.slice(0, limit));
      if (positions.length > limit) {
        return { events: ownOf(userId, found), cursor: positions[limit - 1] ?? after, hasMore: true };
      }
      // What was told a moment ago may not be sorted yet: whose it is can be read from the event itself.
      const behind = Math.max(after, upTo);
      const unsorted = await events.read(behind, UNSORTED_AT_ONCE);
      const own = [...ownOf(userId, found), ...ownOf(userId, unsorted)];
      const page = own.slice(0, limit);
      if (own.length > limit) {
        return { events: page, cursor: page.at(-1)?.event.position ?? after, hasMore: true };
      }
      const last = unsorted.at(-1)?.position ?? behind;
      return { events: page, cursor: last, hasMore: unsorted.length === UNSORTED_AT_ONCE };
    },
  };
}
