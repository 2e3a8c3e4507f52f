/** The lists of people with a stake in listings: a seller's own, a buyer's unlocked ones, those for admins. */
import {
  type Keyset,
  modelKeyset,
  NEWEST_ID_FIRST,
  oldestFirst,
  readPage,
  selectKeyset,
} from '../../../platform/db/keyset';
import { recordKeyset } from '../../../platform/db/records';
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import { mapPage, type Page, type PageQuery } from '../../../platform/kernel/page';
import { selectUserIds, type User } from '../../identity';
import { type AccessState, accessState, type StoredAccess } from '../access.rules';
import { AWAITING_REVIEW, type CardRow, type ListingRow, type ListingValues } from '../listing.model';
import type { Party } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { selectListingIds } from '../listing.store';
import { currentNda } from '../nda/nda-versions';
import type { AdminQuery, UnlockedQuery } from '../listings.schema';
import { mayReadAsBuyer } from '../readers.rules';

/** A listing as the people see it who manage it: its seller and admins. */
export interface ManagedListing {
  listing: ListingValues;
  /** On whose behalf the reader manages it. */
  party: Party;
  viewCount: number;
}

export interface UnlockedListing extends CardRow {
  access: AccessState;
  /** Null while the buyer has no access. */
  opened: { listing: ListingRow; seller: User | null } | null;
  unlockedAt: number;
  ndaVersion: string;
}

type UnlockedRow = Omit<UnlockedListing, 'access' | 'opened'> & {
  sellerId: string;
  buyerId: string | null;
  exclusiveUntil: number | null;
  accessStatus: StoredAccess['status'];
};

const SEARCHED_IN = {
  ...{ texts: ['title'], numbers: ['usdot'] },
  through: [
    { columns: ['sellerId'], select: selectUserIds },
    { columns: ['id'], select: selectListingIds },
  ],
};

export function createListListings({ platform, store, views, identity }: ListingsContext) {
  const { database } = platform;
  const { listings } = store;

  async function list(
    rows: Keyset<ListingRow>,
    query: PageQuery,
    party: Party,
  ): Promise<Page<ManagedListing>> {
    const page = await readPage(rows, query);
    const counts = await views.viewsOf(page.items.map(({ id }) => id));
    return mapPage(page, (listing) => ({ listing, party, viewCount: counts.get(listing.id) ?? 0 }));
  }

  async function openedOf(ids: string[]) {
    const found = ids.length === 0 ? [] : await listings.findAll({ where: { id: ids } });
    const sellers = await identity.findUsers([...new Set(found.map(({ sellerId }) => sellerId))]);
    return new Map(
      found.map((listing) => [listing.id, { listing, seller: sellers.get(listing.sellerId) ?? null }]),
    );
  }

  return {
    /** Newest first. */
    listOwn(actor: UserActor, query: PageQuery) {
      const where = { sellerId: actor.userId };
      const own = modelKeyset(listings, { name: 'listings.own', order: NEWEST_ID_FIRST, where });
      return list(own, query, 'seller');
    },

    listAll(query: AdminQuery) {
      const { status, sellerId, usdot } = query;
      const source = {
        ...{
          name: 'listings.all',
          at: 'createdAt',
          equal: { status, sellerId, usdot },
          searchedIn: SEARCHED_IN,
        },
      };
      return list(recordKeyset(database, listings, source, query), query, 'admin');
    },

    /** Those that wait for review, longest wait first. */
    listPending(query: PageQuery) {
      const pending = modelKeyset(listings, {
        name: 'listings.pending',
        order: oldestFirst('submittedAt'),
        where: AWAITING_REVIEW,
      });
      return list(pending, query, 'admin');
    },

    /**
     * On the market, newest first: all of them for the seller and for admins; for anybody else those that they have
     * unlocked under the terms of now and that no other buyer has alone, since who sells is confidential.
     */
    listOfSeller(actor: UserActor, sellerId: string, query: PageQuery): Promise<Page<CardRow>> {
      const seesAll = actor.userId === sellerId || isAdmin(actor);
      const unlocked = `EXISTS (SELECT 1 FROM listing_access a
        WHERE a.listingId = l.id AND a.buyerId = :reader AND a.status = 'GRANTED' AND a.ndaVersion = :terms)
        AND (l.buyerId IS NULL OR l.buyerId = :reader OR (l.status = 'RESERVED' AND l.exclusiveUntil IS NULL))`;
      const rows = selectKeyset<CardRow>(database, {
        name: 'listings.of_seller',
        order: [
          ['c.publishedAt', 'DESC'],
          ['c.listingId', 'DESC'],
        ],
        select: 'c.listingId, c.status, c.publishedAt, c.premium, c.priceBand, c.card',
        from: 'listings l JOIN listing_cards c ON c.listingId = l.id',
        where: [
          'l.sellerId = :sellerId',
          "c.status IN ('ACTIVE', 'RESERVED')",
          ...(seesAll ? [] : [unlocked]),
        ],
        values: { sellerId, ...(seesAll ? {} : { reader: actor.userId, terms: currentNda().version }) },
      });
      return readPage(rows, { ...query, sellerId });
    },

    /** Newest first. */
    async listUnlocked(actor: UserActor, query: UnlockedQuery): Promise<Page<UnlockedListing>> {
      const unlocked = selectKeyset<UnlockedRow>(database, {
        name: 'listings.unlocked',
        order: [
          ['a.unlockedAt', 'DESC'],
          ['a.listingId', 'DESC'],
        ],
        select: `a.unlockedAt, a.ndaVersion, a.status AS accessStatus, l.sellerId, l.buyerId, l.exclusiveUntil,
          c.listingId, c.status, c.publishedAt, c.premium, c.priceBand, c.card`,
        from: `listing_access a
          JOIN listings l ON l.id = a.listingId
          JOIN listing_cards c ON c.listingId = a.listingId`,
        where: ['a.buyerId = :reader', ...(query.status ? ['a.status = :status'] : [])],
        values: { reader: actor.userId, ...(query.status ? { status: query.status } : {}) },
      });
      const page = mapPage(await readPage(unlocked, query), (row) => ({
        ...row,
        access: accessState(row, { status: row.accessStatus }, actor.userId),
      }));
      const isReadable = (row: (typeof page.items)[number]) => mayReadAsBuyer(row.access, row);
      const readable = page.items.filter(isReadable);
      const open = await openedOf(readable.map(({ listingId }) => listingId));
      return mapPage(page, (row) => ({
        ...row,
        opened: (isReadable(row) && open.get(row.listingId)) || null,
      }));
    },
  };
}
