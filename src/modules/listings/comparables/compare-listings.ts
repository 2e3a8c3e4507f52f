/** Listings beside a listing: the most alike, what they say of its price, and what was sold of late. */
import type { UserActor } from '../../../platform/kernel/actor';
import { DAY_MS } from '../../../platform/kernel/clock';
import { cardOf } from '../card.rules';
import type { CardRow, ListingValues } from '../listing.model';
import type { ListingsContext } from '../listings.context';
import { createFindListing } from '../use-cases/find-listing';
import { type Comparable, type Guidance, guidanceFor, mostAlike } from './comparables.rules';

const MOST_COMPARED = 1_000;
const MOST_SIMILAR = 6;
/** Prices of longer ago say little of those of today. */
const SALES_COUNT_FOR_MS = 365 * DAY_MS;

const COMPARED = 'listingId, state, dealStructure, ageBand, fleetBand, cargo';
const SHOWN = 'listingId, status, publishedAt, premium, priceBand, card';

export interface SoldCard extends CardRow {
  soldAt: number;
  soldBand: number;
}

export interface PriceGuidance {
  guidance: Guidance | null;
  at: number;
}

export function createCompareListings(context: ListingsContext) {
  const { database, clock } = context.platform;
  const find = createFindListing(context);

  function comparableOf(listing: ListingValues): Comparable {
    const { listingId, state, dealStructure, priceBand, ageBand, fleetBand, cargo } = cardOf(
      listing,
      clock.now(),
    );
    return { listingId, state, dealStructure, priceBand, ageBand, fleetBand, cargo };
  }

  /** The newest on the market, of a structure or in some ranges of prices. */
  const onMarket = (condition: string, values: Record<string, string | number | null>) =>
    database.select<Comparable>(
      `SELECT ${COMPARED}, priceBand FROM listing_cards WHERE status = 'ACTIVE' AND ${condition}
       ORDER BY publishedAt DESC LIMIT ${MOST_COMPARED}`,
      values,
    );

  return {
    /** On the market, the most alike first. Throws `not_found`. */
    async listSimilar(actor: UserActor | null, id: string): Promise<CardRow[]> {
      const subject = comparableOf((await find(actor, id)).listing);
      const near = { least: subject.priceBand - 2, most: subject.priceBand + 2 };
      const others = await onMarket('priceBand >= :least AND priceBand <= :most', near);
      const ids = mostAlike(subject, others, MOST_SIMILAR).map(({ listingId }) => listingId);
      if (ids.length === 0) return [];
      const rows = await database.select<CardRow>(
        `SELECT ${SHOWN} FROM listing_cards WHERE listingId IN (:ids)`,
        { ids },
      );
      return rows.sort((a, b) => ids.indexOf(a.listingId) - ids.indexOf(b.listingId));
    },

    /** Throws `not_found`. */
    async readPriceGuidance(actor: UserActor | null, id: string): Promise<PriceGuidance> {
      const subject = comparableOf((await find(actor, id)).listing);
      const at = clock.now();
      const { dealStructure } = subject;
      const [offered, sold] = await Promise.all([
        onMarket('dealStructure = :dealStructure', { dealStructure }),
        database.select<Comparable>(
          `SELECT ${COMPARED}, soldBand AS priceBand FROM listing_cards
           WHERE status = 'SOLD' AND soldAt >= :since AND dealStructure = :dealStructure
           ORDER BY soldAt DESC LIMIT ${MOST_COMPARED}`,
          { since: at - SALES_COUNT_FOR_MS, dealStructure },
        ),
      ]);
      return { guidance: guidanceFor(subject, offered, sold), at };
    },

    /** The latest first. */
    listRecentlySold: (most: number): Promise<SoldCard[]> =>
      database.select<SoldCard>(
        `SELECT ${SHOWN}, soldAt, soldBand FROM listing_cards
         WHERE status = 'SOLD' AND soldAt >= :since ORDER BY soldAt DESC LIMIT ${most}`,
        { since: clock.now() - SALES_COUNT_FOR_MS },
      ),
  };
}
