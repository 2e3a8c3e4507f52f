/** Takes a listing off the market for one buyer, puts it back, or closes it as sold: for the deals above. */
import { systemActor } from '../../../platform/kernel/actor';
import { refuseClosedMove } from '../listing.record';
import type { ListingsContext } from '../listings.context';
import { listingReleased, listingReserved, listingSold } from '../listings.events';
import { createClosePremium } from '../premium/use-cases/close-premium';

export function createReservation(context: ListingsContext) {
  const { platform, record, audit } = context;
  const { outbox } = platform;
  const closePremium = createClosePremium(context);
  const actor = systemActor('deals');

  return {
    /** ACTIVE or PAUSED → RESERVED. Joins the unit of the caller. The other buyers' access sleeps meanwhile. */
    async reserve(listingId: string, buyerId: string, reason: string): Promise<void> {
      const listing = await record.lock(listingId);
      await record.move(listing, 'reserve', { buyerId });
      const { sellerId, title } = listing;
      await outbox.emit(listingReserved, { listingId, sellerId, title, buyerId });
      await audit.record({
        actor,
        action: 'listing.reserved',
        subject: { type: 'listing', id: listingId },
        reason,
        detail: { buyerId },
      });
    },

    /** RESERVED → ACTIVE. Joins the unit of the caller. */
    async release(listingId: string, reason: string): Promise<void> {
      const listing = await record.lock(listingId);
      const { sellerId, title, buyerId } = listing;
      await record.move(listing, 'release', { buyerId: null });
      await outbox.emit(listingReleased, { listingId, sellerId, title, buyerId: buyerId ?? '', reason });
      await audit.record({
        actor,
        action: 'listing.released',
        subject: { type: 'listing', id: listingId },
        reason,
        detail: { buyerId },
      });
    },

    /** RESERVED → SOLD, to the buyer it is reserved for. Joins the unit of the caller. */
    async markSold(listingId: string, buyerId: string): Promise<void> {
      const listing = await record.lock(listingId);
      if (listing.status === 'RESERVED' && listing.buyerId !== buyerId) {
        throw new Error(`Listing ${listingId} is reserved for another buyer than the one it is sold to.`);
      }
      refuseClosedMove(listing, 'sell');
      await record.move(listing, 'sell', await closePremium(listingId, 'The company was sold.', actor));
      const { sellerId, title } = listing;
      await outbox.emit(listingSold, { listingId, sellerId, title, buyerId });
      await audit.record({
        actor,
        action: 'listing.sold',
        subject: { type: 'listing', id: listingId },
        detail: { buyerId },
      });
    },
  };
}
