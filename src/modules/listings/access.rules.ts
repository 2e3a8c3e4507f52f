/** Who may read the confidential part of a listing, and make offers on it. */
import { DAY_MS } from '../../platform/kernel/clock';
import type { Moves } from '../../platform/kernel/moves';
import type { Status } from './listing.rules';

export interface ListingState {
  sellerId: string;
  status: Status;
  buyerId: string | null;
  /** Until when its buyer has it alone; null where other buyers may read and bargain too. */
  exclusiveUntil: number | null;
}

export interface StoredAccess {
  status: 'PENDING' | 'GRANTED' | 'REVOKED';
}

/**
 * `SUSPENDED`: granted, but the listing is sold to another buyer, or reserved for one who has it alone. It is derived, never
 * stored, so reserving a listing closes it to everyone else in the same instant, and the end of the exclusivity, or
 * releasing it, opens it again.
 */
export type AccessState = 'NONE' | 'PENDING' | 'GRANTED' | 'REVOKED' | 'SUSPENDED';

export function accessState(
  listing: ListingState,
  opened: StoredAccess | null,
  buyerId: string,
): AccessState {
  if (!opened) return 'NONE';
  if (opened.status !== 'GRANTED') return opened.status;
  return isReservedForAnother(listing, buyerId) ? 'SUSPENDED' : 'GRANTED';
}

const isReservedForAnother = (listing: ListingState, buyerId: string): boolean =>
  listing.buyerId !== null && listing.buyerId !== buyerId && !isOpenToBackups(listing);

/** Reserved for a buyer whose exclusivity has ended: others may read it and line up behind. */
export const isOpenToBackups = ({ status, exclusiveUntil }: ListingState): boolean =>
  status === 'RESERVED' && exclusiveUntil === null;

/** How long an unlock waits for the seller; then what it cost goes back. */
export const WAITS_MS = 7 * DAY_MS;
/** How long before that the seller is reminded. */
export const REMINDED_BEFORE_MS = 5 * DAY_MS;

/** Its buyer waits for the seller, and has paid what it cost. */
export const isWaiting = ({ status, creditReturnedAt }: Decidable): boolean =>
  status === 'PENDING' && creditReturnedAt === null;

export const ACCESS_MOVES = ['GRANT', 'REVOKE'] as const;
type AccessMoves = Moves<(typeof ACCESS_MOVES)[number]>;

interface Decidable extends StoredAccess {
  creditReturnedAt: number | null;
}

/** What the seller can decide about one who has unlocked the listing. Deciding what holds already changes nothing. */
export function accessMoves({ status, creditReturnedAt }: Decidable): AccessMoves {
  const moves: AccessMoves = { open: [], closed: [] };
  if (status !== 'GRANTED') {
    const because = whyNotGranted({ creditReturnedAt });
    if (because !== null) moves.closed.push({ move: 'GRANT', code: 'access_not_asked', because });
    else moves.open.push({ move: 'GRANT', effect: 'Opens the confidential part to this buyer.' });
  }
  if (status === 'PENDING')
    moves.open.push({ move: 'REVOKE', effect: 'Refuses this buyer, who gets back what they paid.' });
  if (status === 'GRANTED')
    moves.open.push({ move: 'REVOKE', effect: 'Closes the confidential part to this buyer.' });
  return moves;
}

/** Null where access may be granted. */
export const whyNotGranted = ({ creditReturnedAt }: Pick<Decidable, 'creditReturnedAt'>): string | null =>
  creditReturnedAt === null
    ? null
    : 'They were not let in, and have paid nothing for it. They have to unlock the listing again.';

/**
 * Names the credit that an unlocking costs. A buyer who was refused has it back, so asking again costs another:
 * `askedAgainAt` is when they did, null for the first time.
 */
export const unlockKey = (listingId: string, buyerId: string, askedAgainAt: number | null = null): string =>
  `listing:${listingId}:unlock:${buyerId}${askedAgainAt === null ? '' : `:${askedAgainAt}`}`;

export const mayBargain = (listing: ListingState, opened: StoredAccess | null, buyerId: string): boolean =>
  listing.sellerId !== buyerId && accessState(listing, opened, buyerId) === 'GRANTED';
