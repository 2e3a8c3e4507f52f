/** What two people have unlocked of each other's listings. */
import { accessState, type ListingState, type StoredAccess } from '../access.rules';
import type { ListingsContext } from '../listings.context';
import { mayReadAsBuyer } from '../readers.rules';

export interface AccessBetween {
  listingId: string;
  buyerId: string;
  sellerId: string;
  /** The seller lets the buyer in. */
  granted: boolean;
  /** The buyer may read the confidential part now. */
  readable: boolean;
}

interface Row extends Omit<ListingState, 'buyerId'> {
  listingId: string;
  buyerId: string;
  access: StoredAccess['status'];
  ndaVersion: string;
  reservedFor: string | null;
}

export const createListAccessBetween =
  ({ platform: { database } }: ListingsContext) =>
  async (userId: string, otherIds: readonly string[]): Promise<AccessBetween[]> => {
    const columns = `SELECT a.listingId, a.buyerId, a.status AS access, a.ndaVersion, l.sellerId, l.status, l.buyerId AS reservedFor,
      l.exclusiveUntil FROM listing_access a JOIN listings l ON l.id = a.listingId`;
    const rows = await database.select<Row>(
      `${columns} WHERE a.buyerId = :userId AND l.sellerId IN (:otherIds)
       UNION ALL ${columns} WHERE a.buyerId IN (:otherIds) AND l.sellerId = :userId`,
      { userId, otherIds: [...otherIds] },
    );
    return rows.map(({ listingId, buyerId, access, ndaVersion, reservedFor, ...listing }) => {
      const state = accessState({ ...listing, buyerId: reservedFor }, { status: access }, buyerId);
      return {
        ...{ listingId, buyerId, sellerId: listing.sellerId },
        ...{ granted: state === 'GRANTED', readable: mayReadAsBuyer(state, { ndaVersion }) },
      };
    });
  };
