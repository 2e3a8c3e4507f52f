/** Makes the codes that prove control of a mailbox, and the keyed hash that is kept of one. */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';

export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** Six digits are guessed at once from a plain hash; without the secret this one tells nothing. */
export const hashCode = (secret: string, proofId: string, code: string): string =>
  createHmac('sha256', secret).update(`carriers.control-code\n${proofId}\n${code}`).digest('hex');

export const sameHash = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
