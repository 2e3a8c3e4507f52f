/**
 * Every card that is or may come back on the market, in columns: a search is a few passes over bits. Each version of a
 * card has a place of its own, and places are never given twice, so what is known of a place never changes.
 */
import type { Slice } from '../../../../platform/db/keyset';
import type { LookedFor } from '../../listings.schema';
import { marksOf, wantedOf } from '../facets.rules';
import { type Bits, clearBit, countBits, keepOnly, noBits, placesIn, setBit, withRoom } from './bits';
import { createCardColumns, type FacetCounts, type ShownValues } from './card-columns';
import { createIds, packId, type PackedId } from './ids';
import { createSortOrder, type SortOrder } from './sort-order';
import { createWords } from './words';

const ROOM_AT_FIRST = 1_024;
/** So few matches are sorted; more are met soon enough on a walk through all. */
const FEW = 256;
/** Where words are sought, facets are counted over this many matches of the words at most. */
export const TEXT_CAP = 10_000;

export const SORT_COLUMNS = ['publishedAt', 'priceBand', 'ageBand', 'riskBand'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

/** A row of `listing_cards`, without the card. */
export type IndexedCard = ShownValues & Record<SortColumn, number> & { listingId: string; status: string };

export interface Version {
  listingId: string;
  /** Null: it is not kept any more. */
  card: IndexedCard | null;
  words: readonly string[];
}

/** Where a match lies, with the keys of the orders. */
export interface Found extends Record<SortColumn, number> {
  place: number;
  readonly listingId: string;
}

export interface CountedFacets extends FacetCounts {
  /** There are more matches of the words than were counted. */
  capped: boolean;
}

export type MemoryIndex = ReturnType<typeof createMemoryIndex>;

export function createMemoryIndex() {
  let room = ROOM_AT_FIRST;
  let used = 0;
  let count = 0;
  let kept = noBits(room);
  const ids = createIds(room);
  const columns = createCardColumns();
  const words = createWords();
  const keys = {
    publishedAt: new Float64Array(room),
    priceBand: new Int8Array(room),
    ageBand: new Int8Array(room),
    riskBand: new Int8Array(room),
  };
  const orderBy = (column: SortColumn) => createSortOrder(ids, (place) => keys[column][place] as number);
  const orders: Record<SortColumn, SortOrder> = {
    publishedAt: orderBy('publishedAt'),
    priceBand: orderBy('priceBand'),
    ageBand: orderBy('ageBand'),
    riskBand: orderBy('riskBand'),
  };
  const byId = createSortOrder(ids, () => 0);

  function grow(): void {
    room = Math.ceil((room * 1.25) / 32) * 32;
    kept = withRoom(kept, noBits(room).length);
    ids.grow(room);
    keys.publishedAt = withRoom(keys.publishedAt, room);
    keys.priceBand = withRoom(keys.priceBand, room);
    keys.ageBand = withRoom(keys.ageBand, room);
    keys.riskBand = withRoom(keys.riskBand, room);
  }

  function place(id: PackedId, card: IndexedCard, ofCard: readonly string[]): number {
    if (used === room) grow();
    const at = used++;
    ids.put(at, id);
    setBit(kept, at);
    for (const column of SORT_COLUMNS) keys[column][at] = card[column];
    if (card.status === 'ACTIVE') columns.put(at, card);
    words.add(at, ofCard);
    return at;
  }

  function textOf({ search }: LookedFor): Bits | null {
    return search === undefined ? null : words.find(search, kept);
  }

  function rowOf(at: number): Found {
    return {
      place: at,
      publishedAt: keys.publishedAt[at] as number,
      priceBand: keys.priceBand[at] as number,
      ageBand: keys.ageBand[at] as number,
      riskBand: keys.riskBand[at] as number,
      get listingId() {
        return ids.textOf(at);
      },
    };
  }

  function sortFew(
    matches: Bits,
    order: SortOrder,
    step: 1 | -1,
    after: [number, PackedId] | null,
  ): number[] {
    const places = placesIn(matches).filter((at) => !after || order.compareTo(at, ...after) * step > 0);
    return places.sort((one, other) => order.compare(one, other) * step);
  }

  return {
    /** The newest version of each of these listings, each named once. Throws for ids that are none of ours. */
    put(versions: readonly Version[]): void {
      const packed = versions.map((version) => {
        const id = packId(version.listingId);
        if (!id) throw new Error(`${version.listingId} is no id.`);
        return { ...version, id };
      });
      const former = packed.flatMap(({ id }) => byId.find(0, id) ?? []);
      byId.remove(former);
      const offMarket = former.filter((at) => columns.isOnMarket(at));
      for (const column of SORT_COLUMNS) orders[column].remove(offMarket);
      for (const at of former) {
        clearBit(kept, at);
        columns.clear(at);
      }
      const added = packed.flatMap(({ id, card, words: ofCard }) => (card ? [place(id, card, ofCard)] : []));
      byId.add(added);
      const cameOn = added.filter((at) => columns.isOnMarket(at));
      for (const column of SORT_COLUMNS) orders[column].add(cameOn);
      count += added.length - former.length;
    },

    /** What a query finds: its rows by slice, as a keyset reads them, and how many there are. */
    search(query: LookedFor, column: SortColumn, direction: 'ASC' | 'DESC') {
      const question = { wanted: wantedOf(query), marks: marksOf(query) };
      const matches = columns.matching(question, textOf(query));
      const total = countBits(matches);
      const order = orders[column];
      const step = direction === 'ASC' ? 1 : -1;
      return {
        count: total,
        /** Undefined where the key is none of ours. */
        read({ after, offset, limit }: Slice): Found[] | undefined {
          let key: [number, PackedId] | null = null;
          if (after) {
            const [value, id] = after;
            const packed = typeof id === 'string' ? packId(id) : null;
            if (typeof value !== 'number' || !packed) return undefined;
            key = [value, packed];
          }
          const places =
            total <= FEW
              ? sortFew(matches, order, step, key).slice(offset, offset + limit)
              : order.walk(matches, step, key, offset, limit);
          return places.map(rowOf);
        },
      };
    },

    countFacets(query: LookedFor): CountedFacets {
      let text = textOf(query);
      if (text) keepOnly(text, columns.onMarket());
      const capped = text !== null && countBits(text) > TEXT_CAP;
      if (text && capped) {
        const newest = orders.publishedAt.walk(text, -1, null, 0, TEXT_CAP);
        text = noBits(room);
        for (const at of newest) setBit(text, at);
      }
      return { ...columns.count({ wanted: wantedOf(query), marks: marksOf(query) }, text), capped };
    },

    /** How many listings are in it, and how many places are of versions that are no more. */
    size: () => ({ listings: count, formerVersions: used - count }),

    bytes: () =>
      [ids, columns, words, byId, ...Object.values(orders)].reduce((sum, part) => sum + part.bytes(), 0) +
      [kept, ...Object.values(keys)].reduce((sum, { byteLength }) => sum + byteLength, 0),
  };
}
