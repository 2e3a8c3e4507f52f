/** The public search: what to filter by, in which order, page by page, and how many there are of each kind. */
import type { z } from 'zod';
import type { Values } from '../../../platform/db/database';
import { decodeCursor, type Page, pageOf } from '../../../platform/kernel/page';
import type { Platform } from '../../../platform/platform';
import {
  AGE_EDGES_YEARS,
  bandNumber,
  type Edges,
  FLEET_EDGES,
  INSURANCE_EDGES_CENTS,
  PRICE_EDGES_CENTS,
  RISK_EDGES,
} from '../bands.rules';
import type { Facets, ListingCard } from '../listing-views.schema';
import { cargoBits } from '../listing.card.rules';
import { type CardRow, viewCard } from '../listing.view';
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
/** Facets count this many matches and then say that there are more. */
const FACET_CAP = 10_000;

interface Conditions {
  where: string;
  values: Values;
}

export function createSearch({ database }: Pick<Platform, 'database'>) {
  return {
    /** The ids come from an index of the sort key; only the rows of the page are read. */
    async search(query: SearchQuery): Promise<Page<ListingCard>> {
      const { where, values } = conditionsOf(query);
      const { column, direction } = SORTS[query.sortBy];
      const past = direction === 'ASC' ? '>' : '<';
      let after = '';
      if (query.cursor) {
        const [key, id] = decodeCursor(query.cursor, ['number', 'string']);
        Object.assign(values, { key: key ?? null, id: id ?? null });
        after = `AND (${column} ${past} :key OR (${column} = :key AND listingId ${past} :id))`;
      }
      const rows = await database.select<CardRow & { sortKey: number }>(
        `SELECT c.listingId, c.status, c.publishedAt, c.premium, c.card, found.sortKey
         FROM (SELECT listingId, ${column} AS sortKey FROM listing_cards WHERE ${where} ${after}
               ORDER BY ${column} ${direction}, listingId ${direction} LIMIT :rows) found
         JOIN listing_cards c ON c.listingId = found.listingId
         ORDER BY found.sortKey ${direction}, c.listingId ${direction}`,
        { ...values, rows: query.limit + 1 },
      );
      return pageOf(rows, query.limit, (row) => [Number(row.sortKey), row.listingId], viewCard);
    },

    /** How many of the matches there are of each kind, in one pass over the newest `FACET_CAP` of them. */
    async countFacets(query: SearchQuery): Promise<z.output<typeof Facets>> {
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

function facetsOf(groups: FacetGroup[]): z.output<typeof Facets> {
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

/** A bound keeps every listing whose band reaches into the range that was asked for, and none that has no band. */
function conditionsOf(query: SearchQuery): Conditions {
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
