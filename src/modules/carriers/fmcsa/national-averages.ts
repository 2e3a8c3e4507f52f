/** How often inspections end out of service across the nation: FMCSA's answers still carry the figures of 2009–2010. */

export const NATIONAL_AVERAGES = {
  vehiclePct: 22.26,
  driverPct: 6.67,
  hazmatPct: 4.41,
  source: 'SAFER, September 2026',
} as const;
