/** The ranges in which figures are shown, filtered and sorted for readers who may not know them exactly. */

/** Lower edges, ascending; a band reaches up to the next edge, the last one has no end. */
export type Edges = readonly number[];

export interface Band {
  from: number;
  /** Exclusive; null: no end. */
  below: number | null;
}

const dollarsInCents = (edges: readonly number[]): Edges => edges.map((edge) => edge * 100);

/** Fine where most companies are: at $5,000 to $50,000. */
export const PRICE_EDGES_CENTS = dollarsInCents([
  0, 5_000, 10_000, 15_000, 20_000, 30_000, 40_000, 50_000, 75_000, 100_000, 150_000, 200_000, 300_000,
  500_000, 1_000_000, 2_000_000, 5_000_000,
]);
/** $750,000, $1,000,000 and $5,000,000 are the minimums for property and two classes of hazardous goods (49 CFR 387.9). */
export const INSURANCE_EDGES_CENTS = dollarsInCents([0, 300_000, 750_000, 1_000_000, 5_000_000]);
/** Years since the USDOT number was assigned. */
export const AGE_EDGES_YEARS: Edges = [0, 1, 2, 3, 5, 10, 20];
/** Power units. */
export const FLEET_EDGES: Edges = [0, 1, 2, 6, 11, 21, 51, 101, 501];
/** Points; the edges of LOW, MODERATE, ELEVATED and HIGH. */
export const RISK_EDGES: Edges = [0, 20, 40, 60];
export const RISK_BANDS = ['LOW', 'MODERATE', 'ELEVATED', 'HIGH'] as const;

/** An unknown figure: it passes no filter, and all of them sort together at one end. */
export const NO_BAND = -1;

/** The number of the band that contains `value`. */
export function bandNumber(edges: Edges, value: number | null): number {
  if (value === null || value < 0) return NO_BAND;
  return edges.findLastIndex((edge) => edge <= value);
}

export function bandAt(edges: Edges, number: number): Band | null {
  const from = edges[number];
  return from === undefined ? null : { from, below: edges[number + 1] ?? null };
}
