/** Counts how often a listing was looked at, without a write for every look. */
import type { Database } from '../../platform/db/database';
import { type Clock, SECOND_MS } from '../../platform/kernel/clock';

const FLUSH_EVERY_MS = 5 * SECOND_MS;

export interface ViewTally {
  /** Remembers a look; every few seconds one of the callers writes down what has come together. */
  count(listingId: string): Promise<void>;
  /** Looks so far, those remembered in this process included. */
  viewsOf(listingIds: string[]): Promise<Map<string, number>>;
}

/** A process that ends abruptly loses the looks of its last seconds: a count of interest, not of money. */
export function createViewTally(database: Database, clock: Clock): ViewTally {
  let remembered = new Map<string, number>();
  let flushedAt = clock.now();

  async function flush(): Promise<void> {
    const written = remembered;
    remembered = new Map();
    flushedAt = clock.now();
    for (const [listingId, looks] of [...written].sort()) {
      await database.change('UPDATE listing_views SET views = views + :looks WHERE listingId = :listingId', {
        listingId,
        looks,
      });
    }
  }

  return {
    async count(listingId) {
      remembered.set(listingId, (remembered.get(listingId) ?? 0) + 1);
      if (clock.now() - flushedAt >= FLUSH_EVERY_MS) await flush();
    },
    async viewsOf(listingIds) {
      if (listingIds.length === 0) return new Map();
      const rows = await database.select<{ listingId: string; views: number }>(
        'SELECT listingId, views FROM listing_views WHERE listingId IN (:listingIds)',
        { listingIds },
      );
      return new Map(
        rows.map(({ listingId, views }) => [listingId, Number(views) + (remembered.get(listingId) ?? 0)]),
      );
    },
  };
}
