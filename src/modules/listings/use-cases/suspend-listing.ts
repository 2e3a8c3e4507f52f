/** Takes a listing down for cause: by an admin, or because of its carrier or its seller. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import type { Actor } from '../../../platform/kernel/actor';
import type { ListingRow } from '../listing.model';
import { refuseMove, refuseVersion } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { listingSuspended } from '../listings.events';
import { throwIfRefused } from '../listings.problems';

export const createSuspendListing =
  ({ platform, store, audit }: ListingsContext) =>
  /**
   * ACTIVE or PAUSED → SUSPENDED, in the ambient unit. `seenVersion`: the one that an admin has read. Throws
   * `listing_state_forbids`, `listing_changed`.
   */
  async (listingId: string, reason: string, actor: Actor, seenVersion?: number): Promise<ListingRow> => {
    const listing = await store.lock(listingId);
    refuseOwnThing(actor, listing.sellerId);
    throwIfRefused(refuseMove(listing.status, 'suspend'));
    if (seenVersion !== undefined) throwIfRefused(refuseVersion(listing.version, seenVersion));
    const comesBackPaused = listing.status === 'PAUSED';
    await store.advance(listing, 'suspend', { statusReason: reason, comesBackPaused });
    const { sellerId, title } = listing;
    await platform.events.emit(listingSuspended, { listingId, sellerId, title, reason });
    await audit.record({
      actor,
      action: 'listing.suspended',
      subject: { type: 'listing', id: listingId },
      reason,
    });
    return listing;
  };
