/** One listing as one reader finds it, by one statement: the listing, its card, and what the reader has of it. */
import type { Database } from '../../platform/db/database';
import { createRowReader } from '../../platform/db/row-reader';
import { once } from '../../platform/kernel/once';
import type { DealingsStore } from './dealings';
import { type AccessStatus, type CardRow, LISTING_COLUMNS, type ListingValues } from './listing.model';

/** What a reader has unlocked. */
export interface OpenedListing {
  status: AccessStatus;
  ndaVersion: string;
}

export interface ListingPage {
  listing: ListingValues;
  card: CardRow;
  /** Null where the reader has never unlocked it, or nobody is signed in. */
  opened: OpenedListing | null;
  saved: boolean;
  /** Views that are written down. */
  views: number;
  /** What the reader has going over it, as it is told. */
  dealings: string | null;
}

interface PageRow {
  cardPriceBand: number;
  cardJson: string;
  accessStatus: AccessStatus | null;
  accessNda: string | null;
  savedAt: number | null;
  views: number | null;
  dealings: string | null;
}

export function createReadListingPage(database: Database, dealings: Pick<DealingsStore, 'column'>) {
  const listings = createRowReader<ListingValues>('listings', LISTING_COLUMNS);
  // Once the modules above have told what they know.
  const statement = once(
    () => `SELECT ${listings.columnsOf('l')}, c.priceBand AS cardPriceBand, c.card AS cardJson,
      a.status AS accessStatus, a.ndaVersion AS accessNda, s.savedAt, v.views, ${dealings.column()} AS dealings
    FROM listings l JOIN listing_cards c ON c.listingId = l.id
    LEFT JOIN listing_access a ON a.listingId = l.id AND a.buyerId = :readerId
    LEFT JOIN saved_listings s ON s.listingId = l.id AND s.userId = :readerId
    LEFT JOIN listing_views v ON v.listingId = l.id
    WHERE l.id = :id`,
  );

  return async (id: string, readerId: string | null): Promise<ListingPage | null> => {
    // No id is empty.
    const [row] = await database.select<PageRow>(statement(), { id, readerId: readerId ?? '' });
    if (!row) return null;
    const { accessStatus, accessNda, savedAt, views } = row;
    const listing = listings.read(row);
    return {
      listing,
      card: {
        ...{ listingId: listing.id, status: listing.status, publishedAt: listing.publishedAt ?? 0 },
        ...{ premium: Number(listing.premium), priceBand: row.cardPriceBand, card: row.cardJson },
      },
      opened: accessStatus === null ? null : { status: accessStatus, ndaVersion: accessNda ?? '' },
      saved: savedAt !== null,
      views: Number(views ?? 0),
      dealings: row.dealings,
    };
  };
}
