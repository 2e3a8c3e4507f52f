/** The only place where a listing changes: under its lock, with version, unique carrier and card kept in step. */
import type { CreationAttributes } from 'sequelize';
import { type Words } from '../../platform/db/records';
import { writeStored } from '../../platform/db/stored-json';
import { forbidden, notFound } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import type { Platform } from '../../platform/platform';
import { selectUsdots } from '../carriers';
import { foundCardOf } from './card.rules';
import { createDealings, type DealingsStore } from './dealings';
import { createReadListingPage } from './listing-page';
import { ListingCard, StoredCard } from './listing-views.schema';
import { AMAZON_STATUSES, DEAL_STRUCTURES } from './listing.fields';
import { defineListings, type ListingRow } from './listing.model';
import { isLive, isPublic, isSought, type Move, refuseMove, STATUSES, statusAfter } from './listing.rules';
import { NO_PENDING_CHANGE, valuesOf } from './pending-change.rules';
import { listingCardChanged, listingShown } from './listings.events';
import { throwIfRefused } from './listings.problems';
import { isSeller } from './readers.rules';
import { createWordIndex } from './search/word-index';

type Changes = Partial<CreationAttributes<ListingRow>>;

export const noSuchListing = () => notFound('There is no such listing.');

export type ListingStore = ReturnType<typeof createListingStore>;

/** Ids of listings of carriers with these words, for lists of what is about a listing. */
export const selectListingIds = (words: Words): string =>
  `SELECT l.id FROM listings l WHERE l.usdot IN (${selectUsdots(words)})`;

/** Ids of those who have listed a company of the state that the place has, or drafted it. */
export const selectSellerIdsOfState = (place: string): string =>
  `SELECT l.sellerId FROM listings l JOIN listing_cards c ON c.listingId = l.id WHERE c.state = :${place}`;

/** The columns of a card that hold a word of a list. */
const CARD_WORDS = {
  status: STATUSES,
  dealStructure: DEAL_STRUCTURES,
  safetyRating: ListingCard.shape.safetyRating.options,
  amazonStatus: AMAZON_STATUSES,
};

const wordsIn = (words: string): string[] => words.split(' ').filter(Boolean);

/** What anyone reads of a listing beside its card. */
const readBesideCard = ({ summary, approvalRequired, unlockCredits }: ListingRow): string =>
  JSON.stringify([summary, approvalRequired, unlockCredits]);

export function createListingStore(
  { database, clock, events }: Platform,
  dealings: Pick<DealingsStore, 'column'> = createDealings(),
) {
  const listings = defineListings(database);
  const words = createWordIndex(database);
  database.keepsJson({ table: 'listing_cards', key: 'listingId', column: 'card', schema: StoredCard });
  for (const [column, words] of Object.entries(CARD_WORDS))
    database.keepsWord({ table: 'listing_cards', key: 'listingId', column, words });

  function cardRowOf(listing: ListingRow) {
    const { card, ...columns } = foundCardOf(listing, clock.now());
    return { ...columns, card: writeStored(StoredCard, card, 'listing_cards.card') };
  }

  async function addCard(listing: ListingRow): Promise<void> {
    const row = cardRowOf(listing);
    const names = Object.keys(row);
    const places = names.map((name) => `:${name}`);
    await database.change(
      `INSERT INTO listing_cards (${names.join(', ')}) VALUES (${places.join(', ')})`,
      row,
    );
    if (!isSought(listing.status)) return;
    await words.write(listing.id, wordsIn(row.words));
    await tellChanged(listing);
  }

  async function tellChanged({ id: listingId, sellerId, title }: ListingRow): Promise<void> {
    await events.emit(listingCardChanged, { listingId, sellerId, title });
  }

  /** `unlessSame`: only where time or the rules have made another card of the same listing. Answers whether it was written. */
  async function rewriteCard(listing: ListingRow, unlessSame = false): Promise<boolean> {
    const row = cardRowOf(listing);
    const assignments = Object.keys(row)
      .filter((name) => name !== 'listingId')
      .map((name) => `${name} = :${name}`);
    const isOther = unlessSame ? 'AND (ageBand <> :ageBand OR madeBy <> :madeBy)' : '';
    const written = await database.change(
      `UPDATE listing_cards SET ${assignments.join(', ')} WHERE listingId = :listingId ${isOther}`,
      row,
    );
    return written > 0;
  }

  /** Writes the card and its words, and tells who follows the log where anyone finds something else on the market now. */
  async function update(listing: ListingRow, changes: Changes): Promise<void> {
    const now = clock.now();
    const wasSought = isSought(listing.status);
    const before = foundCardOf(listing, now);
    const read = readBesideCard(listing);
    await listing.update(changes);
    const after = foundCardOf(listing, now);
    const isSame = JSON.stringify(after) === JSON.stringify(before);
    const isWritten = await rewriteCard(listing, isSame);
    if (after.words !== before.words) await words.write(listing.id, wordsIn(after.words));
    const { id: listingId, sellerId, title } = listing;
    if (listing.status === 'ACTIVE' && !isSame)
      await events.emit(listingShown, { listingId, sellerId, title });
    else if ((isWritten || readBesideCard(listing) !== read) && (wasSought || isSought(listing.status)))
      await tellChanged(listing);
  }

  const change = (listing: ListingRow, changes: Changes): Promise<void> =>
    update(listing, { ...changes, version: listing.version + 1, updatedAt: clock.now() });

  /** To anyone but its seller a listing that is not public is absent. */
  function requireSeller(listing: ListingRow, actor: UserActor): ListingRow {
    if (isSeller(actor, listing)) return listing;
    throw isPublic(listing.status)
      ? forbidden('Only the seller of this listing can do this.')
      : noSuchListing();
  }

  async function get(id: string): Promise<ListingRow> {
    const listing = await listings.findByPk(id);
    if (!listing) throw noSuchListing();
    return listing;
  }

  async function lock(id: string): Promise<ListingRow> {
    const listing = await listings.findByPk(id, { lock: true });
    if (!listing) throw noSuchListing();
    return listing;
  }

  return {
    /** For reading. */
    listings,

    /** For search. */
    words,

    /** For one reader, by one statement. Null where there is none. */
    readPage: createReadListingPage(database, dealings),

    find: (id: string): Promise<ListingRow | null> => listings.findByPk(id),

    /** Without a lock. Throws `not_found`. */
    get,

    /** The one live listing of a carrier. Without a lock. */
    findLive: (usdot: number): Promise<ListingRow | null> =>
      listings.findOne({ where: { liveUsdot: usdot } }),

    /** Drafts, and what is over, too. */
    countOf: (sellerId: string, usdot: number): Promise<number> =>
      listings.count({ where: { sellerId, usdot } }),

    /** Locks the listing until the ambient unit ends. Throws `not_found`. */
    lock,

    /** Without a lock, for what has to be known before a unit begins. Throws `not_found`, `forbidden`. */
    getAsSeller: async (id: string, actor: UserActor): Promise<ListingRow> =>
      requireSeller(await get(id), actor),

    /** Throws `not_found`, `forbidden`. */
    lockAsSeller: async (id: string, actor: UserActor): Promise<ListingRow> =>
      requireSeller(await lock(id), actor),

    async add(values: CreationAttributes<ListingRow>): Promise<ListingRow> {
      const listing = await listings.create(values);
      await addCard(listing);
      await database.change('INSERT INTO listing_views (listingId, views) VALUES (:id, 0)', {
        id: listing.id,
      });
      return listing;
    },

    /** Writes `changes` to a locked listing. */
    change,

    /** Makes `move` with a locked listing. Throws `listing_state_forbids`. */
    async advance(listing: ListingRow, move: Move, changes: Changes = {}): Promise<void> {
      throwIfRefused(refuseMove(listing.status, move));
      const status = statusAfter(move, listing);
      // Whoever brings it back has all of it reviewed.
      const offMarket = status === 'EXPIRED' || status === 'WITHDRAWN';
      const merged = offMarket && listing.pendingChange ? valuesOf(listing.pendingChange) : {};
      await change(listing, {
        statusReason: null,
        ...merged,
        ...(offMarket ? NO_PENDING_CHANGE : {}),
        ...changes,
        status,
        liveUsdot: isLive(status) ? listing.usdot : null,
      });
    },

    /** Writes what the federal record shows to a locked listing; its version counts the seller's changes only. */
    async refresh(
      listing: ListingRow,
      federal: Partial<Pick<ListingRow, 'carrier' | 'reportId' | 'verified'>>,
    ): Promise<void> {
      await update(listing, federal);
    },

    /** Writes what is not the seller's to a locked listing: its version counts the seller's changes only. */
    async note(listing: ListingRow, changes: Pick<ListingRow, 'exclusiveUntil'>): Promise<void> {
      await listing.update(changes);
    },

    /** Sets the premium mark of a locked listing; its version counts the seller's changes only. */
    async markPremium(listing: ListingRow, premium: boolean): Promise<void> {
      await update(listing, { premium });
    },

    /** Rebuilds the card of a locked listing, after the rules for cards have changed. */
    async rebuildCard(listing: ListingRow): Promise<void> {
      await rewriteCard(listing);
      await words.write(listing.id, wordsIn(foundCardOf(listing, clock.now()).words));
      if (isSought(listing.status)) await tellChanged(listing);
    },

    /** Deletes a locked listing that nobody but its seller has ever seen. */
    async remove(listing: ListingRow): Promise<void> {
      for (const table of ['listing_equipment', 'listing_cards', 'listing_views', 'saved_listings']) {
        await database.change(`DELETE FROM ${table} WHERE listingId = :id`, { id: listing.id });
      }
      await listing.destroy();
    },
  };
}
