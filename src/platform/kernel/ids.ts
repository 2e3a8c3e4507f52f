/** Makes identifiers: UUIDv7 (RFC 9562), so that rows made later sort later. */
import { randomBytes } from 'node:crypto';

let lastMs = 0;
let sequence = 0;

/** Time-ordered; ids made in one process within one millisecond keep their order through a 12-bit counter. */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = randomBytes(2).readUInt16BE() & 0x7ff;
  } else if (++sequence > 0xfff) {
    lastMs += 1;
    sequence = 0;
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** An unguessable secret for links and tokens: 256 bits, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
