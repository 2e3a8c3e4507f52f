/** The federal tax number (EIN): compared by keyed hash, never kept, logged or shown. */
import { createHmac } from 'node:crypto';

/** Stands in the recordings in place of every carrier's number, so it is nobody's. */
const MASKED_EIN = '123456789';

/** The nine digits of an EIN given as `12-3456789`, as digits or as a number that lost its leading zeros; else null. */
export function einDigits(value: unknown): string | null {
  const written = typeof value === 'number' ? String(value) : value;
  if (typeof written !== 'string' || !/^\d{1,9}$|^\d{2}-\d{7}$/.test(written.trim())) return null;
  const digits = written.trim().replace('-', '').padStart(9, '0');
  return /^0+$/.test(digits) || digits === MASKED_EIN ? null : digits;
}

export interface EinHasher {
  /** Null where `value` is no EIN. */
  hash(value: unknown): string | null;
  /** Null where the two cannot be compared: one is missing, or the hash was made with another secret. */
  matches(einHash: string | null, declared: string): boolean | null;
}

/** A hash names the secret that made it, so that one of a former secret is "not known" and not a mismatch. */
export function createEinHasher(secret: string): EinHasher {
  const keyed = (value: string) =>
    createHmac('sha256', secret).update(`carriers.ein\n${value}`).digest('hex');
  const keyName = keyed('which key').slice(0, 8);
  const hash = (value: unknown) => {
    const digits = einDigits(value);
    return digits === null ? null : `${keyName}:${keyed(digits)}`;
  };
  return {
    hash,
    matches(einHash, declared) {
      const declaredHash = hash(declared);
      if (einHash === null || declaredHash === null || !einHash.startsWith(`${keyName}:`)) return null;
      return einHash === declaredHash;
    },
  };
}
