/** Makes identifiers: UUIDv7 (RFC 9562), so that rows made later sort later. */
import { createHash, randomBytes } from 'node:crypto';

let lastMs = 0;
/** Of `lastMs`, as ids begin. */
let lastMsText = '';
let sequence = 0;

/** Asking the operating system for each id costs more than all else of it. */
const DRAWN_AT_ONCE = 4_096;
let drawn = Buffer.alloc(0);
let used = 0;

/** Answers where in `drawn` so many random bytes stand that nobody else gets. */
function draw(length: number): number {
  if (used + length > drawn.length) {
    drawn = randomBytes(DRAWN_AT_ONCE);
    used = 0;
  }
  used += length;
  return used - length;
}

function setTime(ms: number): void {
  const digits = ms.toString(16).padStart(12, '0');
  lastMs = ms;
  lastMsText = `${digits.slice(0, 8)}-${digits.slice(8)}`;
}

/** Time-ordered; ids made in one process within one millisecond keep their order through a 12-bit counter. */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    setTime(now);
    const at = draw(2);
    sequence = drawn.readUInt16BE(at) & 0x7ff;
  } else if (++sequence > 0xfff) {
    setTime(lastMs + 1);
    sequence = 0;
  }
  const at = draw(8);
  drawn.writeUInt8(0x80 | (drawn.readUInt8(at) & 0x3f), at);
  const random = drawn.toString('hex', at, at + 8);
  return `${lastMsText}-${(0x7000 | sequence).toString(16)}-${random.slice(0, 4)}-${random.slice(4)}`;
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
