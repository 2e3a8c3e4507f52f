/** Takes a listing down for cause, by an admin or by what the federal record shows. */
import type { Actor } from '../../../platform/kernel/actor';
import type { ListingRow } from '../listing.model';
import type { ListingsContext } from '../listings.context';
import { listingSuspended } from '../listings.events';

export const createSuspension =
  ({ platform, record, audit }: ListingsContext) =>
  /** ACTIVE or PAUSED → SUSPENDED. Joins the ambient unit. Throws `listing_state_forbids`. */
  async (listingId: string, reason: string, actor: Actor): Promise<ListingRow> => {
    const listing = await record.lock(listingId);
    await record.move(listing, 'suspend', { statusReason: reason });
    const { sellerId, title } = listing;
    await platform.outbox.emit(listingSuspended, { listingId, sellerId, title, reason });
    await audit.record({
      actor,
      action: 'listing.suspended',
      subject: { type: 'listing', id: listingId },
      reason,
    });
    return listing;
  };
