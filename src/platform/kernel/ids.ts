/** Makes identifiers: UUIDv7 (RFC 9562), so that rows made later sort later. */
import { createHash, randomBytes } from 'node:crypto';

let lastMs = 0;
let sequence = 0;

/** Asking the operating system for each id costs more than all else of it. */
const DRAWN_AT_ONCE = 4_096;
let drawn = Buffer.alloc(0);
let used = 0;

function randomBuffer(length: number): Buffer {
  if (used + length > drawn.length) {
    drawn = randomBytes(DRAWN_AT_ONCE);
    used = 0;
  }
  used += length;
  return Buffer.from(drawn.subarray(used - length, used));
}

/** Time-ordered; ids made in one process within one millisecond keep their order through a 12-bit counter. */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = randomBuffer(2).readUInt16BE() & 0x7ff;
  } else if (++sequence > 0xfff) {
    lastMs += 1;
    sequence = 0;
  }
  const bytes = randomBuffer(16);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return inGroups(bytes);
}

/** Always the same of the same text (UUIDv8): for a thing that is spoken of before there is a row of it. */
export function idOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return inGroups(bytes);
}

function inGroups(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** An unguessable secret for links and tokens: 256 bits, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
