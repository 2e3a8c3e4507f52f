/** How far a follower of the log has come: it is handed what lies behind, and moves on. */
import type { Database } from '../db/database';
import type { Clock } from '../kernel/clock';
import type { Logger } from '../kernel/logger';
import type { EventRows } from './event-rows';
import { asLoggedOrWritten, asLoggedUnlessLost, type LoggedEvent } from './logged-event';

const READ_AT_ONCE = 200;

export interface FollowOptions {
  /**
   * `memory`: every instance is handed every event, from the moment that it starts. `stored`: the platform is handed every
   * event once, by whichever instance is free, and goes on after a restart where it was.
   */
  cursor: 'memory' | 'stored';
  /** From the first event in the log; unless said, from now on. */
  from?: 'beginning';
  /** Names that the follower had before: its stored cursor goes on from theirs. */
  formerly?: readonly string[];
  /** With `memory`: told at once of what this instance has committed; the log hands the same over once more. */
  early?: (event: Pick<LoggedEvent, 'name' | 'subject'>) => void;
}

/** One that fails is handed the same event again: none that comes after it overtakes it. */
export type FollowerReaction = (event: LoggedEvent) => Promise<void>;

export interface Cursor {
  /** Hands over the next events, and answers whether there may be more. */
  step(): Promise<boolean>;
  position(): Promise<number>;
}

export interface CursorDeps {
  database: Database;
  rows: EventRows;
  clock: Clock;
  log: Logger;
}

/** Of this instance alone. */
export function inMemory(
  { rows, log }: CursorDeps,
  react: FollowerReaction,
  { from }: FollowOptions,
): Cursor {
  let cursor: number | null = from === 'beginning' ? 0 : null;
  async function position(): Promise<number> {
    if (cursor !== null) return cursor;
    const head = await rows.head();
    // Whoever asked first has said where it begins.
    cursor ??= head;
    return cursor;
  }
  return {
    position,
    async step() {
      const events = await rows.readAfter(await position(), READ_AT_ONCE);
      for (const row of events) {
        const event = asLoggedOrWritten(row, log);
        if (event) await react(event);
        cursor = row.position;
      }
      return events.length === READ_AT_ONCE;
    },
  };
}

/** Of the platform: whichever instance is free moves it, in the unit of the reaction. */
export function stored(
  { rows, database, clock, log }: CursorDeps,
  name: string,
  react: FollowerReaction,
  options: FollowOptions,
): Cursor {
  let placed = false;
  return {
    position: async () => (await rows.standOf(name)).position,
    async step() {
      if (!placed) {
        await rows.placeCursor(name, options.formerly ?? [], options.from ? 0 : await rows.head());
        placed = true;
      }
      // A unit makes every writer wait on the embedded database: none is opened for nothing.
      const { position, head } = await rows.standOf(name);
      if (position >= head) return false;
      return database.atomically(async () => {
        const cursor = await rows.lockCursor(name);
        // Another instance walks for this follower.
        if (cursor === null) return false;
        const events = await rows.readAfter(cursor, READ_AT_ONCE);
        for (const row of events) {
          const event = asLoggedUnlessLost(row, { clock, log });
          if (event) await react(event);
        }
        const last = events.at(-1);
        if (last) await rows.moveCursor(name, last.position);
        return events.length === READ_AT_ONCE;
      });
    },
  };
}
