/** Walks the log by position and hands its events on, one after another, in the order in which they were told. */
import type { Database } from '../db/database';
import { outsideUnit } from '../db/database';
import { describeError, type Logger } from '../kernel/logger';
import { definedEvents, type EventDescription } from './define-event';
import type { EventRows, NumberedRow } from './event-rows';

/** How soon a follower sees what was told on another instance. */
const LOOK_EVERY_MS = 200;
const READ_AT_ONCE = 200;

export interface FollowOptions {
  /**
   * `memory`: every instance is handed every event, from the moment that it starts. `stored`: the house is handed every
   * event once, by whichever instance is free, and goes on after a restart where it was.
   */
  cursor: 'memory' | 'stored';
  /** From the first event in the log; unless said, from now on. */
  from?: 'beginning';
  /** Names that the follower had before: its stored cursor goes on from theirs. */
  formerly?: readonly string[];
}

/** An event of the log, under the name that it has today. */
export interface LoggedEvent {
  position: number;
  id: string;
  name: string;
  subject: string;
  payload: unknown;
  /** In milliseconds. */
  at: number;
}

/** One that fails is handed the same event again: none that comes after it overtakes it. */
export type FollowerReaction = (event: LoggedEvent) => Promise<void>;

export interface Followers {
  /** `react` runs in the unit that moves the cursor, where the cursor is stored. */
  follow(follower: string, options: FollowOptions, react: FollowerReaction): void;
  /** Hands every follower what there is. */
  catchUp(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

interface Follower {
  name: string;
  /** Hands over the next events, and answers whether there may be more. */
  step(): Promise<boolean>;
}

export interface FollowersDeps {
  database: Database;
  rows: EventRows;
  log: Logger;
}

export function createFollowers({ database, rows, log }: FollowersDeps): Followers {
  const followers: Follower[] = [];
  const timers = new Map<string, NodeJS.Timeout>();
  const walks = new Map<string, Promise<void>>();
  let running = false;

  function inMemory(react: FollowerReaction, from: 'beginning' | undefined): Follower['step'] {
    let cursor: number | null = from === 'beginning' ? 0 : null;
    return async () => {
      cursor ??= await rows.head();
      const events = await rows.readAfter(cursor, READ_AT_ONCE);
      for (const event of events) {
        await react(asLogged(event));
        cursor = event.position;
      }
      return events.length === READ_AT_ONCE;
    };
  }

  function stored(name: string, react: FollowerReaction, options: FollowOptions): Follower['step'] {
    let placed = false;
    return async () => {
      if (!placed) {
        await rows.placeCursor(name, options.formerly ?? [], options.from ? 0 : await rows.head());
        placed = true;
      }
      return database.atomically(async () => {
        const cursor = await rows.lockCursor(name);
        // Another instance walks for this follower.
        if (cursor === null) return false;
        const events = await rows.readAfter(cursor, READ_AT_ONCE);
        for (const event of events) await react(asLogged(event));
        const last = events.at(-1);
        if (last) await rows.moveCursor(name, last.position);
        return events.length === READ_AT_ONCE;
      });
    };
  }

  async function walk({ step }: Follower): Promise<void> {
    await rows.number();
    while (await step());
  }

  function walkAgainAndAgain(follower: Follower): void {
    const walked = outsideUnit(() => walk(follower))
      .catch((error: unknown) =>
        log.error('a follower of the log stands still', {
          follower: follower.name,
          error: describeError(error),
        }),
      )
      .finally(() => {
        if (running) {
          timers.set(
            follower.name,
            setTimeout(() => walkAgainAndAgain(follower), LOOK_EVERY_MS),
          );
        }
      });
    walks.set(follower.name, walked);
  }

  return {
    follow(name, options, react) {
      if (followers.some((each) => each.name === name)) throw new Error(`Two followers called ${name}.`);
      const step = options.cursor === 'memory' ? inMemory(react, options.from) : stored(name, react, options);
      followers.push({ name, step });
    },
    async catchUp() {
      for (const follower of followers) await walk(follower);
    },
    start() {
      running = true;
      for (const follower of followers) walkAgainAndAgain(follower);
    },
    async stop() {
      running = false;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(walks.values());
    },
  };
}

/** What was renamed bears its present name; what no longer exists is handed on as it was written. */
function asLogged(row: NumberedRow): LoggedEvent {
  const kind = kindOf(row.name);
  const payload: unknown = JSON.parse(row.payload);
  return {
    ...row,
    name: kind?.name ?? row.name,
    payload: kind ? kind.schema.strip().parse(payload) : payload,
  };
}

const kindOf = (name: string): EventDescription | undefined =>
  definedEvents().find(({ formerly }) => formerly.includes(name)) ??
  definedEvents().find((kind) => kind.name === name);
