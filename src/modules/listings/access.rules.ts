/** Who may read and bargain over the confidential part of a listing. */
import type { Status } from './listing.rules';

export interface HeldListing {
  sellerId: string;
  status: Status;
  buyerId: string | null;
}

export interface OpenedListing {
  status: 'PENDING' | 'GRANTED' | 'REVOKED';
}

/**
 * `SUSPENDED`: granted, but the listing is reserved for or sold to another buyer. It is reckoned, never stored, so
 * taking a listing off the market closes it to everyone else in the same instant, and releasing it opens it again.
 */
export type AccessState = 'NONE' | 'PENDING' | 'GRANTED' | 'REVOKED' | 'SUSPENDED';

export function accessState(
  listing: HeldListing,
  opened: OpenedListing | null,
  buyerId: string,
): AccessState {
  if (!opened) return 'NONE';
  if (opened.status !== 'GRANTED') return opened.status;
  return isHeldForAnother(listing, buyerId) ? 'SUSPENDED' : 'GRANTED';
}

const isHeldForAnother = ({ buyerId: heldFor }: HeldListing, buyerId: string): boolean =>
  heldFor !== null && heldFor !== buyerId;

export const mayBargain = (listing: HeldListing, opened: OpenedListing | null, buyerId: string): boolean =>
  listing.sellerId !== buyerId && accessState(listing, opened, buyerId) === 'GRANTED';
