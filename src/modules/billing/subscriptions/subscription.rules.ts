/** When a subscription is dunned, lapses and renews, and which of its terms are in force. Instants in ms. */
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import type { GatewaySubscriptionStatus } from '../../gateway';
import { GRANT_FOR_PERIOD } from '../credit.rules';
import type { PricedTerms } from './plan.rules';

export const SUBSCRIPTION_STATUSES = ['AWAITING_PAYMENT', 'ACTIVE', 'PAST_DUE', 'ENDED'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];
export const END_REASONS = ['CANCELLED', 'LAPSED', 'REPLACED', 'NOT_PAID'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** How long a subscription stays live after a refused payment. */
export const GRACE_MS = 7 * DAY_MS;
/** When the subscriber is told, counted from the refusal. */
export const NOTICES_AFTER_MS: readonly number[] = [0, 3 * DAY_MS, 5 * DAY_MS];
/** How long before a yearly renewal the subscriber is reminded. */
export const RENEWAL_REMINDER_MS = 7 * DAY_MS;

/** How long before a planned end. */
export const ENDING_REMINDER_MS = 3 * DAY_MS;

export const graceEnd = (pastDueSince: number): number => pastDueSince + GRACE_MS;

/** How many of the notices are due by now. */
export const noticesDue = (pastDueSince: number, now: number): number =>
  NOTICES_AFTER_MS.filter((after) => pastDueSince + after <= now).length;

/** What a status at the gateway makes of the subscription here; null where it changes nothing. */
const STATUS_FROM_GATEWAY = {
  INCOMPLETE: null,
  ACTIVE: 'ACTIVE',
  PAST_DUE: 'PAST_DUE',
  PAUSED: null,
  ENDED: 'ENDED',
} satisfies Record<GatewaySubscriptionStatus, SubscriptionStatus | null>;

export const statusFromGateway = (status: GatewaySubscriptionStatus) => STATUS_FROM_GATEWAY[status];

interface Dated extends PricedTerms {
  fromAt: number;
}

/** The latest that have begun, or else the first. `terms` in the order in which they begin. */
export function inForce<Terms extends Dated>(terms: readonly Terms[], at: number): Terms {
  const found = terms.findLast(({ fromAt }) => fromAt <= at) ?? terms[0];
  if (!found) throw new Error('A subscription has terms from its beginning.');
  return found;
}

/** A change at the gateway is paid at once, and known here by then. */
export const CHANGE_KNOWN_WITHIN_MS = HOUR_MS;

/** What an invoice brought, and for what. */
export interface PaidPeriod {
  invoiceId: string;
  grantFor: string;
  periodStart: number;
  amountCents: number;
  extraCents: number;
  givenBackCents: number;
}

/** What is agreed of it: the price of its plan, all of an upgrade, nothing where it granted nothing. */
function agreedCents(
  { invoiceId, grantFor, periodStart, amountCents }: PaidPeriod,
  agreed: readonly Dated[],
) {
  if (grantFor === GRANT_FOR_PERIOD) return inForce(agreed, periodStart).priceCents;
  return grantFor === invoiceId ? 0 : amountCents;
}

/** What an invoice brought beyond what was agreed, and beyond what was added, accepted or given back. */
export const beyondTerms = (period: PaidPeriod, agreed: readonly Dated[]): number =>
  Math.max(0, period.amountCents - period.extraCents - period.givenBackCents - agreedCents(period, agreed));

/** What it had brought beside its plan, whatever has become of that: no credits were bought with it. */
export const besidePlan = (period: PaidPeriod, agreed: readonly Dated[]): number =>
  Math.max(period.extraCents, period.amountCents - agreedCents(period, agreed));
