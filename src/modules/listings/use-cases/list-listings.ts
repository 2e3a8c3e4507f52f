/** The lists of people with a stake in listings: a seller's own, a buyer's unlocked ones, the admins' desk. */
import { Op, type WhereOptions } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { iso } from '../../../platform/kernel/clock';
import { decodeCursor, type PageQuery, pageOf } from '../../../platform/kernel/page';
import { accessState, type OpenedListing } from '../access.rules';
import type { ListingRow } from '../listing.model';
import type { Party, Status } from '../listing.rules';
import { type CardRow, viewCard, viewOwnCard } from '../listing.view';
import type { ListingsContext } from '../listings.context';
import type { AdminQuery } from '../listings.schema';

interface UnlockedRow extends CardRow {
  sellerId: string;
  buyerId: string | null;
  unlockedAt: number;
  ndaVersion: string;
  accessStatus: OpenedListing['status'];
}

type Where = WhereOptions<{
  id: string;
  sellerId: string;
  status: Status;
  usdot: number;
  submittedAt: number;
}>;

export function createLists({ platform, listings, views }: ListingsContext) {
  const { database, clock } = platform;

  async function page(
    rows: ListingRow[],
    limit: number,
    party: Party,
    keyOf: (row: ListingRow) => (string | number)[],
  ) {
    const looks = await views.viewsOf(rows.map(({ id }) => id));
    const now = clock.now();
    return pageOf(rows, limit, keyOf, (row) => viewOwnCard(row, party, looks.get(row.id) ?? 0, now));
  }

  /** Newest first: ids sort by the time at which they were made. */
  async function newestFirst(where: Where, { cursor, limit }: PageQuery, party: Party) {
    const [before] = cursor ? decodeCursor(cursor, ['string']) : [];
    const rows = await listings.findAll({
      where: { ...where, ...(before ? { id: { [Op.lt]: String(before) } } : {}) },
      order: [['id', 'DESC']],
      limit: limit + 1,
    });
    return page(rows, limit, party, (row) => [row.id]);
  }

  return {
    listOwn: (actor: UserActor, query: PageQuery) => newestFirst({ sellerId: actor.userId }, query, 'seller'),

    listAll: ({ status, sellerId, usdot, ...query }: AdminQuery) =>
      newestFirst(
        { ...(status && { status }), ...(sellerId && { sellerId }), ...(usdot && { usdot }) },
        query,
        'admin',
      ),

    /** Those that wait for a reviewer, longest first. */
    async listPending({ cursor, limit }: PageQuery) {
      const [submittedAt, id] = cursor ? decodeCursor(cursor, ['number', 'string']) : [];
      const after =
        submittedAt === undefined
          ? {}
          : {
              [Op.or]: [
                { submittedAt: { [Op.gt]: Number(submittedAt) } },
                { submittedAt: Number(submittedAt), id: { [Op.gt]: String(id) } },
              ],
            };
      const rows = await listings.findAll({
        where: { status: 'PENDING_REVIEW', ...after },
        order: [
          ['submittedAt', 'ASC'],
          ['id', 'ASC'],
        ],
        limit: limit + 1,
      });
      return page(rows, limit, 'admin', (row) => [row.submittedAt ?? 0, row.id]);
    },

    async listUnlocked(actor: UserActor, { cursor, limit }: PageQuery) {
      const [unlockedAt, id] = cursor ? decodeCursor(cursor, ['number', 'string']) : [null, null];
      const rows = await database.select<UnlockedRow>(
        `SELECT a.unlockedAt, a.ndaVersion, a.status AS accessStatus, l.sellerId, l.buyerId,
                c.listingId, c.status, c.publishedAt, c.premium, c.card
         FROM listing_access a
         JOIN listings l ON l.id = a.listingId
         JOIN listing_cards c ON c.listingId = a.listingId
         WHERE a.buyerId = :reader
         ${cursor ? 'AND (a.unlockedAt < :unlockedAt OR (a.unlockedAt = :unlockedAt AND a.listingId < :id))' : ''}
         ORDER BY a.unlockedAt DESC, a.listingId DESC LIMIT :rows`,
        { reader: actor.userId, unlockedAt: unlockedAt ?? null, id: id ?? null, rows: limit + 1 },
      );
      return pageOf(
        rows,
        limit,
        (row) => [row.unlockedAt, row.listingId],
        (row) => ({
          ...viewCard(row),
          access: accessState(row, { status: row.accessStatus }, actor.userId),
          unlockedAt: iso(row.unlockedAt),
          ndaVersion: row.ndaVersion,
        }),
      );
    },
  };
}
