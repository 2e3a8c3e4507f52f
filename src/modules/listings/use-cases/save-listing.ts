/** A reader's own list of saved listings. */
import type { UserActor } from '../../../platform/kernel/actor';
import { readPage, selectKeyset } from '../../../platform/db/keyset';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { CardRow } from '../listing.model';
import { isPublic } from '../listing.rules';
import { noSuchListing } from '../listing.store';
import type { ListingsContext } from '../listings.context';

export interface SavedListing extends CardRow {
  savedAt: number;
}

export function createSaveListing({ platform, store }: ListingsContext) {
  const { database, clock } = platform;

  return {
    /** Saving twice keeps the first date. */
    async saveListing(actor: UserActor, listingId: string): Promise<void> {
      const listing = await store.find(listingId);
      if (!listing || !isPublic(listing.status)) throw noSuchListing();
      const verb = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';
      await database.change(
        `${verb} INTO saved_listings (userId, listingId, savedAt) VALUES (:userId, :listingId, :now)`,
        { userId: actor.userId, listingId, now: clock.now() },
      );
    },

    async unsaveListing(actor: UserActor, listingId: string): Promise<void> {
      await database.change('DELETE FROM saved_listings WHERE userId = :userId AND listingId = :listingId', {
        userId: actor.userId,
        listingId,
      });
    },

    /** Public ones only: a listing that leaves the market leaves this list, and comes back with it. */
    listSaved(actor: UserActor, query: PageQuery): Promise<Page<SavedListing>> {
      const saved = selectKeyset<SavedListing>(database, {
        name: 'listings.saved',
        order: [
          ['s.savedAt', 'DESC'],
          ['s.listingId', 'DESC'],
        ],
        select: 's.savedAt, c.listingId, c.status, c.publishedAt, c.premium, c.priceBand, c.card',
        from: 'saved_listings s JOIN listing_cards c ON c.listingId = s.listingId',
        where: ['s.userId = :userId', "c.status IN ('ACTIVE', 'RESERVED')"],
        values: { userId: actor.userId },
      });
      return readPage(saved, query);
    },
  };
}
