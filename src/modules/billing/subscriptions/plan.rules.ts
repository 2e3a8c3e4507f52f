/** Plans: what they cost and grant, and what a change from one to another means. Sums in cents, instants in ms. */
import type { GatewayPrice, GatewaySubscription } from '../../gateway';
import type { BillingConfig } from '../billing.config';

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
  /** By what the request limits of a subscriber are multiplied. */
  limitFactor: number;
  /** Ids of prices created at the gateway by hand, for these amounts. */
  priceIds: Record<TermLength, string | undefined>;
}

export type Plans = Record<PlanName, Plan>;

export const plansOf = (config: BillingConfig): Plans => ({
  STARTER: {
    ...config.PLAN_STARTER,
    priceIds: { MONTH: config.PLAN_STARTER_MONTH_PRICE_ID, YEAR: config.PLAN_STARTER_YEAR_PRICE_ID },
  },
  PROFESSIONAL: {
    ...config.PLAN_PROFESSIONAL,
    priceIds: {
      MONTH: config.PLAN_PROFESSIONAL_MONTH_PRICE_ID,
      YEAR: config.PLAN_PROFESSIONAL_YEAR_PRICE_ID,
    },
  },
  ENTERPRISE: {
    ...config.PLAN_ENTERPRISE,
    priceIds: { MONTH: config.PLAN_ENTERPRISE_MONTH_PRICE_ID, YEAR: config.PLAN_ENTERPRISE_YEAR_PRICE_ID },
  },
});

export interface PlanTerm {
  plan: PlanName;
  termLength: TermLength;
}

export interface PricedTerms extends PlanTerm {
  priceCents: number;
  /** A year's credits come at once, with the year's payment. */
  creditsPerPeriod: number;
}

type Price = Omit<PricedTerms, 'creditsPerPeriod'>;

const centsOf = (plans: Plans, { plan, termLength }: PlanTerm): number =>
  termLength === 'MONTH' ? plans[plan].monthlyCents : plans[plan].yearlyCents;

export const priceTerms = (plans: Plans, { plan, termLength }: PlanTerm): PricedTerms => ({
  plan,
  termLength,
  priceCents: centsOf(plans, { plan, termLength }),
  creditsPerPeriod: plans[plan].creditsPerMonth * MONTHS[termLength],
});

/** The gateway's name of a price. A new amount is a new price: subscribers to the old one keep it. */
const lookupKeyOf = ({ plan, termLength, priceCents }: Price): string =>
  `${plan}_${termLength}_${priceCents}`.toLowerCase();

export const planTitle = (plan: PlanName): string => plan.charAt(0) + plan.slice(1).toLowerCase();

/** The configured price is what the plan costs now: subscribers who agreed to another amount keep that one. */
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

/** Also by our own key where an id is configured: the terms may be older than the configuration. */
export const isPriceOf = (
  plans: Plans,
  terms: Price,
  { id, lookupKey: key }: GatewaySubscription['price'],
): boolean => id === configuredIdOf(plans, terms) || key === lookupKeyOf(terms);

/** An upgrade is made and paid now, a downgrade with the next period. `SAME_PLAN` cancels a planned downgrade. */
export type PlanChange = 'UPGRADE' | 'DOWNGRADE' | 'SAME_PLAN' | 'NOT_ALLOWED';

export function classifyChange(from: PlanTerm, to: PlanTerm): PlanChange {
  const rise = PLANS.indexOf(to.plan) - PLANS.indexOf(from.plan);
  if (from.termLength === to.termLength) return rise > 0 ? 'UPGRADE' : rise < 0 ? 'DOWNGRADE' : 'SAME_PLAN';
  return to.termLength === 'YEAR' && rise >= 0 ? 'UPGRADE' : 'NOT_ALLOWED';
}

/**
 * The credits that an upgrade grants. They follow the money: the rest of the old period is credited, so its share of the
 * old credits is deducted; with the same term length the new plan is paid for that rest only. Rounded down.
 */
export function upgradeCreditsOf(
  from: PricedTerms,
  to: PricedTerms,
  period: { start: number; end: number },
  now: number,
): number {
  const whole = period.end - period.start;
  const left = Math.min(Math.max(period.end - now, 0), whole);
  const gained = from.termLength === to.termLength ? to.creditsPerPeriod * left : to.creditsPerPeriod * whole;
  return Math.max(0, Math.floor((gained - from.creditsPerPeriod * left) / whole));
}
