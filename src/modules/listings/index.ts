/** The door of listings: companies for sale, what anyone may read of them, and who may read the rest. */
import type { Actor, UserActor } from '../../platform/kernel/actor';
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Violation } from '../../platform/kernel/violation';
import type { ThingPages } from '../../platform/http/page-heads';
import type { Platform } from '../../platform/platform';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { readEach } from '../../platform/kernel/unreadable';
import { daysIn } from '../../platform/paper/days';
import { carrierNotFound, fmcsaUnavailable } from '../carriers';
import { accessRoutes } from './access.routes';
import { accessState, mayBargain } from './access.rules';
import { asksAgain } from './nda/nda-versions';
import { adminListingRoutes } from './admin-listings.routes';
import { type Listing, listingOf } from './listing';
import { createCompareListings } from './comparables/compare-listings';
import { comparableRoutes } from './comparables/comparables.routes';
import { createAccessStore } from './access.store';
import { type AccessBetween, createListAccessBetween } from './use-cases/list-access-between';
import { createDealings, type DealingsTold } from './dealings';
import { documentsOfListings } from './listing-documents';
import { createListingStore } from './listing.store';
import { createListingPresenter } from './listing.view';
import type { ListingsContext, ListingsDeps } from './listings.context';
import { CONTENT_PROBLEMS } from './listings.problems';
import type { NewListing } from './listings.schema';
import { createFeatured } from './featured/featured';
import { adminFeaturedRoutes, featuredRoutes } from './featured/featured.routes';
import { listingFeeRoutes } from './listing-fee.routes';
import { listingRoutes } from './listings.routes';
import { createUseCases } from './listings.use-cases';
import { registerUserData } from './listings.user-data';
import { mayFind } from './readers.rules';
import { ndaRoutes } from './nda/nda.routes';
import { createNdaPresenter } from './nda/nda.view';
import { createReadAcceptances } from './nda/read-acceptances';
import { createEquipment } from './equipment/equipment';
import { equipmentRoutes } from './equipment/equipment.routes';
import { requirementRoutes } from './requirements/requirements.routes';
import { createPremiumAccess } from './premium-access/premium-access';
import { premiumAccessRoutes } from './premium-access/premium-access.routes';
import { createPremium } from './premium/premium';
import { createPremiumStore } from './premium/premium.store';
import { createReadOverviews, type ListingOverviews } from './use-cases/read-overviews';
import { createArrivals } from './arrivals';
import { createSavedSearches } from './saved-searches/saved-searches';
import { createExpireListings } from './use-cases/expire-listings';
import { createListWaiting } from './use-cases/list-waiting';
import { createRebuildCards } from './use-cases/rebuild-cards';
import { createRenewCards } from './use-cases/renew-cards';
import { createReserveListing } from './use-cases/reserve-listing';
import { createSweepExclusivity } from './use-cases/sweep-exclusivity';
import { createSuspendListing } from './use-cases/suspend-listing';
import { watchCarriers } from './use-cases/watch-carriers';
import { createSweepWaiting } from './use-cases/end-waiting';
import { refuseWaiting } from './use-cases/refuse-waiting';
import { watchSellers } from './use-cases/watch-sellers';
import { createTeasers } from './teasers';
import { createViewCounter } from './view-counter';
import type { ListingsConfig } from './listings.config';

const EXPIRE_EVERY_MS = 10 * MINUTE_MS;

export type { DealingsTold } from './dealings';
export type { Listing } from './listing';
export { selectListingIds, selectSellerIdsOfState } from './listing.store';
export { isOpenToBackups } from './access.rules';
export { LEAST_PRICE_CENTS } from './content.rules';
export { CONTINGENCIES, MOST_EXCLUSIVITY_DAYS, MOST_SUPPORT_DAYS, SellerFinancing } from './listing.fields';
export * from './listings.events';
export * from './premium/premium.events';
export * from './premium-access/premium-access.events';
export * from './saved-searches/saved-searches.events';
export { carrierSoldHere, controlNotProven, ndaOutdated, ownListing } from './listings.problems';
export { NewListing } from './listings.schema';
/** What a draft can be refused for. */
export const draftProblems = [carrierNotFound, fmcsaUnavailable, ...CONTENT_PROBLEMS];
export { ListingThenAndNow, thenAndNow } from './then-and-now';
export { HIDDEN, hideContacts, hideSplitContacts } from './contact.rules';
export { findIdentity } from './identity-leak.rules';
export { readPlainly } from './plain-reading.rules';

export type { BuyerListings, ListingMoment, ListingReach, SellerListings } from './use-cases/read-overviews';
export { STATUSES as LISTING_STATUSES } from './listing.rules';

export interface Listings extends WaitingSource {
  /** What dashboards show of listings. */
  overviews: ListingOverviews;
  /**
   * Asks FMCSA, so never inside a unit, and answers what writes a draft of this content for a seller, in the caller's unit.
   * Throws `draftProblems`.
   */
  prepareDraft(content: NewListing): Promise<(seller: UserActor) => Promise<{ id: string }>>;
  /** Locks the listing until the ambient unit ends. Throws `not_found`. */
  lockListing(id: string): Promise<Listing>;
  findListing(id: string): Promise<Listing | null>;
  findListings(ids: string[]): Promise<Map<string, Listing>>;
  /** The one by which a company is on offer, or reserved. */
  findLiveListing(usdot: number): Promise<Listing | null>;
  /** Whether the buyer has access to the confidential part now: unlocked, approved where needed, not reserved for another. */
  mayBargain(buyerId: string, listing: Listing): Promise<boolean | 'AFTER_TERMS'>;
  /** Whether the person finds the listing: its teaser at the least. */
  mayFind(actor: UserActor, listingId: string): Promise<boolean>;
  /** What a person and these others have unlocked of each other's listings. */
  listAccessBetween(userId: string, otherIds: readonly string[]): Promise<AccessBetween[]>;
  /**
   * ACTIVE or PAUSED → RESERVED, in the caller's unit; until `exclusiveUntil`, or as long as it lasts, for that buyer alone.
   * Throws `listing_state_forbids`, `control_not_proven`, `carrier_sold_here`.
   */
  reserve(listingId: string, buyerId: string, reason: string, exclusiveUntil?: number | null): Promise<void>;
  /** The buyer of a reserved listing has it alone no more, in the caller's unit; nothing where that is so already. */
  endExclusivity(listingId: string, reason: string): Promise<void>;
  /**
   * RESERVED → ACTIVE, in the caller's unit; SUSPENDED where its seller or its carrier may not be on the market any more.
   * Answers whether it is on the market. Throws `listing_state_forbids`.
   */
  release(listingId: string, reason: string): Promise<boolean>;
  /** RESERVED → SOLD, in the caller's unit. Throws `listing_state_forbids`. */
  markSold(listingId: string, buyerId: string, priceCents: number): Promise<void>;
  /** ACTIVE or PAUSED → SUSPENDED, in the caller's unit. Throws `listing_state_forbids`. */
  suspend(listingId: string, reason: string, actor: Actor): Promise<void>;
  /** Lets the module of offers tell what a reader has going over a listing. */
  tellDealings(told: DealingsTold): void;
  /** Rebuilds the stored cards of all listings. Answers how many. */
  rebuildCards(actor: Actor): Promise<number>;
  /** What the pages of listings tell readers without scripts. */
  teasers: ThingPages;
  findViolations(): Promise<Violation[]>;
}

export function createListings(platform: Platform<ListingsConfig>, deps: ListingsDeps): Listings {
  const dealings = createDealings();
  const store = createListingStore(platform, dealings);
  const access = createAccessStore(platform);
  const premium = createPremiumStore(platform, store);
  const views = createViewCounter(platform.database, platform.clock);
  const arrivals = createArrivals(platform);
  const context: ListingsContext = { ...deps, platform, store, access, premium, views, dealings, arrivals };
  const useCases = createUseCases(context);
  const present = createListingPresenter(context);
  const suspend = createSuspendListing(context);
  const reserving = createReserveListing(context);
  const days = daysIn(platform.config.PAPER_TIME_ZONE);
  // Before the routes of a single listing, whose paths would take theirs.
  platform.serve('Listings', comparableRoutes(createCompareListings(context), useCases, present));
  const featured = createFeatured(context);
  platform.serve('Listings', featuredRoutes(featured, useCases, present));
  platform.serve('Administration', adminFeaturedRoutes(featured));
  const premiumAccess = createPremiumAccess(context);
  platform.serve('Premium listings', premiumAccessRoutes(premiumAccess));
  platform.serve('Listings', equipmentRoutes(createEquipment(context)));
  platform.serve('Listings', requirementRoutes(useCases, present));
  platform.serve('Listings', listingRoutes(useCases, present, days));
  platform.serve('Listings', accessRoutes(useCases, present));
  platform.serve('Listings', ndaRoutes(createReadAcceptances(context), createNdaPresenter(days)));
  platform.serve('Credits', listingFeeRoutes(useCases));
  platform.serve('Administration', adminListingRoutes(useCases, present));
  platform.scheduler.every('listings.expire', EXPIRE_EVERY_MS, createExpireListings(context));
  platform.scheduler.every('listings.renew-cards', MINUTE_MS, createRenewCards(context));
  platform.scheduler.every('listings.exclusivity', MINUTE_MS, createSweepExclusivity(context, reserving));
  platform.scheduler.every('listings.waiting', EXPIRE_EVERY_MS, createSweepWaiting(context));
  createSavedSearches(context);
  const { findViolations } = createPremium(context);
  watchCarriers(context);
  watchSellers(context);
  refuseWaiting(context);
  registerUserData(context, useCases, present);
  deps.documents.register('listing', documentsOfListings(context));

  async function findLiveListing(usdot: number): Promise<Listing | null> {
    const row = await store.findLive(usdot);
    return row && listingOf(row);
  }
  deps.carriers.tellSellers(async (sellerId, usdot) => (await store.countOf(sellerId, usdot)) > 0);
  deps.carriers.tellParties(async (usdot) => {
    const listing = await findLiveListing(usdot);
    return listing ? [listing.sellerId] : [];
  });

  return {
    prepareDraft: useCases.prepareDraft,
    lockListing: async (id) => listingOf(await store.lock(id)),
    findListing: async (id) => {
      const row = await store.find(id);
      return row && listingOf(row);
    },
    findLiveListing,
    findListings: async (ids) => {
      const found = await store.listings.findAll({ where: { id: ids } });
      return new Map(readEach(found, (row) => [row.id, listingOf(row)] as const));
    },
    mayBargain: async (buyerId, listing) => {
      const opened = await access.find(listing.id, buyerId);
      const bargains = mayBargain(listing, opened, buyerId);
      return bargains && opened !== null && asksAgain(opened) ? 'AFTER_TERMS' : bargains;
    },
    mayFind: async (actor, listingId) => {
      const row = await store.find(listingId);
      return (
        row !== null &&
        mayFind(actor, row, accessState(row, await access.find(listingId, actor.userId), actor.userId))
      );
    },
    listAccessBetween: createListAccessBetween(context),
    overviews: createReadOverviews(context),
    ...reserving,
    suspend: async (listingId, reason, actor) => {
      await suspend(listingId, reason, actor);
    },
    rebuildCards: createRebuildCards(context),
    tellDealings: dealings.tellDealings,
    teasers: createTeasers(context),
    listWaiting: createListWaiting(context, premiumAccess),
    findViolations,
  };
}
