/** Time in which no letter of ours left counts as time in which nobody could reach us: people knew of nothing. */
import type { Database } from '../db/database';
import type { Scheduler } from '../jobs/scheduler';
import type { Outage, Uptime } from '../jobs/uptime';
import { type Clock, HOUR_MS } from '../kernel/clock';
import type { Letters } from './letters';

/** What comes some hours late is still read in time: reminders leave days before. */
export const MAIL_OUTAGE_FROM_MS = 6 * HOUR_MS;

/** While it lasts it is put off again, within the day that is left at least each time. */
const AGAIN_AFTER_MS = 18 * HOUR_MS;
/** Of what is left once letters leave again. */
const REST_FROM_MS = HOUR_MS;

const LOOK_EVERY_MS = HOUR_MS;

export interface MailOutageDeps {
  database: Database;
  clock: Clock;
  scheduler: Scheduler;
  uptime: Pick<Uptime, 'noteAway'>;
  letters: Pick<Letters, 'lastAcceptedAt'>;
}

export function createMailOutages({ database, clock, scheduler, uptime, letters }: MailOutageDeps) {
  /** Since when none of ours was taken; null where one was, or where it may be the matter of one mailbox. */
  async function failingSince(): Promise<number | null> {
    const triedInVain = `FROM mail_outbox WHERE status = 'WAITING' AND attempts > 0 AND quietFrom IS NULL`;
    const [first] = await database.select<{ at: number | null }>(
      `SELECT MIN(createdAt) AS at ${triedInVain}`,
    );
    if (!first?.at || clock.now() - Number(first.at) < MAIL_OUTAGE_FROM_MS) return null;
    const [found] = await database.select<{ since: number | null; mailboxes: number }>(
      `SELECT MIN(createdAt) AS since, COUNT(DISTINCT recipient) AS mailboxes ${triedInVain} AND createdAt > :lastAt`,
      { lastAt: (await letters.lastAcceptedAt()) ?? 0 },
    );
    return found?.since && Number(found.mailboxes) > 1 ? Number(found.since) : null;
  }

  async function note(restFromMs: number): Promise<void> {
    const since = await failingSince();
    if (since === null || clock.now() - since < MAIL_OUTAGE_FROM_MS) return;
    const isLong = (part: Outage) =>
      part.until - part.since >= (part.since === since ? MAIL_OUTAGE_FROM_MS : restFromMs);
    await database.atomically(() => uptime.noteAway({ since, until: clock.now() }, isLong));
  }

  scheduler.every('mail.outages', LOOK_EVERY_MS, () => note(AGAIN_AFTER_MS));

  return {
    /** One is being taken, and those that waited are still marked as waiting. */
    noteEnd: (): Promise<void> => note(REST_FROM_MS),
  };
}
