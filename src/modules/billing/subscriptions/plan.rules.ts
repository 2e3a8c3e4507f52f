/** Plans: what they cost and give, and what a change from one to another means. Sums in cents, instants in ms. */
import type { GatewayPrice, Subscription } from '../../payments';

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
  /** Of prices that were made at the gateway by hand, for these amounts. */
  priceIds: Record<TermLength, string | undefined>;
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

type Price = Omit<Priced, 'creditsPerPeriod'>;

const centsOf = (plans: Plans, { plan, termLength }: Offer): number =>
  termLength === 'MONTH' ? plans[plan].monthlyCents : plans[plan].yearlyCents;

export const priced = (plans: Plans, { plan, termLength }: Offer): Priced => ({
  plan,
  termLength,
  priceCents: centsOf(plans, { plan, termLength }),
  creditsPerPeriod: plans[plan].creditsPerMonth * MONTHS[termLength],
});

/** The gateway's name of a price. A new amount is a new price: who subscribed to the old one keeps it. */
const lookupKeyOf = ({ plan, termLength, priceCents }: Price): string =>
  `${plan}_${termLength}_${priceCents}`.toLowerCase();

export const planTitle = (plan: PlanName): string => plan.charAt(0) + plan.slice(1).toLowerCase();

/** The configured price is that of the plan as it costs now: whoever agreed to another amount keeps his own. */
const configuredIdOf = (plans: Plans, terms: Price): string | undefined =>
  centsOf(plans, terms) === terms.priceCents ? plans[terms.plan].priceIds[terms.termLength] : undefined;

export function gatewayPriceOf(plans: Plans, terms: Price): GatewayPrice {
  const id = configuredIdOf(plans, terms);
  return {
    lookupKey: lookupKeyOf(terms),
    ...(id === undefined ? {} : { id }),
    name: `MC Exchange ${planTitle(terms.plan)}, paid by the ${terms.termLength.toLowerCase()}`,
    amountCents: terms.priceCents,
    interval: terms.termLength === 'MONTH' ? 'month' : 'year',
  };
}

/** By our own key too where an id is configured: the terms may be older than the configuration. */
export const isPriceOf = (
  plans: Plans,
  terms: Price,
  { id, lookup_key: key }: Subscription['items']['data'][0]['price'],
): boolean => id === configuredIdOf(plans, terms) || key === lookupKeyOf(terms);

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
