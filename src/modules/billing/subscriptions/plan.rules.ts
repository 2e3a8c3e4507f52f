/** Plans: what they cost and grant, and what a change from one to another means. Sums in cents, instants in ms. */
import type { GatewayPrice, GatewaySubscription } from '../../gateway';
import type { BillingConfig } from '../billing.config';

export const PLANS = ['STARTER', 'PROFESSIONAL', 'ENTERPRISE'] as const;
export type PlanName = (typeof PLANS)[number];
export const TERM_LENGTHS = ['MONTH', 'YEAR'] as const;
export type TermLength = (typeof TERM_LENGTHS)[number];

export const MONTHS: Record<TermLength, number> = { MONTH: 1, YEAR: 12 };

/** As configured. */
export interface Plan {
  creditsPerMonth: number;
  monthlyCents: number;
  yearlyCents: number;
  /** By what the request limits of a subscriber are multiplied. */
  limitFactor: number;
  /** Ids of prices created at the gateway by hand, each for its amount, which need not be what the plan costs now. */
  priceIds: Record<TermLength, { id: string | undefined; cents: number }>;
}

export type Plans = Record<PlanName, Plan>;

/**
 * Asked anew at each reading, since plans change while the product runs. The prices that were made at the gateway by hand
 * are of the amounts that the environment says, which stand here before any change is read.
 */
export function plansOf(config: BillingConfig): Plans {
  const plan = (name: PlanName): (() => Plan) => {
    const { monthlyCents, yearlyCents } = config[`PLAN_${name}`];
    const priceIds = {
      MONTH: { id: config[`PLAN_${name}_MONTH_PRICE_ID`], cents: monthlyCents },
      YEAR: { id: config[`PLAN_${name}_YEAR_PRICE_ID`], cents: yearlyCents },
    };
    return () => ({ ...config[`PLAN_${name}`], priceIds });
  };
  const [starter, professional, enterprise] = [plan('STARTER'), plan('PROFESSIONAL'), plan('ENTERPRISE')];
  return {
    get STARTER() {
      return starter();
    },
    get PROFESSIONAL() {
      return professional();
    },
    get ENTERPRISE() {
      return enterprise();
    },
  };
}

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

/** A configured price is of one amount: subscribers who agreed to another one have that. */
function configuredIdOf(plans: Plans, { plan, termLength, priceCents }: Price): string | undefined {
  const { id, cents } = plans[plan].priceIds[termLength];
  return cents === priceCents ? id : undefined;
}

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
