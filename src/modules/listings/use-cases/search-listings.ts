/** The public search: filters, orders, pages, and counts by facet. */
import { readPage, sqlKeyset } from '../../../platform/db/keyset';
import { mapPage, type Page } from '../../../platform/kernel/page';
import { cardJson, type MadeCardRow } from '../card-row';
import type { ListingsContext } from '../listings.context';
import type { LookedFor, SearchQuery } from '../listings.schema';
import { createConditions } from '../search/conditions';
import { marksOf, wantedOf } from '../search/facets.rules';
import { createFacetIndex, type FacetCounts } from '../search/facet-index';

type Sort = SearchQuery['sortBy'];
const SORTS: Record<Sort, { column: string; direction: 'ASC' | 'DESC' }> = {
  newest: { column: 'publishedAt', direction: 'DESC' },
  oldest: { column: 'publishedAt', direction: 'ASC' },
  price_asc: { column: 'priceBand', direction: 'ASC' },
  price_desc: { column: 'priceBand', direction: 'DESC' },
  years_active: { column: 'ageBand', direction: 'DESC' },
  risk: { column: 'riskBand', direction: 'ASC' },
};

/** Where words are sought, facets are counted over this many matches of the words at most. */
const TEXT_CAP = 10_000;

export interface CountedFacets extends FacetCounts {
  /** There are more matches than were counted. */
  capped: boolean;
}

export function createSearchListings({ platform, store }: ListingsContext) {
  const { database, clock } = platform;
  const facetIndex = createFacetIndex(database, clock);

  const { textOf, conditionsOf } = createConditions(store);

  /** The newest listings that have the words; null where none are sought. */
  async function idsByText(query: LookedFor): Promise<string[] | null> {
    const text = await textOf(query);
    if (text === null) return [];
    if (text.parts.length === 0) return null;
    const found = await database.select<{ listingId: string }>(
      `SELECT listingId FROM listing_cards WHERE status = 'ACTIVE' AND ${text.parts.join(' AND ')}
       ORDER BY publishedAt DESC LIMIT ${TEXT_CAP + 1}`,
      text.values,
    );
    return found.map(({ listingId }) => listingId);
  }

  return {
    /** Cards as JSON. The ids come from an index of the sort key; only the rows of the page are read. */
    async searchListings({ facets: _, ...query }: SearchQuery): Promise<Page<string>> {
      const { where, values } = await conditionsOf(query);
      const { column, direction } = SORTS[query.sortBy];
      const matching = sqlKeyset<MadeCardRow>(database, {
        name: 'listings.search',
        order: [
          [column, direction],
          ['listingId', direction],
        ],
        values,
        rows: ({ after, orderBy, limit }) =>
          `SELECT c.listingId, c.status, c.publishedAt, c.premium, c.card, c.madeBy, c.priceBand, c.ageBand, c.riskBand
           FROM (SELECT listingId, ${column} AS sortKey FROM listing_cards
                 WHERE ${where} AND ${after} ${orderBy} ${limit}) found
           JOIN listing_cards c ON c.listingId = found.listingId
           ORDER BY found.sortKey ${direction}, c.listingId ${direction}`,
        matches: `SELECT 1 FROM listing_cards WHERE ${where}`,
      });
      return mapPage(await readPage(matching, query), cardJson);
    },

    /** How many matches each value of a facet has; what the query asks of that facet itself does not count. */
    async countFacets(query: SearchQuery): Promise<CountedFacets> {
      const among = await idsByText(query);
      const capped = among !== null && among.length > TEXT_CAP;
      const counts = await facetIndex.count({
        wanted: wantedOf(query),
        marks: marksOf(query),
        among: among && among.slice(0, TEXT_CAP),
      });
      return { ...counts, capped };
    },
  };
}
