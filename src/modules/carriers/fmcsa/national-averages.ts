/** How often inspections end out of service across the nation: FMCSA's answers still carry the figures of 2009–2010. */

export interface NationalAverage {
  pct: number;
  /** `YYYY-MM`: each figure is of a month of its own. */
  asOf: string;
}

export interface NationalAverages {
  vehicle: NationalAverage;
  driver: NationalAverage;
  hazmat: NationalAverage;
}

export const sourceOfAverages = ({ vehicle, driver, hazmat }: NationalAverages): string =>
  `SAFER: vehicle of ${vehicle.asOf}, driver of ${driver.asOf}, hazmat of ${hazmat.asOf}`;
