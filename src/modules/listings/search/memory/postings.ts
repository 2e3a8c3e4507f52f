/** For each word the places that have it, ascending: the gaps between them, in chunks of one memory. */
import { type Bits, setBit, withRoom } from './bits';

/** The first four bytes of a chunk name the next one; gaps fill the rest, seven bits a byte. */
const CHUNK = 16;
const LINK = 4;

export type Postings = ReturnType<typeof createPostings>;

export function createPostings() {
  // Chunk 0 is nobody's: a link to it is the end.
  let memory = new Uint8Array(CHUNK * 1_024);
  let links = new Uint32Array(memory.buffer);
  let chunks = 1;
  let lists = 0;
  let heads = new Uint32Array(1_024);
  let tails = new Uint32Array(1_024);
  let lasts = new Int32Array(1_024);
  let fills = new Uint8Array(1_024);

  function newChunk(): number {
    if ((chunks + 1) * CHUNK > memory.length) {
      memory = withRoom(memory, Math.ceil((memory.length * 1.25) / CHUNK) * CHUNK);
      links = new Uint32Array(memory.buffer);
    }
    return chunks++;
  }

  function addByte(list: number, byte: number): void {
    let tail = tails[list] as number;
    let fill = fills[list] as number;
    if (fill === CHUNK) {
      const next = newChunk();
      links[(tail * CHUNK) / LINK] = next;
      tails[list] = tail = next;
      fill = LINK;
    }
    memory[tail * CHUNK + fill] = byte;
    fills[list] = fill + 1;
  }

  return {
    /** A list with nothing in it: its number, from 0. */
    open(): number {
      if (lists === heads.length) {
        const room = Math.ceil(lists * 1.25);
        heads = withRoom(heads, room);
        tails = withRoom(tails, room);
        lasts = withRoom(lasts, room);
        fills = withRoom(fills, room);
      }
      const chunk = newChunk();
      heads[lists] = chunk;
      tails[lists] = chunk;
      lasts[lists] = -1;
      fills[lists] = LINK;
      return lists++;
    },

    /** `place` is larger than all that are in the list. */
    add(list: number, place: number): void {
      let gap = place - (lasts[list] as number);
      lasts[list] = place;
      for (; gap > 127; gap >>>= 7) addByte(list, (gap & 127) | 128);
      addByte(list, gap);
    },

    putInto(bits: Bits, list: number): void {
      let place = -1;
      let gap = 0;
      let shift = 0;
      const tail = tails[list] as number;
      for (let chunk = heads[list] as number; chunk !== 0; chunk = links[(chunk * CHUNK) / LINK] as number) {
        const end = chunk * CHUNK + (chunk === tail ? (fills[list] as number) : CHUNK);
        for (let at = chunk * CHUNK + LINK; at < end; at += 1) {
          const byte = memory[at] as number;
          gap |= (byte & 127) << shift;
          if (byte > 127) shift += 7;
          else {
            place += gap;
            setBit(bits, place);
            gap = 0;
            shift = 0;
          }
        }
      }
    },

    bytes: () =>
      memory.byteLength + heads.byteLength + tails.byteLength + lasts.byteLength + fills.byteLength,
  };
}
