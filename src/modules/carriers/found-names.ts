/** By which words administrators find what is a carrier's: its names and numbers, of now and of former readings. */
import { type Words, wordsSql } from '../../platform/db/records';
import type { CarrierProfile } from './carrier-profile';

export const MOST_NAMES = 600;

/** Numbers as people write them: `MC 123456`, `MC123456` and `MC-123456`. */
export function foundNames({ usdot, identity, dockets }: CarrierProfile): string {
  const numbers = [`USDOT${usdot}`, ...(dockets ?? [])].flatMap((number) => [
    number,
    number.replace(/^([A-Z]+)(?=\d)/, '$1-'),
  ]);
  return [identity.legalName, identity.dbaName, ...numbers]
    .filter((part) => part !== null)
    .join(' · ')
    .slice(0, MOST_NAMES);
}

/** USDOT numbers of carriers with these words, for lists of what is theirs. */
export const selectUsdots = (words: Words): string =>
  `SELECT c.usdot FROM carrier_snapshots c WHERE ${wordsSql({ texts: ['c.names'] }, words)}`;

/** Ids of those who have proved control of one, or have asked to. */
export const selectControllerIds = (words: Words): string =>
  `SELECT p.userId FROM control_proofs p WHERE p.usdot IN (${selectUsdots(words)})`;
