/** When a subscription is dunned, lapses and is renewed, and which of its terms are in force. Instants in ms. */
import { DAY_MS } from '../../../platform/kernel/clock';
import type { Priced } from './plan.rules';

export const SUBSCRIPTION_STATUSES = ['AWAITING_PAYMENT', 'ACTIVE', 'PAST_DUE', 'ENDED'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];
export const END_REASONS = ['CANCELLED', 'LAPSED', 'REPLACED', 'NOT_PAID'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** How long a subscription lives on after a refused payment. */
export const GRACE_MS = 7 * DAY_MS;
/** When its holder is told so, from the refusal on. */
export const NOTICES_AFTER_MS: readonly number[] = [0, 3 * DAY_MS, 5 * DAY_MS];
/** How long before a yearly renewal its holder is reminded of it. */
export const RENEWAL_REMINDER_MS = 7 * DAY_MS;

export const graceEnd = (pastDueSince: number): number => pastDueSince + GRACE_MS;

/** How many of the notices are due by now. */
export const noticesDue = (pastDueSince: number, now: number): number =>
  NOTICES_AFTER_MS.filter((after) => pastDueSince + after <= now).length;

/** What the gateway's word for a state means here; null where it changes nothing. */
export function meaningOf(gatewayStatus: string): 'PAID' | 'OVERDUE' | 'OVER' | null {
  if (gatewayStatus === 'active' || gatewayStatus === 'trialing') return 'PAID';
  if (gatewayStatus === 'past_due' || gatewayStatus === 'unpaid') return 'OVERDUE';
  if (gatewayStatus === 'canceled' || gatewayStatus === 'incomplete_expired') return 'OVER';
  return null;
}

interface Dated extends Priced {
  fromAt: number;
}

/** The latest that have begun; before all, the first. `terms` in the order in which they begin. */
export function inForce<Terms extends Dated>(terms: readonly Terms[], at: number): Terms {
  const found = terms.findLast(({ fromAt }) => fromAt <= at) ?? terms[0];
  if (!found) throw new Error('A subscription has terms from its beginning.');
  return found;
}
