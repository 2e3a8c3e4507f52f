/** A reader's own list of listings to come back to. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { type Page, decodeCursor, type PageQuery, pageOf } from '../../../platform/kernel/page';
import { iso } from '../../../platform/kernel/clock';
import { type CardRow, viewCard } from '../listing.view';
import { isInSight } from '../listing.rules';
import type { ListingsContext } from '../listings.context';

interface SavedRow extends CardRow {
  savedAt: number;
}

export function createSaving({ platform, record }: ListingsContext) {
  const { database, clock } = platform;

  return {
    /** Saving twice keeps the first date. */
    async save(actor: UserActor, listingId: string): Promise<void> {
      const listing = await record.find(listingId);
      if (!listing || !isInSight(listing.status)) throw notFound('There is no such listing.');
      const verb = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';
      await database.change(
        `${verb} INTO saved_listings (userId, listingId, savedAt) VALUES (:userId, :listingId, :now)`,
        { userId: actor.userId, listingId, now: clock.now() },
      );
    },

    async forget(actor: UserActor, listingId: string): Promise<void> {
      await database.change('DELETE FROM saved_listings WHERE userId = :userId AND listingId = :listingId', {
        userId: actor.userId,
        listingId,
      });
    },

    /** Those that are in sight; one that leaves the market comes back to the list with it. */
    async listSaved(actor: UserActor, { cursor, limit }: PageQuery) {
      const [savedAt, id] = cursor ? decodeCursor(cursor, ['number', 'string']) : [null, null];
      const rows = await database.select<SavedRow>(
        `SELECT s.savedAt, c.listingId, c.status, c.publishedAt, c.premium, c.card
         FROM saved_listings s JOIN listing_cards c ON c.listingId = s.listingId
         WHERE s.userId = :userId AND c.status IN ('ACTIVE', 'RESERVED')
         ${cursor ? 'AND (s.savedAt < :savedAt OR (s.savedAt = :savedAt AND s.listingId < :id))' : ''}
         ORDER BY s.savedAt DESC, s.listingId DESC LIMIT :rows`,
        { userId: actor.userId, savedAt: savedAt ?? null, id: id ?? null, rows: limit + 1 },
      );
      return pageOf(
        rows,
        limit,
        (row) => [row.savedAt, row.listingId],
        (row) => ({ ...viewCard(row), savedAt: iso(row.savedAt) }),
      ) satisfies Page<unknown>;
    },
  };
}
