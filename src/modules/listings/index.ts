/** The door of listings: companies offered for sale, what anyone may read of them, and who may read the rest. */
import type { Actor } from '../../platform/kernel/actor';
import type { Violation } from '../../platform/kernel/violation';
import type { Platform } from '../../platform/platform';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { accessRoutes } from './access.routes';
import { mayBargain } from './access.rules';
import { adminListingRoutes } from './admin-listings.routes';
import { type Listing, listingOf } from './listing';
import { defineAccess, defineListings } from './listing.model';
import { createRecord } from './listing.record';
import type { ListingsContext, ListingsDeps } from './listings.context';
import { listingFeeRoutes } from './listing-fee.routes';
import { listingRoutes } from './listings.routes';
import { createUseCases } from './listings.use-cases';
import { createPremium } from './premium/premium';
import { definePremiumRequests } from './premium/premium-request.model';
import { createExpiry } from './use-cases/expire-listings';
import { partWithUser } from './use-cases/part-with-user';
import { createReservation } from './use-cases/reserve-listing';
import { createSuspension } from './use-cases/suspend-listing';
import { watchCarriers } from './use-cases/watch-carriers';
import { watchSellers } from './use-cases/watch-sellers';
import { createViewTally } from './view-tally';

const EXPIRE_EVERY_MS = 10 * MINUTE_MS;

export type { Listing } from './listing';
export * from './listings.events';
export * from './premium/premium.events';
export { ownListing } from './listings.problems';

export interface Listings {
  /** Locks the listing until the ambient unit ends. Throws `not_found`. */
  lockListing(id: string): Promise<Listing>;
  findListing(id: string): Promise<Listing | null>;
  findListings(ids: string[]): Promise<Map<string, Listing>>;
  /** Whether the buyer has opened the listing, has the seller's consent where it is asked for, and nobody else holds it. */
  mayBargain(buyerId: string, listingId: string): Promise<boolean>;
  /** ACTIVE or PAUSED → RESERVED, in the caller's unit. Throws `listing_state_forbids`. */
  reserve(listingId: string, buyerId: string, reason: string): Promise<void>;
  /** RESERVED → ACTIVE, in the caller's unit. Throws `listing_state_forbids`. */
  release(listingId: string, reason: string): Promise<void>;
  /** RESERVED → SOLD, in the caller's unit. Throws `listing_state_forbids`. */
  markSold(listingId: string, buyerId: string): Promise<void>;
  /** ACTIVE or PAUSED → SUSPENDED, in the caller's unit. Throws `listing_state_forbids`. */
  suspend(listingId: string, reason: string, actor: Actor): Promise<void>;
  findViolations(): Promise<Violation[]>;
}

export function createListings(platform: Platform, deps: ListingsDeps): Listings {
  const rows = defineListings(platform.database);
  const access = defineAccess(platform.database);
  const record = createRecord(platform, rows);
  const views = createViewTally(platform.database, platform.clock);
  const premiumRequests = definePremiumRequests(platform.database);
  const context: ListingsContext = {
    ...{ platform, ...deps, record, listings: rows, access, premiumRequests, views },
  };
  const useCases = createUseCases(context);
  const suspend = createSuspension(context);
  platform.serve('Listings', listingRoutes(useCases));
  platform.serve('Listings', accessRoutes(useCases));
  platform.serve('Credits', listingFeeRoutes(useCases));
  platform.serve('Administration', adminListingRoutes(useCases));
  platform.scheduler.every('listings.expire', EXPIRE_EVERY_MS, createExpiry(context));
  const { findViolations } = createPremium(context);
  watchCarriers(context);
  watchSellers(context);
  partWithUser(context, useCases);

  return {
    lockListing: async (id) => listingOf(await record.lock(id)),
    findListing: async (id) => {
      const row = await record.find(id);
      return row && listingOf(row);
    },
    findListings: async (ids) => {
      const found = await rows.findAll({ where: { id: ids } });
      return new Map(found.map((row) => [row.id, listingOf(row)]));
    },
    mayBargain: async (buyerId, listingId) => {
      const [opened, listing] = await Promise.all([
        access.findOne({ where: { listingId, buyerId } }),
        record.find(listingId),
      ]);
      return listing !== null && mayBargain(listing, opened, buyerId);
    },
    ...createReservation(context),
    suspend: async (listingId, reason, actor) => {
      await suspend(listingId, reason, actor);
    },
    findViolations,
  };
}
