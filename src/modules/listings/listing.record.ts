/** The one way to change a listing: under its lock, with its version, its live guard and its card in step. */
import type { CreationAttributes } from 'sequelize';
import { notFound } from '../../platform/http/problem';
import type { Platform } from '../../platform/platform';
import { cardOf } from './listing.card.rules';
import type { ListingModel, ListingRow } from './listing.model';
import { isLive, isOpen, type Move, MOVES } from './listing.rules';
import { listingStateForbids } from './listings.problems';

type Changes = Partial<CreationAttributes<ListingRow>>;

export interface ListingRecord {
  /** Reads without a lock; null when there is none. */
  find(id: string): Promise<ListingRow | null>;
  /** Locks the row until the ambient unit ends. Throws `not_found`. */
  lock(id: string): Promise<ListingRow>;
  add(values: CreationAttributes<ListingRow>): Promise<ListingRow>;
  /** Writes `changes` to a locked row. */
  change(listing: ListingRow, changes: Changes): Promise<void>;
  /** Writes what the federal record shows to a locked row; what the seller wrote keeps its version. */
  refresh(listing: ListingRow, federal: Pick<ListingRow, 'carrier' | 'reportId' | 'verified'>): Promise<void>;
  /** Lifts a locked row up, or puts it back; what the seller wrote keeps its version. */
  markPremium(listing: ListingRow, premium: boolean): Promise<void>;
  /** Makes `move` with a locked row. Throws `listing_state_forbids` where the table does not have it. */
  move(listing: ListingRow, move: Move, changes?: Changes): Promise<void>;
  /** Removes a locked row that nobody but its owner has ever seen. */
  remove(listing: ListingRow): Promise<void>;
}

export function createRecord({ database, clock }: Platform, listings: ListingModel): ListingRecord {
  function cardRowOf(listing: ListingRow) {
    const { card, ...columns } = cardOf(listing, clock.now());
    return { ...columns, card: JSON.stringify(card) };
  }

  async function addCard(listing: ListingRow): Promise<void> {
    const row = cardRowOf(listing);
    const names = Object.keys(row);
    const places = names.map((name) => `:${name}`);
    await database.change(
      `INSERT INTO listing_cards (${names.join(', ')}) VALUES (${places.join(', ')})`,
      row,
    );
  }

  async function rewriteCard(listing: ListingRow): Promise<void> {
    const row = cardRowOf(listing);
    const assignments = Object.keys(row)
      .filter((name) => name !== 'listingId')
      .map((name) => `${name} = :${name}`);
    await database.change(
      `UPDATE listing_cards SET ${assignments.join(', ')} WHERE listingId = :listingId`,
      row,
    );
  }

  async function change(listing: ListingRow, changes: Changes): Promise<void> {
    await listing.update({ ...changes, version: listing.version + 1, updatedAt: clock.now() });
    await rewriteCard(listing);
  }

  return {
    find: (id) => listings.findByPk(id),
    async lock(id) {
      const listing = await listings.findByPk(id, { lock: true });
      if (!listing) throw notFound('There is no such listing.');
      return listing;
    },
    async add(values) {
      const listing = await listings.create(values);
      await addCard(listing);
      await database.change('INSERT INTO listing_views (listingId, views) VALUES (:id, 0)', {
        id: listing.id,
      });
      return listing;
    },
    change,
    async refresh(listing, federal) {
      await listing.update(federal);
      await rewriteCard(listing);
    },
    async markPremium(listing, premium) {
      await listing.update({ premium });
      await rewriteCard(listing);
    },
    async move(listing, move, changes = {}) {
      refuseClosedMove(listing, move);
      const status = MOVES[move].to;
      await change(listing, {
        statusReason: null,
        ...changes,
        status,
        liveUsdot: isLive(status) ? listing.usdot : null,
      });
    },
    async remove(listing) {
      for (const table of ['listing_cards', 'listing_views', 'saved_listings']) {
        await database.change(`DELETE FROM ${table} WHERE listingId = :id`, { id: listing.id });
      }
      await listing.destroy();
    },
  };
}

/** Throws `listing_state_forbids`, naming what the listing is. */
export function refuseClosedMove(listing: ListingRow, move: Move): void {
  if (isOpen(listing.status, move)) return;
  throw listingStateForbids(
    `The listing is ${listing.status}; this is possible from ${MOVES[move].from.join(', ')} only.`,
  );
}
