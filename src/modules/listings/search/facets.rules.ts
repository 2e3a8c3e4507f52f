/** What a search narrows by: each facet of a card, the values it takes, and what a query asks of it. */
import {
  AGE_EDGES_YEARS,
  type Edges,
  FLEET_EDGES,
  INSURANCE_EDGES_CENTS,
  PRICE_EDGES_CENTS,
  RISK_BANDS,
  RISK_EDGES,
} from '../bands.rules';
import { AUTHORITY_KINDS, CARGO_TYPES } from '../listing.fields';
import type { LookedFor } from '../listings.schema';
import { authorityBits, cargoBits, TRAITS } from '../traits.rules';

/** A facet's column of `listing_cards`: a word, the number of a band, or bits where a card has several values. */
type Facet =
  | { column: string; kind: 'word' }
  /** `names`: of a band or a bit, by its number, as the wire calls it. */
  | { column: string; kind: 'band' | 'bits'; names: readonly string[] };

const bands = (column: string, edges: Edges) => ({ column, kind: 'band' as const, names: edges.map(String) });

export const FACETS = {
  state: { column: 'state', kind: 'word' },
  dealStructure: { column: 'dealStructure', kind: 'word' },
  safetyRating: { column: 'safetyRating', kind: 'word' },
  amazonStatus: { column: 'amazonStatus', kind: 'word' },
  priceBand: bands('priceBand', PRICE_EDGES_CENTS),
  yearsBand: bands('ageBand', AGE_EDGES_YEARS),
  fleetBand: bands('fleetBand', FLEET_EDGES),
  insuranceBand: bands('insuranceBand', INSURANCE_EDGES_CENTS),
  riskBand: { column: 'riskBand', kind: 'band', names: RISK_BANDS },
  authorityKind: { column: 'traits', kind: 'bits', names: AUTHORITY_KINDS },
  cargo: { column: 'cargo', kind: 'bits', names: CARGO_TYPES },
} as const satisfies Record<string, Facet>;
export type FacetName = keyof typeof FACETS;
export const FACET_NAMES = Object.keys(FACETS) as FacetName[];

/** What a query asks of a facet: one of these words or bands, or any of these bits. */
export type Wanted = { facet: FacetName } & ({ among: readonly (string | number)[] } | { anyOf: number });

/** Marks that a card must have, and must not have, as bits of `traits`. */
export interface Marks {
  having: number;
  lacking: number;
}

const listOf = <Item>(given: Item | Item[] | undefined): Item[] | undefined =>
  given === undefined ? undefined : Array.isArray(given) ? given : [given];

/**
 * The numbers of the bands that lie wholly between the bounds: what is shown is never outside of them. `most`: no figure
 * is higher.
 */
function bandsWithin(
  edges: Edges,
  least = 0,
  highest: number | undefined = undefined,
  most = Infinity,
): number[] {
  return edges.flatMap((from, number) => {
    const last = (edges[number + 1] ?? most + 1) - 1;
    return from >= least && (highest === undefined || last <= highest) ? [number] : [];
  });
}

/** All that a query wants of the facets; what it does not ask about is absent. */
export function wantedOf(query: LookedFor): Wanted[] {
  const wanted: Wanted[] = [];
  const words = (facet: FacetName, given: string | string[] | undefined) => {
    const among = listOf(given);
    if (among) wanted.push({ facet, among });
  };
  const bandsOf = (
    facet: 'priceBand' | 'yearsBand' | 'fleetBand' | 'insuranceBand' | 'riskBand',
    given: string | string[] | undefined,
    within: number[] | undefined,
  ) => {
    const names: readonly string[] = FACETS[facet].names;
    const named = listOf(given)?.map((name) => names.indexOf(name));
    const among = named && within ? named.filter((number) => within.includes(number)) : (named ?? within);
    if (among) wanted.push({ facet, among });
  };
  const asked = (...bounds: (number | undefined)[]) => bounds.some((bound) => bound !== undefined);
  const { minPriceCents, maxPriceCents, minYears, minFleet, maxFleet, minInsuranceCents, maxRisk } = query;
  words('state', query.state);
  words('dealStructure', query.dealStructure);
  words('safetyRating', query.safetyRating);
  words('amazonStatus', query.amazonStatus);
  bandsOf(
    'priceBand',
    query.priceBand,
    asked(minPriceCents, maxPriceCents)
      ? bandsWithin(PRICE_EDGES_CENTS, minPriceCents, maxPriceCents)
      : undefined,
  );
  bandsOf('yearsBand', query.yearsBand, asked(minYears) ? bandsWithin(AGE_EDGES_YEARS, minYears) : undefined);
  bandsOf(
    'fleetBand',
    query.fleetBand,
    asked(minFleet, maxFleet) ? bandsWithin(FLEET_EDGES, minFleet, maxFleet) : undefined,
  );
  bandsOf(
    'insuranceBand',
    query.insuranceBand,
    asked(minInsuranceCents) ? bandsWithin(INSURANCE_EDGES_CENTS, minInsuranceCents) : undefined,
  );
  bandsOf(
    'riskBand',
    query.riskBand,
    asked(maxRisk) ? bandsWithin(RISK_EDGES, 0, maxRisk, HIGHEST_RISK) : undefined,
  );
  const kinds = listOf(query.authorityKind);
  if (kinds) wanted.push({ facet: 'authorityKind', anyOf: authorityBits(kinds) });
  const cargo = listOf(query.cargo);
  if (cargo) wanted.push({ facet: 'cargo', anyOf: cargoBits(cargo) });
  return wanted;
}

const HIGHEST_RISK = 100;

export function marksOf(query: LookedFor): Marks {
  const marks = { having: 0, lacking: 0 };
  const mark = (asked: boolean | undefined, bit: number) => {
    if (asked !== undefined) marks[asked ? 'having' : 'lacking'] |= bit;
  };
  mark(query.verified, TRAITS.verified);
  mark(query.premium, TRAITS.premium);
  mark(query.highwaySetup, TRAITS.highwaySetUp);
  mark(query.sellerFinancing, TRAITS.sellerFinancing);
  return marks;
}
