/** The public search: filters, orders, pages, and counts by facet, by the index in memory or else by the database. */
import { type Keyset, readPage, sqlKeyset } from '../../../platform/db/keyset';
import { mapPage, type Page } from '../../../platform/kernel/page';
import { cardJson, type MadeCardRow } from '../card-row';
import type { ListingsContext } from '../listings.context';
import type { LookedFor, SearchQuery } from '../listings.schema';
import { createConditions } from '../search/conditions';
import { createCountByRows } from '../search/count-by-rows';
import { CARD_ROW, createCardTexts } from '../search/memory/card-texts';
import { createFollowedIndex } from '../search/memory/followed-index';
import type { CountedFacets, Found, SortColumn } from '../search/memory/memory-index';

const SORTS: Record<SearchQuery['sortBy'], { column: SortColumn; direction: 'ASC' | 'DESC' }> = {
  newest: { column: 'publishedAt', direction: 'DESC' },
  oldest: { column: 'publishedAt', direction: 'ASC' },
  price_asc: { column: 'priceBand', direction: 'ASC' },
  price_desc: { column: 'priceBand', direction: 'DESC' },
  years_active: { column: 'ageBand', direction: 'DESC' },
  risk: { column: 'riskBand', direction: 'ASC' },
};

export function createSearchListings({ platform, store }: ListingsContext) {
  const { database } = platform;
  const { conditionsOf } = createConditions(store);
  const memory = createFollowedIndex(platform);
  const texts = createCardTexts(database);
  const countByRows = createCountByRows(platform, store);

  /** The ids come from an index of the sort key; only the rows of the page are read. */
  async function rowsOf(query: LookedFor): Promise<Keyset<MadeCardRow>> {
    const { where, values } = await conditionsOf(query);
    const { column, direction } = SORTS[query.sortBy];
    return sqlKeyset<MadeCardRow>(database, {
      ...orderOf(query),
      values,
      rows: ({ after, orderBy, limit }) =>
        `SELECT ${CARD_ROW}
         FROM (SELECT listingId AS id, ${column} AS sortKey FROM listing_cards
               WHERE ${where} AND ${after} ${orderBy} ${limit}) found
         JOIN listing_cards ON listingId = found.id
         ORDER BY sortKey ${direction}, listingId ${direction}`,
      matches: `SELECT 1 FROM listing_cards WHERE ${where}`,
    });
  }

  async function pageByRows(query: Omit<SearchQuery, 'facets'>): Promise<Page<string>> {
    return mapPage(await readPage(await rowsOf(query), query), cardJson);
  }

  /** Null where the database has to answer. */
  async function pageByMemory(query: Omit<SearchQuery, 'facets'>): Promise<Page<string> | null> {
    const { column, direction } = SORTS[query.sortBy];
    const asked = await memory.ask((index) => ({ index, matches: index.search(query, column, direction) }));
    if (!asked) return null;
    let isReadable = true;
    const page = await readPage<Found>(
      {
        ...orderOf(query),
        read: (slice) => {
          const found = asked.matches.read(slice);
          isReadable = found !== undefined;
          return Promise.resolve(found ?? []);
        },
        count: (most) => Promise.resolve(Math.min(most, asked.matches.count)),
      },
      query,
    );
    const cards = isReadable ? await texts.cardsOf(asked.index, page.items) : null;
    return cards && { items: cards, pagination: page.pagination };
  }

  return {
    /** Cards as JSON. */
    async searchListings({ facets: _, ...query }: SearchQuery): Promise<Page<string>> {
      return (await pageByMemory(query)) ?? (await pageByRows(query));
    },

    /** How many matches each value of a facet has; what the query asks of that facet itself does not count. */
    async countFacets(query: SearchQuery): Promise<CountedFacets> {
      return (await memory.ask((index) => index.countFacets(query))) ?? (await countByRows(query));
    },
  };
}

function orderOf({ sortBy }: LookedFor): Pick<Keyset<object>, 'name' | 'order'> {
  const { column, direction } = SORTS[sortBy];
  return {
    name: 'listings.search',
    order: [
      [column, direction],
      ['listingId', direction],
    ],
  };
}
