/** Places in the order of a key, then of their ids: what a page by cursor walks. */
import { type Bits, hasBit, withRoom } from './bits';
import type { Ids, PackedId } from './ids';

const ROOM_AT_FIRST = 1_024;

export type SortOrder = ReturnType<typeof createSortOrder>;

/** `keyOf` answers the same for a place as long as the place is in here. */
export function createSortOrder(ids: Ids, keyOf: (place: number) => number) {
  let places = new Int32Array(ROOM_AT_FIRST);
  let length = 0;

  const compare = (place: number, other: number): number =>
    keyOf(place) - keyOf(other) || ids.compare(place, other);

  /** Below zero where the place comes before the key and the id. */
  const compareTo = (place: number, key: number, id: PackedId): number =>
    keyOf(place) - key || ids.compareTo(place, id);

  /** How many of the first `end` come before what `isBefore` knows. */
  function countBefore(end: number, isBefore: (place: number) => boolean): number {
    let low = 0;
    for (let high = end; low < high;) {
      const middle = (low + high) >>> 1;
      if (isBefore(places[middle] as number)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    compare,
    compareTo,

    add(added: readonly number[]): void {
      const sorted = [...added].sort(compare);
      if (length + sorted.length > places.length) {
        places = withRoom(places, Math.ceil((length + sorted.length) * 1.25));
      }
      let end = length;
      for (let n = sorted.length - 1; n >= 0; n -= 1) {
        const place = sorted[n] as number;
        const last = end > 0 && compare(places[end - 1] as number, place) < 0;
        const at = last ? end : countBefore(end, (other) => compare(other, place) < 0);
        places.copyWithin(at + n + 1, at, end);
        places[at + n] = place;
        end = at;
      }
      length += sorted.length;
    },

    /** All of them are in here. */
    remove(removed: readonly number[]): void {
      const positions = removed
        .map((place) => countBefore(length, (other) => compare(other, place) < 0))
        .sort((one, other) => one - other);
      positions.forEach((position, n) => {
        const until = positions[n + 1] ?? length;
        places.copyWithin(position - n, position + 1, until);
      });
      length -= positions.length;
    },

    /** The place with this key and id. */
    find(key: number, id: PackedId): number | undefined {
      const at = countBefore(length, (place) => compareTo(place, key, id) < 0);
      const place = places[at];
      return at < length && place !== undefined && compareTo(place, key, id) === 0 ? place : undefined;
    },

    /** The first of these places behind a key and an id, in the order or against it, some of them passed over. */
    walk(
      among: Bits,
      step: 1 | -1,
      after: readonly [number, PackedId] | null,
      offset: number,
      limit: number,
    ): number[] {
      const found: number[] = [];
      let at = step === 1 ? 0 : length - 1;
      if (after) {
        at =
          step === 1
            ? countBefore(length, (place) => compareTo(place, ...after) <= 0)
            : countBefore(length, (place) => compareTo(place, ...after) < 0) - 1;
      }
      for (let skipped = 0; at >= 0 && at < length && found.length < limit; at += step) {
        const place = places[at] as number;
        if (!hasBit(among, place)) continue;
        if (skipped < offset) skipped += 1;
        else found.push(place);
      }
      return found;
    },

    bytes: () => places.byteLength,
  };
}
