/** Tells whether the federal record still reaches a carrier where it did, without keeping where that is. */
import type { CarrierRecord } from '../carrier-profile';
import { createKeyedHasher } from '../keyed-hash';

export interface ContactHasher {
  /** Null where the reading does not tell how the carrier is reached. */
  of(record: CarrierRecord): string | null;
  /** Null where one of the two is not known, or they cannot be compared. */
  differs(known: string | null, record: CarrierRecord): boolean | null;
}

export function createContactHasher(secret: string): ContactHasher {
  const hasher = createKeyedHasher(secret, 'carriers.contact');
  return {
    of(record) {
      const written = writtenContact(record);
      return written === null ? null : hasher.hash(written);
    },
    differs(known, record) {
      const written = writtenContact(record);
      const same = known === null || written === null ? null : hasher.matches(known, written);
      return same === null ? null : !same;
    },
  };
}

/** One spelling of both; a telephone number counts by its digits, without the country's. */
function writtenContact({ contact, profile }: CarrierRecord): string | null {
  if (contact === null || profile.gaps.includes('census')) return null;
  const email = contact.email?.trim().toLowerCase() ?? '';
  const phone = contact.phone?.replace(/\D/g, '').slice(-10) ?? '';
  return `${email}\n${phone}`;
}
