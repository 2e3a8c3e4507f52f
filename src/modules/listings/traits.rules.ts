/** What a card has or has not, as bits of one number: small enough for the index that search walks. */
import { type AuthorityKind, AUTHORITY_KINDS, CARGO_TYPES, type CargoType } from './listing.fields';

/** Stored: new ones come at the end. The kinds of authority are the first bits, by their place in `AUTHORITY_KINDS`. */
export const TRAITS = {
  highwaySetUp: 1 << 8,
  verified: 1 << 9,
  premium: 1 << 10,
  sellerFinancing: 1 << 11,
} as const;

export const authorityBits = (kinds: readonly AuthorityKind[]): number =>
  kinds.reduce((bits, kind) => bits | (1 << AUTHORITY_KINDS.indexOf(kind)), 0);

/** One bit for each cargo type, by its position in `CARGO_TYPES`. */
export const cargoBits = (types: readonly CargoType[]): number =>
  types.reduce((bits, type) => bits | (1 << CARGO_TYPES.indexOf(type)), 0);
