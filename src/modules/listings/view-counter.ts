/** Counts the views of listings without one write for each view. */
import type { Database } from '../../platform/db/database';
import { type Clock, SECOND_MS } from '../../platform/kernel/clock';

const FLUSH_EVERY_MS = 5 * SECOND_MS;

export interface ViewCounter {
  /** Counts a view in memory; every few seconds one of the callers writes the counts. */
  count(listingId: string): Promise<void>;
  /** Views so far, those in the memory of this process included. */
  viewsOf(listingIds: string[]): Promise<Map<string, number>>;
  /** Those in the memory of this process alone. */
  unwritten(listingId: string): number;
}

/** A process that crashes loses the views of its last seconds: they measure interest, not money. */
export function createViewCounter(database: Database, clock: Clock): ViewCounter {
  let pending = new Map<string, number>();
  let flushedAt = clock.now();

  async function flush(): Promise<void> {
    const counts = pending;
    pending = new Map();
    flushedAt = clock.now();
    for (const [listingId, views] of [...counts].sort()) {
      await database.change('UPDATE listing_views SET views = views + :views WHERE listingId = :listingId', {
        listingId,
        views,
      });
    }
  }

  return {
    async count(listingId) {
      pending.set(listingId, (pending.get(listingId) ?? 0) + 1);
      if (clock.now() - flushedAt >= FLUSH_EVERY_MS) await flush();
    },
    unwritten: (listingId) => pending.get(listingId) ?? 0,
    async viewsOf(listingIds) {
      if (listingIds.length === 0) return new Map();
      const rows = await database.select<{ listingId: string; views: number }>(
        'SELECT listingId, views FROM listing_views WHERE listingId IN (:listingIds)',
        { listingIds },
      );
      return new Map(
        rows.map(({ listingId, views }) => [listingId, Number(views) + (pending.get(listingId) ?? 0)]),
      );
    },
  };
}
