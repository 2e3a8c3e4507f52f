/** Plans: what they cost and give, and what a change from one to another means. Sums in cents, instants in ms. */
import type { GatewayPrice } from '../../payments';

export const PLANS = ['STARTER', 'PROFESSIONAL', 'ENTERPRISE'] as const;
export type PlanName = (typeof PLANS)[number];
export const TERM_LENGTHS = ['MONTH', 'YEAR'] as const;
export type TermLength = (typeof TERM_LENGTHS)[number];

const MONTHS: Record<TermLength, number> = { MONTH: 1, YEAR: 12 };

/** As configured. */
export interface Plan {
  creditsPerMonth: number;
  monthlyCents: number;
  yearlyCents: number;
  /** How many times the usual number of requests a subscriber may make. */
  limitFactor: number;
}

export type Plans = Record<PlanName, Plan>;

export interface Offer {
  plan: PlanName;
  termLength: TermLength;
}

export interface Priced extends Offer {
  priceCents: number;
  /** A year's credits come at once, with the year's payment. */
  creditsPerPeriod: number;
}

export const priced = (plans: Plans, { plan, termLength }: Offer): Priced => ({
  plan,
  termLength,
  priceCents: termLength === 'MONTH' ? plans[plan].monthlyCents : plans[plan].yearlyCents,
  creditsPerPeriod: plans[plan].creditsPerMonth * MONTHS[termLength],
});

/** The gateway's name of a price. A new amount is a new price: who subscribed to the old one keeps it. */
export const lookupKeyOf = ({ plan, termLength, priceCents }: Omit<Priced, 'creditsPerPeriod'>): string =>
  `${plan}_${termLength}_${priceCents}`.toLowerCase();

export const planTitle = (plan: PlanName): string => plan.charAt(0) + plan.slice(1).toLowerCase();

export const gatewayPriceOf = (terms: Omit<Priced, 'creditsPerPeriod'>): GatewayPrice => ({
  lookupKey: lookupKeyOf(terms),
  name: `MC Exchange ${planTitle(terms.plan)}, paid by the ${terms.termLength.toLowerCase()}`,
  amountCents: terms.priceCents,
  interval: terms.termLength === 'MONTH' ? 'month' : 'year',
});

/** Up: now, and paid now. Down: with the next period. `STAY` takes a planned step down back. */
export type Direction = 'UP' | 'DOWN' | 'STAY' | 'NOT_BEFORE_RENEWAL';

export function directionOf(from: Offer, to: Offer): Direction {
  const rise = PLANS.indexOf(to.plan) - PLANS.indexOf(from.plan);
  if (from.termLength === to.termLength) return rise > 0 ? 'UP' : rise < 0 ? 'DOWN' : 'STAY';
  return to.termLength === 'YEAR' && rise >= 0 ? 'UP' : 'NOT_BEFORE_RENEWAL';
}

/**
 * The credits that come with a step up. They follow the money: the rest of the old period is credited, so its share of
 * the old credits is taken off; with the same length the new plan is paid for that rest only. Rounded down.
 */
export function upgradeCreditsOf(
  from: Priced,
  to: Priced,
  period: { start: number; end: number },
  now: number,
): number {
  const whole = period.end - period.start;
  const left = Math.min(Math.max(period.end - now, 0), whole);
  const gained = from.termLength === to.termLength ? to.creditsPerPeriod * left : to.creditsPerPeriod * whole;
  return Math.max(0, Math.floor((gained - from.creditsPerPeriod * left) / whole));
}
