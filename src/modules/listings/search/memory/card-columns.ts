/** What cards show, by value: for each value of a facet and for each mark the places that have it. */
import { FACET_NAMES, type FacetName, FACETS, type Marks, type Wanted } from '../facets.rules';
import {
  type Bits,
  clearBit,
  countBits,
  countBoth,
  hasBit,
  keepOnly,
  noBits,
  putIn,
  setBit,
  takeOut,
  withRoom,
} from './bits';

/** Matches by facet and value. */
export type FacetCounts = Record<FacetName, Record<string, number>> & { counted: number };

export type ShownValues = Record<string, string | number | null>;

export interface Question {
  wanted: readonly Wanted[];
  marks: Marks;
}

const KINDS = new Map(FACET_NAMES.map((name): [string, string] => [FACETS[name].column, FACETS[name].kind]));
/** The columns of `listing_cards` that are looked at. */
export const COLUMNS = [...KINDS.keys()];

/** The numbers of the bits of a value. */
function numbersIn(bits: number): number[] {
  const numbers: number[] = [];
  for (let left = bits; left !== 0; left &= left - 1) numbers.push(31 - Math.clz32(left & -left));
  return numbers;
}

const ROOM_AT_FIRST = 1_024;

export function createCardColumns() {
  let room = ROOM_AT_FIRST;
  /** Bits of a column stand under their numbers, as values do under themselves. */
  const columns = new Map<string, Map<string | number, Bits>>(COLUMNS.map((column) => [column, new Map()]));
  let onMarket = noBits(room);

  const valuesOf = (column: string) => columns.get(column) ?? new Map<string | number, Bits>();

  function placesWith(column: string, value: string | number): Bits {
    const values = valuesOf(column);
    const known = values.get(value);
    if (known) return known;
    const none = noBits(room);
    values.set(value, none);
    return none;
  }

  function grow(place: number): void {
    room = Math.ceil((place * 1.25) / 32) * 32;
    onMarket = withRoom(onMarket, noBits(room).length);
    for (const values of columns.values()) {
      for (const [value, places] of values) values.set(value, withRoom(places, noBits(room).length));
    }
  }

  /** Those with any of the values. */
  function either(column: string, values: readonly (string | number)[]): Bits {
    const found = noBits(room);
    for (const value of values) {
      const places = valuesOf(column).get(value);
      if (places) putIn(found, places);
    }
    return found;
  }

  function passing(wanted: Wanted): Bits {
    const { column } = FACETS[wanted.facet];
    return either(column, 'anyOf' in wanted ? numbersIn(wanted.anyOf) : wanted.among);
  }

  function narrowByMarks(bits: Bits, { having, lacking }: Marks): void {
    for (const number of numbersIn(having)) keepOnly(bits, either('traits', [number]));
    for (const number of numbersIn(lacking)) takeOut(bits, either('traits', [number]));
  }

  /** On the market, with the marks, and among these, where some are named. */
  function baseOf({ marks }: Question, among: Bits | null): Bits {
    const base = onMarket.slice();
    if (among) keepOnly(base, among);
    narrowByMarks(base, marks);
    return base;
  }

  function countsOf(facet: FacetName, population: Bits): Record<string, number> {
    const kind = FACETS[facet];
    const counts: Record<string, number> = {};
    for (const [value, places] of valuesOf(kind.column)) {
      const name = kind.kind === 'word' ? String(value) : kind.names[Number(value)];
      const matches = name === undefined ? 0 : countBoth(population, places);
      if (name !== undefined && matches > 0) counts[name] = matches;
    }
    return counts;
  }

  return {
    put(place: number, shown: ShownValues): void {
      if (place >= room) grow(place);
      setBit(onMarket, place);
      for (const [column, kind] of KINDS) {
        const value = shown[column] ?? null;
        if (kind === 'bits') {
          for (const number of numbersIn(Number(value))) setBit(placesWith(column, number), place);
        } else if (value !== null) setBit(placesWith(column, value), place);
      }
    },

    clear(place: number): void {
      clearBit(onMarket, place);
      for (const values of columns.values()) for (const places of values.values()) clearBit(places, place);
    },

    onMarket: (): Bits => onMarket,

    isOnMarket: (place: number): boolean => hasBit(onMarket, place),

    matching(question: Question, among: Bits | null): Bits {
      const matches = baseOf(question, among);
      for (const wanted of question.wanted) keepOnly(matches, passing(wanted));
      return matches;
    },

    /** How many matches each value of a facet has; what is asked of that facet itself does not count. */
    count(question: Question, among: Bits | null): FacetCounts {
      const base = baseOf(question, among);
      const tests = question.wanted.map((wanted) => ({ facet: wanted.facet, passes: passing(wanted) }));
      const narrowed = (except: FacetName | null): Bits => {
        const population = base.slice();
        for (const { facet, passes } of tests) if (facet !== except) keepOnly(population, passes);
        return population;
      };
      const all = narrowed(null);
      const isAsked = new Set(tests.map(({ facet }) => facet));
      const counts = FACET_NAMES.map((facet): [FacetName, Record<string, number>] => [
        facet,
        countsOf(facet, isAsked.has(facet) ? narrowed(facet) : all),
      ]);
      return {
        ...(Object.fromEntries(counts) as Record<FacetName, Record<string, number>>),
        counted: countBits(all),
      };
    },

    bytes: () =>
      onMarket.byteLength +
      [...columns.values()]
        .flatMap((values) => [...values.values()])
        .reduce((sum, { byteLength }) => sum + byteLength, 0),
  };
}
