/** Ids of places, sixteen bytes each: they compare as their texts do. */
import { withRoom } from './bits';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id as four numbers. */
export type PackedId = readonly [number, number, number, number];

/** Null for what is no id of ours. */
export function packId(id: string): PackedId | null {
  if (!UUID.test(id)) return null;
  const part = (text: string): number => parseInt(text, 16);
  return [
    part(id.slice(0, 8)),
    part(id.slice(9, 13) + id.slice(14, 18)),
    part(id.slice(19, 23) + id.slice(24, 28)),
    part(id.slice(28)),
  ];
}

export type Ids = ReturnType<typeof createIds>;

export function createIds(room: number) {
  let parts = new Uint32Array(room * 4);
  return {
    grow: (to: number) => void (parts = withRoom(parts, to * 4)),
    put: (place: number, id: PackedId) => parts.set(id, place * 4),

    textOf(place: number): string {
      const hex = Array.from(parts.subarray(place * 4, place * 4 + 4), (part) =>
        part.toString(16).padStart(8, '0'),
      ).join('');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
        '-',
      );
    },

    /** Below zero where the id at the place comes first. */
    compareTo(place: number, id: PackedId): number {
      for (let part = 0; part < 4; part += 1) {
        const difference = (parts[place * 4 + part] as number) - (id[part] as number);
        if (difference !== 0) return difference;
      }
      return 0;
    },

    compare(place: number, other: number): number {
      for (let part = 0; part < 4; part += 1) {
        const difference = (parts[place * 4 + part] as number) - (parts[other * 4 + part] as number);
        if (difference !== 0) return difference;
      }
      return 0;
    },

    bytes: () => parts.byteLength,
  };
}
