/** When a subscription is dunned, lapses and renews, and which of its terms are in force. Instants in ms. */
import { DAY_MS } from '../../../platform/kernel/clock';
import type { GatewaySubscriptionStatus } from '../../gateway';
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

/** What a period brought beyond the terms in force as it began, and beyond what was added or accepted. */
export const beyondTerms = (
  period: { amountCents: number; extraCents: number; periodStart: number },
  agreed: readonly Dated[],
): number =>
  Math.max(0, period.amountCents - period.extraCents - inForce(agreed, period.periodStart).priceCents);
