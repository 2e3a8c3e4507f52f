/** The public search: filters, orders, pages, and counts by facet. */
import type { Values } from '../../../platform/db/database';
import { readPage, sqlKeyset } from '../../../platform/db/keyset';
import type { Page } from '../../../platform/kernel/page';
import type { CardRow } from '../listing.model';
import type { ListingsContext } from '../listings.context';
import type { SearchQuery } from '../listings.schema';
import { createFacetIndex, type FacetCounts } from '../search/facet-index';
import { FACETS, marksOf, wantedOf } from '../search/facets.rules';
import type { TextConditions } from '../search/word-index';

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

  const textOf = async ({ search }: SearchQuery): Promise<TextConditions> =>
    search === undefined ? { parts: [], values: {} } : store.words.conditionsOf(search);

  async function conditionsOf(query: SearchQuery): Promise<{ where: string; values: Values }> {
    const text = await textOf(query);
    const parts = ["status = 'ACTIVE'", ...(text?.parts ?? ['1 = 0'])];
    const values: Values = { ...text?.values };
    for (const [place, wanted] of wantedOf(query).entries()) {
      const { column } = FACETS[wanted.facet];
      if ('anyOf' in wanted) parts.push(`(${column} & :wanted${place}) <> 0`);
      else parts.push(wanted.among.length > 0 ? `${column} IN (:wanted${place})` : '1 = 0');
      values[`wanted${place}`] = 'anyOf' in wanted ? wanted.anyOf : [...wanted.among];
    }
    const { having, lacking } = marksOf(query);
    if (having > 0) parts.push('(traits & :having) = :having');
    if (lacking > 0) parts.push('(traits & :lacking) = 0');
    return { where: parts.join(' AND '), values: { ...values, having, lacking } };
  }

  /** The newest listings that have the words; null where none are sought. */
  async function idsByText(query: SearchQuery): Promise<string[] | null> {
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
    /** The ids come from an index of the sort key; only the rows of the page are read. */
    async searchListings({ facets: _, ...query }: SearchQuery): Promise<Page<CardRow>> {
      const { where, values } = await conditionsOf({ ...query, facets: false });
      const { column, direction } = SORTS[query.sortBy];
      const matching = sqlKeyset<CardRow>(database, {
        name: 'listings.search',
        order: [
          [column, direction],
          ['listingId', direction],
        ],
        values,
        rows: ({ after, orderBy, limit }) =>
          `SELECT c.listingId, c.status, c.publishedAt, c.premium, c.card, c.priceBand, c.ageBand, c.riskBand
           FROM (SELECT listingId, ${column} AS sortKey FROM listing_cards
                 WHERE ${where} AND ${after} ${orderBy} ${limit}) found
           JOIN listing_cards c ON c.listingId = found.listingId
           ORDER BY found.sortKey ${direction}, c.listingId ${direction}`,
        matches: `SELECT 1 FROM listing_cards WHERE ${where}`,
      });
      return readPage(matching, query);
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
