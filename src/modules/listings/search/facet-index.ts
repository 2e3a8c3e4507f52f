/**
 * The columns of every card on the market, kept in memory, so that facets are counted in one pass. Before each count it
 * reads the cards that have changed since, so it never knows less than the database.
 */
import type { Database } from '../../../platform/db/database';
import { type Clock, MINUTE_MS } from '../../../platform/kernel/clock';
import { FACET_NAMES, type FacetName, FACETS, type Marks, type Wanted } from './facets.rules';

/** A unit commits at most so long after it has read the clock, and the clocks of instances differ by no more. */
const OVERLAP_MS = MINUTE_MS;
const ROOM_AT_FIRST = 1_024;
/** For what is not known: it is in no facet and passes no filter. */
const NONE = -1;

/** Matches by facet and value. */
export type FacetCounts = Record<FacetName, Record<string, number>> & { counted: number };

interface Card extends Record<string, string | number | null> {
  listingId: string;
  status: string;
}

export interface Question {
  wanted: readonly Wanted[];
  marks: Marks;
  /** These only; null: all. */
  among: readonly string[] | null;
}

const columnOf = (facet: FacetName): string => FACETS[facet].column;
const COLUMNS = [...new Set(FACET_NAMES.map(columnOf))];

interface Tally {
  add(value: number): void;
  counts(): Iterable<readonly [number, number]>;
}

export type FacetIndex = ReturnType<typeof createFacetIndex>;

export function createFacetIndex({ select }: Database, clock: Clock) {
  const places = new Map<string, number>();
  const free: number[] = [];
  let used = 0;
  let columns = emptyColumns(ROOM_AT_FIRST);
  let onMarket = new Uint8Array(ROOM_AT_FIRST);
  /** Words by their number, and back. */
  const words: string[] = [];
  const numberOfWord = new Map<string, number>();
  let readAt: number | null = null;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function numberOf(word: string): number {
    const known = numberOfWord.get(word);
    if (known !== undefined) return known;
    numberOfWord.set(word, words.length);
    return words.push(word) - 1;
  }

  function grow(): void {
    const grown = emptyColumns(onMarket.length * 2);
    for (const column of COLUMNS) grown[column]?.set(columns[column] ?? []);
    columns = grown;
    const flags = new Uint8Array(onMarket.length * 2);
    flags.set(onMarket);
    onMarket = flags;
  }

  function keep(card: Card): void {
    const { listingId } = card;
    let place = places.get(listingId);
    if (card.status !== 'ACTIVE') {
      if (place === undefined) return;
      places.delete(listingId);
      onMarket[place] = 0;
      free.push(place);
      return;
    }
    if (place === undefined) {
      place = free.pop() ?? used++;
      places.set(listingId, place);
      if (place >= onMarket.length) grow();
    }
    onMarket[place] = 1;
    for (const name of COLUMNS) {
      const value = card[name];
      const column = columns[name];
      if (column) column[place] = typeof value === 'string' ? numberOf(value) : (value ?? NONE);
    }
  }

  async function read(): Promise<void> {
    const now = clock.now();
    const which = readAt === null ? "status = 'ACTIVE'" : 'changedAt >= :since';
    const since = (readAt ?? 0) - OVERLAP_MS;
    const cards = await select<Card>(
      `SELECT listingId, status, ${COLUMNS.join(', ')} FROM listing_cards WHERE ${which}`,
      { since },
    );
    for (const card of cards) keep(card);
    readAt = now;
  }

  /** Whoever comes while a reading runs waits for one that begins after they came. */
  function refresh(): Promise<void> {
    if (!running) {
      running = read().finally(() => (running = null));
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return refresh();
      });
    return next;
  }

  /** For each number that a column can have, whether it is wanted. */
  function tableOf(wanted: Wanted): { column: Int32Array; passes: (value: number) => boolean } {
    const column = columns[columnOf(wanted.facet)] ?? new Int32Array();
    if ('anyOf' in wanted) return { column, passes: (value) => (value & wanted.anyOf) !== 0 };
    const numbers = wanted.among.map((value) =>
      typeof value === 'string' ? (numberOfWord.get(value) ?? NONE) : value,
    );
    const table = new Uint8Array(Math.max(0, ...numbers) + 1);
    for (const number of numbers) if (number >= 0) table[number] = 1;
    return { column, passes: (value) => value >= 0 && table[value] === 1 };
  }

  function count({ wanted, marks, among }: Question): FacetCounts {
    const traits = columns.traits ?? new Int32Array();
    const tests = wanted.map((each) => ({ facet: each.facet, ...tableOf(each) }));
    const tallies = FACET_NAMES.map((facet) => ({
      facet,
      column: columns[columnOf(facet)] ?? new Int32Array(),
      tally: tallyOf(facet),
    }));
    let counted = 0;
    const look = (place: number) => {
      if (onMarket[place] !== 1) return;
      const marked = traits[place] ?? 0;
      if ((marked & marks.having) !== marks.having || (marked & marks.lacking) !== 0) return;
      let failed: FacetName | null = null;
      for (const { facet, column, passes } of tests) {
        if (passes(column[place] ?? NONE)) continue;
        if (failed !== null) return;
        failed = facet;
      }
      if (failed === null) counted += 1;
      for (const { facet, column, tally } of tallies) {
        if (failed !== null && failed !== facet) continue;
        tally.add(column[place] ?? NONE);
      }
    };
    if (among === null) for (let place = 0; place < used; place += 1) look(place);
    else {
      for (const id of among) {
        const place = places.get(id);
        if (place !== undefined) look(place);
      }
    }
    const named = tallies.map(({ facet, tally }) => [facet, namesOf(facet, tally.counts())] as const);
    return { ...(Object.fromEntries(named) as Record<FacetName, Record<string, number>>), counted };
  }

  /** Bits come in few combinations of many; the rest are small numbers, which a plain list counts fastest. */
  function tallyOf(facet: FacetName): Tally {
    const kind = FACETS[facet];
    if (kind.kind === 'bits') {
      const counts = new Map<number, number>();
      return { add: (value) => void counts.set(value, (counts.get(value) ?? 0) + 1), counts: () => counts };
    }
    const counts = new Uint32Array(kind.kind === 'word' ? words.length : kind.names.length);
    return {
      add: (value) => {
        if (value >= 0) counts[value] = (counts[value] ?? 0) + 1;
      },
      counts: () => [...counts.entries()].filter(([, matches]) => matches > 0),
    };
  }

  function namesOf(facet: FacetName, tally: Iterable<readonly [number, number]>): Record<string, number> {
    const kind = FACETS[facet];
    const counts: Record<string, number> = {};
    const add = (name: string | undefined, matches: number) => {
      if (name !== undefined) counts[name] = (counts[name] ?? 0) + matches;
    };
    for (const [value, matches] of tally) {
      if (kind.kind === 'word') add(words[value], matches);
      else if (kind.kind === 'band') add(kind.names[value], matches);
      else kind.names.forEach((name, bit) => value & (1 << bit) && add(name, matches));
    }
    return counts;
  }

  return {
    async count(question: Question): Promise<FacetCounts> {
      await refresh();
      return count(question);
    },
  };
}

const emptyColumns = (room: number): Record<string, Int32Array> =>
  Object.fromEntries(COLUMNS.map((column) => [column, new Int32Array(room)]));
