/** The federal tax number (EIN): compared by keyed hash, never kept, logged or shown. */
import { createKeyedHasher } from './keyed-hash';

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

export function createEinHasher(secret: string): EinHasher {
  const hasher = createKeyedHasher(secret, 'carriers.ein');
  return {
    hash(value) {
      const digits = einDigits(value);
      return digits === null ? null : hasher.hash(digits);
    },
    matches(einHash, declared) {
      const digits = einDigits(declared);
      return einHash === null || digits === null ? null : hasher.matches(einHash, digits);
    },
  };
}
