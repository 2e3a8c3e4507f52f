/** How often inspections end out of service across the nation: FMCSA's answers still carry the figures of 2009–2010. */

export interface NationalAverage {
  pct: number;
  /** `YYYY-MM`: each figure is of a month of its own. */
  asOf: string;
}

export const NATIONAL_AVERAGES = {
  vehicle: { pct: 22.26, asOf: '2026-09' },
  driver: { pct: 6.67, asOf: '2026-09' },
  hazmat: { pct: 4.44, asOf: '2026-02' },
} as const satisfies Record<string, NationalAverage>;

export const NATIONAL_AVERAGE_SOURCE = 'SAFER: vehicle and driver of September 2026, hazmat of February 2026';
