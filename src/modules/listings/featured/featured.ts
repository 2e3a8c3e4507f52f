/** Administrators place listings first for a while, which readers are told; nobody can buy it. */
import { readPage } from '../../../platform/db/keyset';
import { recordKeyset } from '../../../platform/db/records';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { invalidRequest, notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { DAY_MS, iso } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { oneOf } from '../../../platform/kernel/one-of';
import type { Page } from '../../../platform/kernel/page';
import { selectListingIds } from '../listing.store';
import { selectUserIds, type User } from '../../identity';
import type { CardRow, ListingRow } from '../listing.model';
import { listingStateForbids } from '../listings.problems';
import type { ListingsContext } from '../listings.context';
import { defineFeatured, type Featured } from './featured.model';
import { type FeaturedQuery, type Featuring, LONGEST_DAYS, MOST_SHOWN } from './featured.schema';

export interface FeaturedFile {
  row: Featured;
  listing: Pick<ListingRow, 'title' | 'status'>;
  people: Map<string, User>;
  shown: boolean;
}

export type FeaturedUseCases = ReturnType<typeof createFeatured>;

export function createFeatured({ platform, store, identity, audit }: ListingsContext) {
  const { clock, database } = platform;
  const featured = defineFeatured(database);

  /** On the market, the latest chosen first. */
  const listShown = (): Promise<CardRow[]> =>
    database.select<CardRow>(
      `SELECT c.listingId, c.status, c.publishedAt, c.premium, c.priceBand, c.card
       FROM featured_listings f JOIN listing_cards c ON c.listingId = f.listingId
       WHERE f.untilAt > :now AND c.status = 'ACTIVE' ORDER BY f.featuredAt DESC, f.id DESC LIMIT ${MOST_SHOWN}`,
      { now: clock.now() },
    );

  async function filesOf(rows: Featured[]): Promise<FeaturedFile[]> {
    const listings = await store.listings.findAll({
      where: { id: rows.map(({ listingId }) => listingId) },
      attributes: ['id', 'title', 'status'],
    });
    const shownIds = new Set((await listShown()).map(({ listingId }) => listingId));
    const people = await identity.findUsers([...new Set(rows.map(({ featuredBy }) => featuredBy))]);
    return rows.map((row) => {
      const listing = listings.find(({ id }) => id === row.listingId);
      if (!listing) throw new Error(`The listing ${row.listingId} is featured and is not there.`);
      return { row, listing, people, shown: shownIds.has(row.listingId) };
    });
  }

  const fileOf = async (row: Featured): Promise<FeaturedFile> => oneOf(await filesOf([row]));

  return {
    listFeatured: listShown,

    async listAllFeatured(query: FeaturedQuery): Promise<Page<FeaturedFile>> {
      const source = {
        ...{ name: 'listings.featured', at: 'featuredAt' },
        searchedIn: {
          ...{ texts: ['reason'], ids: ['id'] },
          through: [
            { columns: ['featuredBy'], select: selectUserIds },
            { columns: ['listingId'], select: selectListingIds },
          ],
        },
      };
      const { items, pagination } = await readPage(recordKeyset(database, featured, source, query), query);
      return { items: await filesOf(items), pagination };
    },

    /** From now on; of one that has its place already the end changes. Throws `listing_state_forbids`. */
    feature: (actor: UserActor, listingId: string, { until, reason }: Featuring): Promise<FeaturedFile> =>
      database.atomically(async () => {
        const listing = await store.lock(listingId);
        refuseOwnThing(actor, listing.sellerId);
        const [now, untilAt] = [clock.now(), Date.parse(until)];
        if (untilAt <= now || untilAt > now + LONGEST_DAYS * DAY_MS) {
          const message = `It lies in the past, or more than ${LONGEST_DAYS} days ahead.`;
          throw invalidRequest(message, { errors: [{ field: 'until', code: 'invalid', message }] });
        }
        if (listing.status !== 'ACTIVE')
          throw listingStateForbids('Only what is on the market can be featured.');
        const values = { reason, featuredBy: actor.userId, featuredAt: now, untilAt };
        const known = await featured.findOne({ where: { listingId }, lock: true });
        const row = known
          ? await known.update(values)
          : await featured.create({ id: newId(), listingId, ...values });
        await audit.record({
          actor,
          action: 'listing.featured',
          subject: { type: 'listing', id: listingId },
          reason,
          detail: { until: iso(untilAt) },
        });
        return fileOf(row);
      }),

    /** At once, whoever has chosen it. */
    endFeatured: (actor: UserActor, id: string, reason: string): Promise<FeaturedFile> =>
      database.atomically(async () => {
        const row = await featured.findByPk(id, { lock: true });
        if (!row) throw notFound('Nothing like this is featured.');
        const { listingId } = row;
        const listing = await store.find(listingId);
        if (listing) refuseOwnThing(actor, listing.sellerId);
        const now = clock.now();
        if (row.untilAt <= now) throw listingStateForbids('Its time is over.');
        await row.update({ untilAt: now });
        await audit.record({
          actor,
          action: 'listing.featured_ended',
          subject: { type: 'listing', id: listingId },
          reason,
        });
        return fileOf(row);
      }),
  };
}
