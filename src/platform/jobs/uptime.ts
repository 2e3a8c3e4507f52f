/** Knows when the platform was up: its processes share a heartbeat, and where that stopped, nobody could reach us. */
import { type Clock, HOUR_MS, iso, MINUTE_MS, MovableClock, SECOND_MS } from '../kernel/clock';
import type { Logger } from '../kernel/logger';
import type { Database } from '../db/database';

/** From the last heartbeat before it to the first one after it. */
export interface Outage {
  since: number;
  until: number;
}

export interface Uptime {
  /**
   * Runs in the unit that writes the outage down, once for each: what silence decides is put off here, before any timer
   * acts on a deadline that passed meanwhile.
   */
  afterOutage(work: (outage: Outage) => Promise<void>): void;
  /**
   * People could not act or did not hear of us, though the platform ran: in the ambient unit, as an outage, but for what of
   * it was one already. `isLong`: which of the parts that are left count; those from five minutes on unless said.
   */
  noteAway(away: Outage, isLong?: (part: Outage) => boolean): Promise<void>;
  /** Says that this process lives. Cheap, and called before every look at the clock's work. */
  beat(): Promise<void>;
}

const BEAT_EVERY_MS = 30 * SECOND_MS;
/** As the heartbeat of a new platform stands. */
const NEVER = 0;
/** A restart is no outage. */
export const OUTAGE_FROM_MS = 5 * MINUTE_MS;

/** After an outage everybody has at least this long to do what they could not do meanwhile. */
export const GRACE_AFTER_OUTAGE_MS = 24 * HOUR_MS;

/** A deadline after an outage: later by as long as it lasted, and not before people have had time to come back. */
export const afterOutage = (deadlineAt: number, awayMs: number, now: number): number =>
  Math.max(deadlineAt + awayMs, now + GRACE_AFTER_OUTAGE_MS);

/** The same as SQL, of a column and the values of `putOffBy`. */
export const afterOutageSql = (column: string): string =>
  `CASE WHEN ${column} + :awayMs > :leastAt THEN ${column} + :awayMs ELSE :leastAt END`;
export const putOffBy = ({ since, until }: Outage) => ({
  since,
  awayMs: until - since,
  leastAt: until + GRACE_AFTER_OUTAGE_MS,
});

const isAnOutage = ({ since, until }: Outage): boolean => until - since >= OUTAGE_FROM_MS;

export function createUptime(database: Database, clock: Clock, log: Logger): Uptime {
  const works: ((outage: Outage) => Promise<void>)[] = [];
  /** Of this process: as its clock says, and as the world's clock does, by which a clock that is moved ahead is up. */
  let last: { at: number; worldAt: number } | null = null;

  const worldTime = (): number => clock.now() - (clock instanceof MovableClock ? clock.offsetMs : 0);

  async function noteOutage(outage: Outage): Promise<void> {
    await database.change('INSERT INTO outages (since, until) VALUES (:since, :until)', { ...outage });
    for (const work of works) await work(outage);
    log.warn('people could not reach us, or did not hear of us', {
      since: iso(outage.since),
      until: iso(outage.until),
    });
  }

  async function write(now: number, livedOn: boolean): Promise<void> {
    const [stored] = await database.select<{ beatAt: number }>('SELECT beatAt FROM heartbeat WHERE id = 1');
    if (!stored) throw new Error('The heartbeat has no row.');
    const since = Number(stored.beatAt);
    if (since >= now) return;
    // Another process may have beaten meanwhile: then it has seen what there was to see.
    const touched = await database.change(
      'UPDATE heartbeat SET beatAt = :now WHERE id = 1 AND beatAt = :since',
      { now, since },
    );
    const isOutage = since !== NEVER && !livedOn && now - since >= OUTAGE_FROM_MS;
    if (touched === 1 && isOutage) await noteOutage({ since, until: now });
  }

  return {
    afterOutage(work) {
      works.push(work);
    },

    async noteAway({ since, until }, isLong = isAnOutage) {
      // One at a time, so that no part is counted twice.
      await database.change('UPDATE heartbeat SET beatAt = beatAt WHERE id = 1');
      const known = await database.select<Outage>(
        'SELECT since, until FROM outages WHERE until > :since ORDER BY since',
        { since },
      );
      let from = since;
      for (const outage of [...known, { since: until, until }]) {
        const gap = { since: from, until: Math.min(Number(outage.since), until) };
        if (gap.until > gap.since && isLong(gap)) await noteOutage(gap);
        from = Math.max(from, Number(outage.until));
      }
    },

    async beat() {
      const [now, worldAt] = [clock.now(), worldTime()];
      if (last && now - last.at < BEAT_EVERY_MS) return;
      const livedOn = last !== null && worldAt - last.worldAt < OUTAGE_FROM_MS;
      await database.atomically(() => write(now, livedOn));
      last = { at: now, worldAt };
    },
  };
}
