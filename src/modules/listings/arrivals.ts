/** What came onto the market or changed there, by its position in the log: for whoever looks through what is new to them. */
import type { Platform } from '../../platform/platform';
import { listingShown } from './listings.events';

export type Arrivals = ReturnType<typeof createArrivals>;

/**
 * A position of the log and no time is the high-water mark of a reader: nothing that commits later bears a smaller one
 * (docs/decisions/0013-event-log.md), so whoever has looked up to it has missed nothing, and meets nothing twice.
 */
export function createArrivals({ database, events }: Pick<Platform, 'database' | 'events'>) {
  const { select, change } = database;

  /** The follower of the log is alone at it, in the unit that moves its cursor. */
  async function note(listing: { listingId: string; sellerId: string; position: number }): Promise<void> {
    const { listingId, position } = listing;
    const moved = await change(
      'UPDATE listing_arrivals SET position = :position WHERE listingId = :listingId',
      { listingId, position },
    );
    if (moved > 0) return;
    await change(
      'INSERT INTO listing_arrivals (listingId, sellerId, position) VALUES (:listingId, :sellerId, :position)',
      { ...listing },
    );
  }

  const following = events.follow('listings.arrivals', { cursor: 'stored' }, async (event) => {
    if (event.name !== listingShown.name) return;
    const { listingId, sellerId } = listingShown.read(JSON.stringify(event.payload));
    await note({ listingId, sellerId, position: event.position });
  });

  return {
    /** The position up to which everything has arrived: read before the arrivals, and in the same unit. */
    upTo: () => following.position(),

    /** The position of the last arrival; 0 before the first. */
    async newest(): Promise<number> {
      const [row] = await select<{ newest: number | null }>(
        'SELECT MAX(position) AS newest FROM listing_arrivals',
      );
      return Number(row?.newest ?? 0);
    },
  };
}
