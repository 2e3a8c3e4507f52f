/** What a buyer may wish for: each wish with its values, and what these are called. */
import type { Config } from '../api/queries';
import type { Wishes } from '../api/requirements';
import { countBand, moneyBand } from '../format/band';
import { words } from '../words';
import { buyerWords } from '../words/buyer';

const { codes } = words;
const { requirements: says } = buyerWords;

export type WishName = keyof Wishes;
export type Bands = Config['listingBands'];

const { UNKNOWN: _unknown, ...RATINGS } = codes.safetyRating;

const NAMES: Partial<Record<WishName, Readonly<Record<string, string>>>> = {
  dealStructure: codes.dealStructure,
  cargo: codes.cargoType,
  state: codes.usState,
  safetyRating: RATINGS,
  amazonStatus: codes.amazonStatus,
  riskBand: codes.riskBand,
  highway: says.highwayNames,
  sellerFinancing: says.financingNames,
};
const EDGES: Partial<Record<WishName, keyof Bands>> = {
  priceBand: 'priceCents',
  yearsBand: 'years',
  fleetBand: 'fleet',
  insuranceBand: 'insuranceCents',
};

/** In the order of the form. */
export const WISH_NAMES: readonly WishName[] = [
  'priceBand',
  'dealStructure',
  'cargo',
  'state',
  'fleetBand',
  'yearsBand',
  'safetyRating',
  'amazonStatus',
  'insuranceBand',
  'riskBand',
  'highway',
  'sellerFinancing',
];

export function nameOfValue(name: WishName, value: string, bands: Bands | undefined): string {
  const edges = EDGES[name];
  if (!edges) return NAMES[name]?.[value] ?? value;
  const from = Number(value);
  const below = bands?.[edges].find((edge) => edge > from) ?? null;
  return edges.endsWith('Cents')
    ? moneyBand({ fromCents: from, belowCents: below })
    : countBand({ from, below });
}

/** Every value that can be wished for; none of a range before the ranges are known. */
export function valuesOf(name: WishName, bands: Bands | undefined): string[] {
  const edges = EDGES[name];
  return edges ? (bands?.[edges] ?? []).map(String) : Object.keys(NAMES[name] ?? {});
}
