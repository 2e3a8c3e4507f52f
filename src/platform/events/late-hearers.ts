/** Hearers that are told all that is in the log, from its first event on, whichever release told it. */
import type { Database } from '../db/database';
import type { JobOrder, Queue } from '../jobs/queue';
import type { EventRows } from './event-rows';

/** So many events are handed to one with a unit. */
const HANDED_AT_ONCE = 500;

export interface LateHearer {
  jobKind: string;
  formerJobKinds: string[];
  eventNames: string[];
}

const onceKeyOf = (jobKind: string, eventId: string): string => `${jobKind}@${eventId}`;

/** The key keeps the delivery at the emitting and the one from the walk apart from being two. */
export const deliveryOf = (jobKind: string, eventId: string, late: boolean): JobOrder => ({
  kind: jobKind,
  payload: { eventId },
  ...(late ? { onceKey: onceKeyOf(jobKind, eventId) } : {}),
});

export function createLateHearers(database: Database, rows: EventRows, queue: Pick<Queue, 'enqueueAll'>) {
  const hearers: LateHearer[] = [];
  const placed = new Set<string>();

  async function catchUpWith({ jobKind, formerJobKinds, eventNames }: LateHearer): Promise<void> {
    if (!placed.has(jobKind)) {
      await rows.placeCursor(jobKind, formerJobKinds, 0);
      placed.add(jobKind);
    }
    let handed = HANDED_AT_ONCE;
    while (handed === HANDED_AT_ONCE) {
      handed = await database.atomically(async () => {
        const cursor = await rows.lockCursor(jobKind);
        if (cursor === null) return 0;
        const head = await rows.head();
        const events = await rows.readNamed(eventNames, cursor, head, HANDED_AT_ONCE);
        await queue.enqueueAll(events.map(({ id }) => deliveryOf(jobKind, id, true)));
        const last = events.length === HANDED_AT_ONCE ? events.at(-1)?.position : undefined;
        await rows.moveCursor(jobKind, last ?? head);
        return events.length;
      });
    }
  }

  return {
    any: () => hearers.length > 0,
    add: (hearer: LateHearer) => void hearers.push(hearer),
    async catchUp(): Promise<void> {
      for (const hearer of hearers) await catchUpWith(hearer);
    },
  };
}
