/** What a person's listings come to, as their dashboard shows it: counts alone, no names. */
import type { ListingsContext } from '../listings.context';
import { STATUSES, type Status } from '../listing.rules';

export interface SellerListings {
  byStatus: { status: Status; listings: number }[];
  /** Views and unlocks so far, of all of them. */
  views: number;
  unlocks: number;
}

export interface BuyerListings {
  saved: number;
  unlocked: number;
  /** Unlocked, and the seller has not granted access yet. */
  waitingForSeller: number;
}

/** Something that happened to a listing of a seller. */
export interface ListingMoment {
  listingId: string;
  at: number;
}

export interface ListingReach {
  listingId: string;
  title: string;
  status: Status;
  views: number;
  unlocks: number;
}

export type ListingOverviews = ReturnType<typeof createReadOverviews>;

export function createReadOverviews({ platform: { database } }: Pick<ListingsContext, 'platform'>) {
  const countOf = async (sql: string, userId: string): Promise<number> => {
    const [row] = await database.select<{ total: number }>(sql, { userId });
    return Number(row?.total ?? 0);
  };

  return {
    async sellerOverview(userId: string): Promise<SellerListings> {
      const rows = await database.select<{ status: Status; total: number }>(
        'SELECT status, COUNT(*) AS total FROM listings WHERE sellerId = :userId GROUP BY status',
        { userId },
      );
      const counts = new Map(rows.map(({ status, total }) => [status, Number(total)]));
      return {
        byStatus: STATUSES.map((status) => ({ status, listings: counts.get(status) ?? 0 })),
        views: await countOf(
          `SELECT COALESCE(SUM(v.views), 0) AS total FROM listing_views v
           JOIN listings l ON l.id = v.listingId WHERE l.sellerId = :userId`,
          userId,
        ),
        unlocks: await countOf(
          `SELECT COUNT(*) AS total FROM listing_access a
           JOIN listings l ON l.id = a.listingId WHERE l.sellerId = :userId`,
          userId,
        ),
      };
    },

    /** Of everybody. */
    async countByStatus(): Promise<SellerListings['byStatus']> {
      const rows = await database.select<{ status: Status; total: number }>(
        'SELECT status, COUNT(*) AS total FROM listings GROUP BY status',
      );
      const counts = new Map(rows.map(({ status, total }) => [status, Number(total)]));
      return STATUSES.map((status) => ({ status, listings: counts.get(status) ?? 0 }));
    },

    async buyerOverview(userId: string): Promise<BuyerListings> {
      const access = await database.select<{ status: string; total: number }>(
        'SELECT status, COUNT(*) AS total FROM listing_access WHERE buyerId = :userId GROUP BY status',
        { userId },
      );
      const total = (status: string) => Number(access.find((row) => row.status === status)?.total ?? 0);
      return {
        saved: await countOf('SELECT COUNT(*) AS total FROM saved_listings WHERE userId = :userId', userId),
        unlocked: access.reduce((sum, row) => sum + Number(row.total), 0),
        waitingForSeller: total('PENDING'),
      };
    },

    /** Whole listings, the most viewed first; at most 50. */
    async reachOf(sellerId: string): Promise<ListingReach[]> {
      const rows = await database.select<ListingReach>(
        `SELECT l.id AS listingId, l.title, l.status, v.views,
           (SELECT COUNT(*) FROM listing_access a WHERE a.listingId = l.id) AS unlocks
         FROM listings l JOIN listing_views v ON v.listingId = l.id
         WHERE l.sellerId = :sellerId ORDER BY v.views DESC, l.id LIMIT 50`,
        { sellerId },
      );
      return rows.map((row) => ({ ...row, views: Number(row.views), unlocks: Number(row.unlocks) }));
    },

    /** When listings of a seller were unlocked within the last days. */
    unlocksSince: (sellerId: string, since: number): Promise<ListingMoment[]> =>
      database.select<ListingMoment>(
        `SELECT a.listingId, a.unlockedAt AS at FROM listing_access a JOIN listings l ON l.id = a.listingId
         WHERE l.sellerId = :sellerId AND a.unlockedAt >= :since`,
        { sellerId, since: since },
      ),
  };
}
