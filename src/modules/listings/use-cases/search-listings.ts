/** The public search: filters, orders, pages, and counts by facet. */
import type { Values } from '../../../platform/db/database';
import { readPage, sqlKeyset } from '../../../platform/db/keyset';
import type { Page } from '../../../platform/kernel/page';
import {
  AGE_EDGES_YEARS,
  bandNumber,
  type Edges,
  FLEET_EDGES,
  INSURANCE_EDGES_CENTS,
  PRICE_EDGES_CENTS,
  RISK_EDGES,
} from '../bands.rules';
import { cargoBits } from '../card.rules';
import type { CardRow } from '../listing.model';
import type { ListingsContext } from '../listings.context';
import type { SearchQuery } from '../listings.schema';

type Sort = SearchQuery['sortBy'];
const SORTS: Record<Sort, { column: string; direction: 'ASC' | 'DESC' }> = {
  newest: { column: 'publishedAt', direction: 'DESC' },
  oldest: { column: 'publishedAt', direction: 'ASC' },
  price_asc: { column: 'priceBand', direction: 'ASC' },
  price_desc: { column: 'priceBand', direction: 'DESC' },
  years_active: { column: 'ageBand', direction: 'DESC' },
  risk: { column: 'riskBand', direction: 'ASC' },
};

const AUTHORITY_COLUMNS = {
  COMMON: 'commonAuthority',
  CONTRACT: 'contractAuthority',
  BROKER: 'brokerAuthority',
} as const;

const MOST_WORDS = 8;
/** Facets are counted over this many matches at most. */
const FACET_CAP = 10_000;

/** Matches by facet and value. */
export interface FacetCounts {
  state: Record<string, number>;
  authorityKind: Record<string, number>;
  safetyRating: Record<string, number>;
  dealStructure: Record<string, number>;
  counted: number;
  /** There are more matches than were counted. */
  capped: boolean;
}

interface Conditions {
  where: string;
  values: Values;
}

export function createSearchListings({ platform }: ListingsContext) {
  const { database } = platform;

  return {
    /** The ids come from an index of the sort key; only the rows of the page are read. */
    searchListings({ facets: _, ...query }: SearchQuery): Promise<Page<CardRow>> {
      const { where, values } = conditionsOf(query);
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

    /** How many matches each value of a facet has, in one pass over the newest `FACET_CAP` of them. */
    async countFacets(query: SearchQuery): Promise<FacetCounts> {
      const { where, values } = conditionsOf(query);
      const columns =
        'state, safetyRating, dealStructure, commonAuthority, contractAuthority, brokerAuthority';
      const groups = await database.select<FacetGroup>(
        `SELECT ${columns}, COUNT(*) AS matches
         FROM (SELECT ${columns} FROM listing_cards WHERE ${where}
               ORDER BY publishedAt DESC LIMIT ${FACET_CAP + 1}) matching
         GROUP BY ${columns}`,
        values,
      );
      return facetsOf(groups);
    },
  };
}

interface FacetGroup {
  state: string | null;
  safetyRating: string;
  dealStructure: string | null;
  commonAuthority: number;
  contractAuthority: number;
  brokerAuthority: number;
  matches: number;
}

function facetsOf(groups: FacetGroup[]): FacetCounts {
  const facets = {
    state: {} as Record<string, number>,
    authorityKind: {} as Record<string, number>,
    safetyRating: {} as Record<string, number>,
    dealStructure: {} as Record<string, number>,
  };
  const add = (facet: Record<string, number>, value: string | null, matches: number) => {
    if (value !== null) facet[value] = (facet[value] ?? 0) + matches;
  };
  let counted = 0;
  for (const group of groups) {
    const matches = Number(group.matches);
    counted += matches;
    add(facets.state, group.state, matches);
    add(facets.safetyRating, group.safetyRating, matches);
    add(facets.dealStructure, group.dealStructure, matches);
    for (const [kind, column] of Object.entries(AUTHORITY_COLUMNS)) {
      if (group[column]) add(facets.authorityKind, kind, matches);
    }
  }
  return { ...facets, counted: Math.min(counted, FACET_CAP), capped: counted > FACET_CAP };
}

/** A bound matches every listing whose band overlaps the range asked for, and none without a band. */
function conditionsOf(query: Omit<SearchQuery, 'facets'>): Conditions {
  const parts = ["status = 'ACTIVE'"];
  const values: Values = {};
  const equal = (column: string, value: string | number | boolean | undefined) => {
    if (value === undefined) return;
    parts.push(`${column} = :${column}`);
    values[column] = typeof value === 'boolean' ? Number(value) : value;
  };
  const within = (column: string, edges: Edges, least: number | undefined, most: number | undefined) => {
    if (least === undefined && most === undefined) return;
    parts.push(`${column} >= :${column}Least`);
    values[`${column}Least`] = bandNumber(edges, least ?? 0);
    if (most === undefined) return;
    parts.push(`${column} <= :${column}Most`);
    values[`${column}Most`] = bandNumber(edges, most);
  };
  if (query.state) {
    parts.push('state IN (:state)');
    values.state = [query.state].flat();
  }
  equal('safetyRating', query.safetyRating);
  equal('amazonStatus', query.amazonStatus);
  equal('dealStructure', query.dealStructure);
  equal('verified', query.verified);
  equal('premium', query.premium);
  equal('highwaySetUp', query.highwaySetup);
  if (query.authorityKind) equal(AUTHORITY_COLUMNS[query.authorityKind], 1);
  within('priceBand', PRICE_EDGES_CENTS, query.minPriceCents, query.maxPriceCents);
  within('ageBand', AGE_EDGES_YEARS, query.minYears, undefined);
  within('fleetBand', FLEET_EDGES, query.minFleet, query.maxFleet);
  within('insuranceBand', INSURANCE_EDGES_CENTS, query.minInsuranceCents, undefined);
  within('riskBand', RISK_EDGES, undefined, query.maxRisk);
  if (query.cargo) {
    parts.push('(cargo & :cargo) <> 0');
    values.cargo = cargoBits([query.cargo]);
  }
  const words = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  for (const [index, word] of words.entries()) {
    parts.push(`searchText LIKE :word${index} ESCAPE '!'`);
    values[`word${index}`] = `%${word.replaceAll(/[!%_]/g, '!$&')}%`;
  }
  return { where: parts.join(' AND '), values };
}
