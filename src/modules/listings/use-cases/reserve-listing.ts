/** Reserves a listing for the buyer of a deal, releases it, or marks it as sold. */
import { systemActor } from '../../../platform/kernel/actor';
import { reasonToStayAway } from '../carrier-check';
import { refuseControlLevel } from '../carrier-check.rules';
import { expiryAfterReturn, passesCompanyOn, refuseMove } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { exclusivityEnded, listingReleased, listingReserved, listingSold } from '../listings.events';
import { carrierSoldHere, throwIfRefused } from '../listings.problems';
import { NO_PENDING_CHANGE } from '../pending-change.rules';
import { createClosePremium } from '../premium/use-cases/close-premium';
import { findSaleToOther, SOLD_TO_OTHER } from '../sold-companies';
import { createSuspendListing } from './suspend-listing';

/** The end of the year 9999. */
const AS_LONG_AS_IT_LASTS = 253_402_300_799_000;

export function createReserveListing(context: ListingsContext) {
  const { platform, store, carriers, audit } = context;
  const { clock, events } = platform;
  const closePremium = createClosePremium(context);
  const suspend = createSuspendListing(context);
  const actor = systemActor('deals');

  /** The buyer of a reserved listing has it alone no more, in the caller's unit: the access of other buyers is open again. */
  async function endExclusivity(listingId: string, reason: string, ranOut = false): Promise<void> {
    const listing = await store.lock(listingId);
    const { sellerId, title, buyerId, exclusiveUntil } = listing;
    if (listing.status !== 'RESERVED' || exclusiveUntil === null) return;
    await store.note(listing, { exclusiveUntil: null });
    await events.emit(exclusivityEnded, {
      listingId,
      sellerId,
      title,
      buyerId: buyerId ?? '',
      reason,
      ranOut,
    });
    await audit.record({
      ...{ actor, action: 'listing.exclusivity_ended', subject: { type: 'listing', id: listingId }, reason },
      detail: { buyerId },
    });
  }

  return {
    /**
     * ACTIVE or PAUSED → RESERVED, in the caller's unit. Other buyers' access is suspended while the exclusivity lasts. Throws
     * `control_not_proven` where the seller has lost the company and the watch has not heard of it yet, `carrier_sold_here` where
     * somebody else has bought it here.
     */
    async reserve(
      listingId: string,
      buyerId: string,
      reason: string,
      exclusiveUntil: number | null = AS_LONG_AS_IT_LASTS,
    ): Promise<void> {
      const listing = await store.lock(listingId);
      const { sellerId, title, usdot } = listing;
      throwIfRefused(
        refuseMove(listing.status, 'reserve'),
        refuseControlLevel(await carriers.proofOfControlLevel(sellerId, usdot)),
      );
      if (await findSaleToOther(context, sellerId, usdot)) throw carrierSoldHere(SOLD_TO_OTHER);
      await store.advance(listing, 'reserve', {
        ...{ buyerId, exclusiveUntil, reservedAt: clock.now() },
        comesBackPaused: listing.status === 'PAUSED',
      });
      await events.emit(listingReserved, { listingId, sellerId, title, buyerId });
      await audit.record({
        actor,
        action: 'listing.reserved',
        subject: { type: 'listing', id: listingId },
        reason,
        detail: { buyerId, exclusiveUntil },
      });
    },

    endExclusivity,

    /**
     * RESERVED → ACTIVE, or PAUSED as it was before, in the caller's unit, and on to SUSPENDED where its seller or its carrier
     * would have been taken off the market meanwhile. The publication gets back the time that the deal took. Answers whether
     * offers for it can be accepted.
     */
    async release(listingId: string, reason: string): Promise<boolean> {
      const listing = await store.lock(listingId);
      const { sellerId, title, buyerId } = listing;
      const { expiresAt, reservedAt, comesBackPaused: paused } = listing;
      const now = clock.now();
      await store.advance(listing, 'release', {
        ...{ buyerId: null, exclusiveUntil: null, reservedAt: null, comesBackPaused: false },
        ...{
          expiresAt: expiryAfterReturn(expiresAt, now - (reservedAt ?? now), now),
          expiryRemindedAt: null,
        },
      });
      await audit.record({
        actor,
        action: 'listing.released',
        subject: { type: 'listing', id: listingId },
        reason,
        detail: { buyerId },
      });
      const because = await reasonToStayAway(context, listing);
      if (because !== null) {
        await suspend(listingId, because, actor);
        return false;
      }
      const news = { listingId, sellerId, title, buyerId: buyerId ?? '', reason, paused };
      await events.emit(listingReleased, news);
      return true;
    },

    /** RESERVED → SOLD, to the buyer it is reserved for, in the caller's unit. */
    async markSold(listingId: string, buyerId: string, priceCents: number): Promise<void> {
      const listing = await store.lock(listingId);
      if (listing.status === 'RESERVED' && listing.buyerId !== buyerId) {
        throw new Error(`Listing ${listingId} is reserved for another buyer than the one it is sold to.`);
      }
      throwIfRefused(refuseMove(listing.status, 'sell'));
      await store.advance(listing, 'sell', {
        ...(await closePremium(listingId, 'The company was sold.', actor)),
        ...NO_PENDING_CHANGE,
        ...{ exclusiveUntil: null, reservedAt: null, comesBackPaused: false },
        soldAt: clock.now(),
        soldCents: priceCents,
      });
      if (passesCompanyOn(listing)) await carriers.endProofs(listing.usdot);
      const { sellerId, title } = listing;
      await events.emit(listingSold, { listingId, sellerId, title, buyerId });
      await audit.record({
        actor,
        action: 'listing.sold',
        subject: { type: 'listing', id: listingId },
        detail: { buyerId },
      });
    },
  };
}
