/** Takes a listing down for cause: by an admin, or because of its carrier or its seller. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import type { Actor } from '../../../platform/kernel/actor';
import type { ListingRow } from '../listing.model';
import type { ListingsContext } from '../listings.context';
import { listingSuspended } from '../listings.events';

export const createSuspendListing =
  ({ platform, store, audit }: ListingsContext) =>
  /** ACTIVE or PAUSED → SUSPENDED, in the ambient unit. Throws `listing_state_forbids`. */
  async (listingId: string, reason: string, actor: Actor): Promise<ListingRow> => {
    const listing = await store.lock(listingId);
    refuseOwnThing(actor, listing.sellerId);
    await store.advance(listing, 'suspend', { statusReason: reason });
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
