/**
 * Closes the platform for a while, for all instances: nobody changes anything, no job begins, and what is there can be read.
 * So people come in and go out (`whileClosed` in the contract).
 * When it ends, deadlines that passed meanwhile are put off, as after an outage.
 */
import { z } from 'zod';
import type { Database } from '../db/database';
import type { Uptime } from '../jobs/uptime';
import { type Clock, SECOND_MS } from '../kernel/clock';
import { describeError, type Logger } from '../kernel/logger';
import type { Measures } from '../metrics/measures';
import type { ShownSettings } from './config-endpoint';
import { serviceUnavailable } from './problem';

/** Instances hear of it within so long. */
const FOLLOW_MS = 2 * SECOND_MS;
const ASK_AGAIN_SECONDS = 60;
export const MAINTENANCE_MESSAGE_LENGTH = 300;

export interface MaintenanceWindow {
  since: number;
  /** For people. */
  message: string;
}

export interface Maintenance {
  /** As this instance last heard; null while the platform is open. */
  now(): MaintenanceWindow | null;
  /** Asks the database. */
  load(): Promise<MaintenanceWindow | null>;
  /** In the ambient unit. Begun again, only the message changes. */
  begin(message: string): Promise<void>;
  /** In the ambient unit. Null where the platform was open. */
  end(): Promise<MaintenanceWindow | null>;
  /** Throws `service_unavailable` at what would change something. */
  refuseChanges(method: string | undefined): void;
  /** For GET /config. */
  shown: ShownSettings;
  start(): void;
  stop(): void;
}

const READING = ['GET', 'HEAD', 'OPTIONS'];

export function createMaintenance(
  database: Database,
  clock: Clock,
  log: Logger,
  measures: Measures,
): Maintenance {
  const count = measures.counter(
    'mcx_maintenance_refusals_total',
    'Changes that were refused with 503 during maintenance.',
    {},
  );
  let closed: MaintenanceWindow | null = null;
  let timer: NodeJS.Timeout | undefined;

  const read = async (): Promise<MaintenanceWindow | null> => {
    const [row] = await database.select<MaintenanceWindow>(
      'SELECT since, message FROM maintenance WHERE id = 1',
    );
    return row ? { since: Number(row.since), message: row.message } : null;
  };

  async function load(): Promise<MaintenanceWindow | null> {
    const found = await read();
    if ((found === null) !== (closed === null)) {
      log.warn(found ? 'maintenance begins: nothing can be changed' : 'maintenance is over', { ...found });
    }
    closed = found;
    return found;
  }

  return {
    now: () => closed,
    load,
    async begin(message) {
      await ((await read())
        ? database.change('UPDATE maintenance SET message = :message WHERE id = 1', { message })
        : database.change('INSERT INTO maintenance (id, since, message) VALUES (1, :now, :message)', {
            ...{ message, now: clock.now() },
          }));
    },
    async end() {
      const found = await read();
      await database.change('DELETE FROM maintenance WHERE id = 1');
      return found;
    },
    refuseChanges(method = '') {
      if (!closed || READING.includes(method)) return;
      count({});
      throw serviceUnavailable(`${closed.message} Nothing was changed; try again later.`, {
        retryAfterSeconds: ASK_AGAIN_SECONDS,
        intended: true,
      });
    },
    shown: {
      fields: {
        maintenance: z
          .string()
          .nullable()
          .describe('Why nothing can be changed right now, for people; null while everything can.'),
      },
      values: () => ({ maintenance: closed?.message ?? null }),
    },
    start() {
      timer = setInterval(() => {
        load().catch((error: unknown) =>
          log.debug('whether maintenance is on is not known', { error: describeError(error) }),
        );
      }, FOLLOW_MS).unref();
    },
    stop() {
      clearInterval(timer);
    },
  };
}

/** The platform opens: in one unit, with what was put off. Null where it was open. */
export const endMaintenance = (
  database: Database,
  clock: Clock,
  maintenance: Maintenance,
  uptime: Uptime,
): Promise<MaintenanceWindow | null> =>
  database.atomically(async () => {
    const closed = await maintenance.end();
    if (closed) await uptime.noteAway({ since: closed.since, until: clock.now() });
    return closed;
  });
