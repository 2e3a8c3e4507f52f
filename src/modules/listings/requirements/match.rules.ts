/**
 * How well a card matches what a buyer looks for, wish by wish. The card is all that goes in, so no score tells more than
 * the card does.
 */
import {
  AGE_EDGES_YEARS,
  type Edges,
  FLEET_EDGES,
  INSURANCE_EDGES_CENTS,
  PRICE_EDGES_CENTS,
} from '../bands.rules';
import type { ListingCard } from '../listing-views.schema';

/** What of a facet is wanted, and what is not; whatever neither names does not matter. */
export interface Wish {
  wanted: readonly string[];
  unwanted: readonly string[];
}

interface Facet {
  /** What the wish counts beside the others. */
  weight: number;
  /** What the card shows, as a wish names it; null: the card does not tell. */
  shown(card: ListingCard): readonly string[] | null;
  /** Of ranges: the next one to a wanted one nearly is it. */
  edges?: Edges;
}

const one = (value: string | null): string[] | null => (value === null ? null : [value]);
const lowerEnd = (band: { fromCents: number } | { from: number } | null): string[] | null =>
  band && [String('from' in band ? band.from : band.fromCents)];

/** Weighed by what decides whether a company is worth a look: what it costs, what is sold, what it hauls. */
export const FACETS_OF_WISHES = {
  priceBand: { weight: 25, shown: (card) => lowerEnd(card.priceBand), edges: PRICE_EDGES_CENTS },
  dealStructure: { weight: 15, shown: (card) => one(card.dealStructure) },
  cargo: { weight: 15, shown: ({ cargoTypes }) => (cargoTypes.length > 0 ? cargoTypes : null) },
  state: { weight: 10, shown: (card) => one(card.state) },
  yearsBand: { weight: 10, shown: (card) => lowerEnd(card.yearsActiveBand), edges: AGE_EDGES_YEARS },
  fleetBand: { weight: 10, shown: (card) => lowerEnd(card.fleetBand), edges: FLEET_EDGES },
  safetyRating: {
    weight: 10,
    shown: ({ safetyRating }) => (safetyRating === 'UNKNOWN' ? null : [safetyRating]),
  },
  amazonStatus: { weight: 10, shown: (card) => [card.amazonRelayStatus] },
  insuranceBand: { weight: 5, shown: (card) => lowerEnd(card.insuranceBand), edges: INSURANCE_EDGES_CENTS },
  riskBand: { weight: 5, shown: (card) => one(card.riskBand) },
  highway: { weight: 5, shown: (card) => [String(card.highwaySetUp)] },
  sellerFinancing: { weight: 5, shown: (card) => [String(card.sellerFinancing)] },
} as const satisfies Record<string, Facet>;
export type WishName = keyof typeof FACETS_OF_WISHES;
export const WISH_NAMES = Object.keys(FACETS_OF_WISHES) as WishName[];

export type Wishes = Partial<Record<WishName, Wish>>;

export const OUTCOMES = ['MET', 'NEAR', 'UNMET', 'UNWANTED', 'UNKNOWN'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What is not known may be as wished or not: it counts half, like what is next to it. */
const SHARES: Record<Outcome, number> = { MET: 1, NEAR: 0.5, UNKNOWN: 0.5, UNMET: 0, UNWANTED: 0 };
/** Whatever else is as wished: a company with something that is not wanted is no good match. */
const MOST_WITH_UNWANTED = 25;

export interface MatchedWish {
  name: WishName;
  outcome: Outcome;
  /** Of the weights of all wishes together, in percent, what this one gave and could have given. */
  points: number;
  most: number;
  shown: readonly string[] | null;
}

export interface Match {
  /** From 0 to 100; null where nothing is wished for. */
  score: number | null;
  wishes: MatchedWish[];
}

const facetOf = (name: WishName): Facet => FACETS_OF_WISHES[name];

export const isWish = (wish: Wish | undefined): wish is Wish =>
  wish !== undefined && wish.wanted.length + wish.unwanted.length > 0;

export function matchOf(wishes: Wishes, card: ListingCard): Match {
  const wished = WISH_NAMES.flatMap((name) => {
    const wish = wishes[name];
    return isWish(wish) ? [{ name, wish, facet: facetOf(name) }] : [];
  });
  const total = wished.reduce((sum, { facet }) => sum + facet.weight, 0);
  const judged = wished.map(({ name, wish, facet }): MatchedWish => {
    const shown = facet.shown(card);
    const outcome = outcomeOf(wish, shown, facet.edges);
    const most = (100 * facet.weight) / total;
    return { name, outcome, most, points: most * SHARES[outcome], shown };
  });
  if (judged.length === 0) return { score: null, wishes: [] };
  const points = judged.reduce((sum, wish) => sum + wish.points, 0);
  const isUnwanted = judged.some(({ outcome }) => outcome === 'UNWANTED');
  return { score: Math.round(isUnwanted ? Math.min(points, MOST_WITH_UNWANTED) : points), wishes: judged };
}

function outcomeOf({ wanted, unwanted }: Wish, shown: readonly string[] | null, edges?: Edges): Outcome {
  if (shown === null) return 'UNKNOWN';
  if (shown.some((value) => unwanted.includes(value))) return 'UNWANTED';
  if (wanted.length === 0 || shown.some((value) => wanted.includes(value))) return 'MET';
  const number = (value: string) => edges?.indexOf(Number(value)) ?? -1;
  const isNear =
    edges !== undefined &&
    shown.some((value) => wanted.some((other) => Math.abs(number(value) - number(other)) === 1));
  return isNear ? 'NEAR' : 'UNMET';
}
