/** How many letters of one kind a mailbox gets, whoever causes them and from wherever: strangers cannot flood it. */
import { createHash } from 'node:crypto';
import type { Database, Values } from '../db/database';
import { type Clock, DAY_MS, HOUR_MS } from '../kernel/clock';
import { floodedMailbox } from './address';

const SPANS = { HOUR: HOUR_MS, DAY: DAY_MS } as const;
type Span = keyof typeof SPANS;

export type LetterCap = Partial<Record<Span, number>>;

export const LETTER_CAP: LetterCap = { HOUR: 3, DAY: 10 };

/** Rows older than this no longer count for any span. */
const KEEP_MS = DAY_MS;

/** One letter that asks to go out. */
export interface CapOrder {
  address: string;
  kind: string;
  cap: LetterCap;
}

/** What the places of a mailbox are counted under. */
type Counted = { mailbox: string; kind: string; span: Span };
type Place = Counted & { place: number };

const keyOf = ({ mailbox, kind, span }: Counted): string => `${mailbox} ${kind} ${span}`;

/** No address in the table: it outlives accounts, and holds those who have none. */
const mailboxOf = (address: string): string =>
  createHash('sha256').update(floodedMailbox(address)).digest('hex');

const spansOf = ({ address, kind, cap }: CapOrder): (Counted & { most: number })[] =>
  (Object.entries(cap) as [Span, number][]).map(([span, most]) => ({
    ...{ mailbox: mailboxOf(address), kind, span, most },
  }));

export function createLetterCaps(database: Database, clock: Clock) {
  const { change, select } = database;
  const insertNew = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';

  /** When each place was taken, of all that the orders count under. */
  async function readPlaces(orders: readonly CapOrder[]): Promise<Map<string, Map<number, number>>> {
    const counted = orders.flatMap(spansOf);
    const rows =
      counted.length === 0
        ? []
        : await select<Place & { takenAt: number }>(
            `SELECT mailbox, kind, span, place, takenAt FROM letter_caps
             WHERE mailbox IN (:mailboxes) AND kind IN (:kinds)`,
            {
              mailboxes: [...new Set(counted.map(({ mailbox }) => mailbox))],
              kinds: [...new Set(counted.map(({ kind }) => kind))],
            },
          );
    const taken = new Map<string, Map<number, number>>();
    for (const row of rows) {
      const places = taken.get(keyOf(row)) ?? new Map<number, number>();
      taken.set(keyOf(row), places.set(row.place, row.takenAt));
    }
    return taken;
  }

  /** All with one statement; false where somebody else has taken one of them in this moment. */
  async function insertPlaces(places: Place[]): Promise<boolean> {
    if (places.length === 0) return true;
    const values: Values = { now: clock.now() };
    const rows = places.map((place, n) => {
      for (const [name, value] of Object.entries(place)) values[`${name}${n}`] = value;
      return `(:mailbox${n}, :kind${n}, :span${n}, :place${n}, :now)`;
    });
    const added = await change(
      `${insertNew} INTO letter_caps (mailbox, kind, span, place, takenAt) VALUES ${rows.join(', ')}`,
      values,
    );
    return added === places.length;
  }

  const takeAgain = async (place: Place): Promise<boolean> =>
    (await change(
      `UPDATE letter_caps SET takenAt = :now WHERE mailbox = :mailbox AND kind = :kind AND span = :span
         AND place = :place AND takenAt <= :since`,
      { ...place, now: clock.now(), since: clock.now() - SPANS[place.span] },
    )) === 1;

  /** One by one, until all are taken: for one of many who ask in the same moment. */
  async function takeOne(order: CapOrder): Promise<boolean> {
    for (const { most, ...counted } of spansOf(order)) {
      const taken = (await readPlaces([order])).get(keyOf(counted)) ?? new Map<number, number>();
      const since = clock.now() - SPANS[counted.span];
      let took = false;
      for (let place = 0; place < most && !took; place += 1) {
        const before = taken.get(place);
        if (before !== undefined && before > since) continue;
        const wanted = { ...counted, place };
        took = before === undefined ? await insertPlaces([wanted]) : await takeAgain(wanted);
      }
      if (!took) return false;
    }
    return true;
  }

  /** The places that an order would take, marked as taken; null where one of its spans has none left. */
  function choosePlaces(
    order: CapOrder,
    taken: Map<string, Map<number, number>>,
  ): (Place & { isNew: boolean })[] | null {
    const now = clock.now();
    const chosen: (Place & { isNew: boolean })[] = [];
    for (const { most, ...counted } of spansOf(order)) {
      const places = taken.get(keyOf(counted)) ?? new Map<number, number>();
      const free = Array.from({ length: most }, (_, place) => place).find(
        (place) => (places.get(place) ?? 0) <= now - SPANS[counted.span],
      );
      if (free === undefined) return null;
      chosen.push({ ...counted, place: free, isNew: !places.has(free) });
    }
    for (const { isNew: _, place, ...counted } of chosen) {
      const places = taken.get(keyOf(counted)) ?? new Map<number, number>();
      taken.set(keyOf(counted), places.set(place, now));
    }
    return chosen;
  }

  return {
    /** Which of them may go out; those then count. In the ambient unit. */
    async take(orders: readonly CapOrder[]): Promise<boolean[]> {
      const taken = await readPlaces(orders);
      const chosen = orders.map((order) => choosePlaces(order, taken));
      const wanted = chosen.flatMap((places) => places ?? []);
      const plain = ({ isNew: _, ...place }: Place & { isNew: boolean }): Place => place;
      let isTaken = await insertPlaces(wanted.filter(({ isNew }) => isNew).map(plain));
      for (const place of wanted) if (!place.isNew && isTaken) isTaken = await takeAgain(plain(place));
      if (isTaken) return chosen.map((places) => places !== null);
      // What was inserted would stand as taken: the unit is undone, and its jobs are tried one by one.
      if (orders.length > 1) throw new Error('Another unit took a place of one of these mailboxes just now.');
      const may: boolean[] = [];
      for (const order of orders) may.push(await takeOne(order));
      return may;
    },

    deleteOld: () =>
      change('DELETE FROM letter_caps WHERE takenAt <= :before', { before: clock.now() - KEEP_MS }),
  };
}
