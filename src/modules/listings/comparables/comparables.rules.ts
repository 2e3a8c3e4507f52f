/** Which companies are like another one, and what those that are say of its price. Only what cards show is compared. */
import { type Band, bandAt, NO_BAND, PRICE_EDGES_CENTS } from '../bands.rules';

/** What is compared of a card, by the numbers of its bands. */
export interface Comparable {
  listingId: string;
  state: string | null;
  dealStructure: string | null;
  /** Of the asking price; of a company that is sold, of what was paid. */
  priceBand: number;
  ageBand: number;
  fleetBand: number;
  cargo: number;
}

const UNKNOWN_IS_SO_FAR = 2;

const bandsApart = (one: number, other: number): number =>
  one === NO_BAND || other === NO_BAND ? UNKNOWN_IS_SO_FAR : Math.abs(one - other);

/** 0: the same in all that is compared. Price, structure and cargo weigh most: they decide who can buy it. */
export const distanceOf = (one: Comparable, other: Comparable): number =>
  3 * bandsApart(one.priceBand, other.priceBand) +
  (one.dealStructure === other.dealStructure ? 0 : 3) +
  ((one.cargo & other.cargo) === 0 ? 3 : 0) +
  bandsApart(one.fleetBand, other.fleetBand) +
  bandsApart(one.ageBand, other.ageBand) +
  (one.state === other.state ? 0 : 1);

export const mostAlike = <Item extends Comparable>(
  subject: Comparable,
  others: Item[],
  most: number,
): Item[] =>
  others
    .filter(({ listingId }) => listingId !== subject.listingId)
    .map((other) => ({ other, distance: distanceOf(subject, other) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ other }) => other);

/** With fewer, the price of one company could be read out of the answer, and the answer means little. */
export const LEAST_SAMPLE = 5;

export const LIKENESSES = ['DEAL_STRUCTURE', 'FLEET', 'YEARS'] as const;
export type Likeness = (typeof LIKENESSES)[number];

const ALIKE: Record<Likeness, (one: Comparable, other: Comparable) => boolean> = {
  DEAL_STRUCTURE: (one, other) => one.dealStructure === other.dealStructure,
  FLEET: (one, other) => bandsApart(one.fleetBand, other.fleetBand) <= 1,
  YEARS: (one, other) => bandsApart(one.ageBand, other.ageBand) <= 1,
};
/** The narrowest of these that has enough companies decides. */
const NARROWNESSES: readonly (readonly Likeness[])[] = [
  ['DEAL_STRUCTURE', 'FLEET', 'YEARS'],
  ['DEAL_STRUCTURE', 'FLEET'],
  ['DEAL_STRUCTURE'],
];

export interface Guidance {
  /** What the compared companies have in common with this one. */
  alike: readonly Likeness[];
  listings: number;
  sales: number;
  /** The ranges in which a quarter, half and three quarters of them lie. */
  lower: Band;
  middle: Band;
  upper: Band;
  /** Where the asking price lies; null where there is none. */
  asking: 'BELOW' | 'WITHIN' | 'ABOVE' | null;
}

/** Null where fewer than five are alike. */
export function guidanceFor(
  subject: Comparable,
  onMarket: readonly Comparable[],
  sold: readonly Comparable[],
): Guidance | null {
  for (const alike of NARROWNESSES) {
    const isAlike = (other: Comparable) =>
      other.listingId !== subject.listingId &&
      other.priceBand !== NO_BAND &&
      alike.every((likeness) => ALIKE[likeness](subject, other));
    const listings = onMarket.filter(isAlike);
    const sales = sold.filter(isAlike);
    const prices = [...listings, ...sales].map(({ priceBand }) => priceBand).sort((a, b) => a - b);
    if (prices.length < LEAST_SAMPLE) continue;
    const numberAt = (share: number): number => prices[Math.round((prices.length - 1) * share)] ?? 0;
    const [lower, middle, upper] = [numberAt(0.25), numberAt(0.5), numberAt(0.75)];
    return {
      alike,
      listings: listings.length,
      sales: sales.length,
      lower: priceAt(lower),
      middle: priceAt(middle),
      upper: priceAt(upper),
      asking: placeOf(subject.priceBand, lower, upper),
    };
  }
  return null;
}

function placeOf(band: number, lower: number, upper: number): Guidance['asking'] {
  if (band === NO_BAND) return null;
  if (band < lower) return 'BELOW';
  return band > upper ? 'ABOVE' : 'WITHIN';
}

const priceAt = (number: number): Band => bandAt(PRICE_EDGES_CENTS, number) ?? { from: 0, below: null };
