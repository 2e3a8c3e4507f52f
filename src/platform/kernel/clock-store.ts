/** Keeps the movable clock's offset in the database, so that instances agree and a restart does not go back in time. */
import type { Database } from '../db/database';
import type { MovableClock } from './clock';

const FOLLOW_MS = 1_000;

export interface ClockStore {
  /** Takes over what is stored. */
  load(): Promise<void>;
  advance(byMs: number): Promise<void>;
  /** Follows what other instances and the command line store. */
  start(): void;
  stop(): void;
}

export function createClockStore(database: Database, clock: MovableClock): ClockStore {
  let timer: NodeJS.Timeout | undefined;

  async function load(): Promise<void> {
    const [row] = await database.select<{ offsetMs: number }>(
      'SELECT offsetMs FROM movable_clock WHERE id = 1',
    );
    if (row) clock.catchUpWith(Number(row.offsetMs));
  }

  return {
    load,
    async advance(byMs) {
      await database.atomically(async () => {
        const touched = await database.change(
          'UPDATE movable_clock SET offsetMs = offsetMs + :byMs WHERE id = 1',
          { byMs },
        );
        if (touched === 0) {
          await database.change('INSERT INTO movable_clock (id, offsetMs) VALUES (1, :offsetMs)', {
            offsetMs: clock.offsetMs + byMs,
          });
        }
      });
      await load();
    },
    start() {
      timer = setInterval(() => void load().catch(() => undefined), FOLLOW_MS);
      timer.unref();
    },
    stop() {
      clearInterval(timer);
    },
  };
}
