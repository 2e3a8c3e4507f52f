/** Who may find a listing, and who may act on it as its seller. */
import { type Actor, isAdmin, isInRole } from '../../platform/kernel/actor';
import type { AccessState, ListingState } from './access.rules';
import { isPublic } from './listing.rules';
import { asksAgain } from './nda/nda-versions';

export const isSeller = (actor: Actor | null, listing: { sellerId: string }): boolean =>
  actor?.kind === 'user' && actor.userId === listing.sellerId && isInRole(actor, 'seller');

/** Anyone finds a public listing. A buyer who has unlocked one keeps finding it, whatever becomes of it. */
export const mayFind = (actor: Actor | null, listing: ListingState, access: AccessState): boolean =>
  isPublic(listing.status) ||
  isSeller(actor, listing) ||
  isAdmin(actor) ||
  access === 'GRANTED' ||
  access === 'PENDING' ||
  access === 'SUSPENDED';

/** `opened`: of the reader. A buyer reads under the terms as they are now, or not at all. */
export const mayReadAsBuyer = (access: AccessState, opened: { ndaVersion: string } | null): boolean =>
  access === 'GRANTED' && opened !== null && !asksAgain(opened);

export const mayReadConfidential = (
  actor: Actor | null,
  listing: ListingState,
  access: AccessState,
  opened: { ndaVersion: string } | null,
): boolean => isSeller(actor, listing) || isAdmin(actor) || mayReadAsBuyer(access, opened);
