/** Sets of small whole numbers, a bit each: what is asked of many cards at once is asked of thirty-two with one step. */

export type Bits = Uint32Array;

/** `room`: numbers below it fit in. */
export const noBits = (room: number): Bits => new Uint32Array((room + 31) >>> 5);

export const hasBit = (bits: Bits, place: number): boolean =>
  (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;

export function setBit(bits: Bits, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}

export function clearBit(bits: Bits, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) & ~(1 << (place & 31));
}

/** Leaves in `bits` what is in both. */
export function keepOnly(bits: Bits, other: Bits): void {
  for (let word = 0; word < bits.length; word += 1) bits[word] = (bits[word] ?? 0) & (other[word] ?? 0);
}

/** Takes out of `bits` what is in the other. */
export function takeOut(bits: Bits, other: Bits): void {
  for (let word = 0; word < bits.length; word += 1) bits[word] = (bits[word] ?? 0) & ~(other[word] ?? 0);
}

/** Puts into `bits` what is in the other as well. */
export function putIn(bits: Bits, other: Bits): void {
  for (let word = 0; word < bits.length; word += 1) bits[word] = (bits[word] ?? 0) | (other[word] ?? 0);
}

/** How many are in it. */
export function countBits(bits: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word += 1) {
    const here = bits[word] as number;
    if (here !== 0) count += onesIn(here);
  }
  return count;
}

/** How many are in both. */
export function countBoth(bits: Bits, other: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word += 1) {
    const both = (bits[word] as number) & (other[word] as number);
    if (both !== 0) count += onesIn(both);
  }
  return count;
}

/** All of them, ascending. */
export function placesIn(bits: Bits): number[] {
  const places: number[] = [];
  for (let word = 0; word < bits.length; word += 1) {
    for (let left = bits[word] ?? 0; left !== 0; left &= left - 1) {
      places.push(word * 32 + 31 - Math.clz32(left & -left));
    }
  }
  return places;
}

function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The same in more room. */
export function withRoom<Column extends Uint32Array | Int32Array | Int8Array | Uint8Array | Float64Array>(
  column: Column,
  length: number,
): Column {
  const grown = new (column.constructor as new (length: number) => Column)(length);
  grown.set(column);
  return grown;
}
