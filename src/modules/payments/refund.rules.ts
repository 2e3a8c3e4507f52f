/** The states of a refund, and what a word from the gateway does to it. */
import { HOUR_MS } from '../../platform/kernel/clock';
import type { GatewayRefund } from './gateway';

export type RefundStatus = 'REQUESTED' | 'PENDING' | 'AWAITING_WIRE' | 'SUCCEEDED' | 'NEEDS_ATTENTION';

/** Failure outranks success: a refund that went out may still come back from the payer's bank. */
const RANK: Record<RefundStatus, number> = {
  REQUESTED: 0,
  AWAITING_WIRE: 0,
  PENDING: 1,
  SUCCEEDED: 2,
  NEEDS_ATTENTION: 3,
};

export const outranks = (next: RefundStatus, present: RefundStatus): boolean => RANK[next] > RANK[present];

/** How long after its last news an unfinished refund is asked about. */
export const REFUND_CHECK_AFTER_MS = HOUR_MS;

const STATUS_OF: Record<GatewayRefund['status'], RefundStatus> = {
  pending: 'PENDING',
  requires_action: 'PENDING',
  succeeded: 'SUCCEEDED',
  failed: 'NEEDS_ATTENTION',
  canceled: 'NEEDS_ATTENTION',
};

export const statusOf = (refund: GatewayRefund): RefundStatus => STATUS_OF[refund.status];

/** What the gateway keeps with a refund to tell our attempts apart. */
export const refundReference = (refundId: string, attempt: number): string => `${refundId}:${attempt}`;

export function readRefundReference(
  reference: string | undefined,
): { refundId: string; attempt: number } | null {
  const [refundId, attempt, ...rest] = reference?.split(':') ?? [];
  if (!refundId || !/^\d{1,4}$/.test(attempt ?? '') || rest.length > 0) return null;
  return { refundId, attempt: Number(attempt) };
}

/** A payment gives back at most what it brought, less what the payer's bank has given him already. */
export const refundableCents = (payment: {
  amountReceivedCents: number | null;
  refundedCents: number;
  chargedBackCents: number;
}): number =>
  Math.max(0, (payment.amountReceivedCents ?? 0) - payment.refundedCents - payment.chargedBackCents);

/** Why a gateway's refund cannot be this one; null when it can. */
export function findRefundMismatch(
  refund: { amountCents: number; gatewayRefundId: string | null },
  reported: GatewayRefund,
): string | null {
  if (refund.gatewayRefundId !== null && refund.gatewayRefundId !== reported.id) {
    return `The refund belongs to ${refund.gatewayRefundId}, not to ${reported.id}.`;
  }
  if (reported.currency !== 'usd') return `Expected usd, the gateway says ${reported.currency}.`;
  if (reported.amount !== refund.amountCents) {
    return `Expected ${refund.amountCents} cents, the gateway says ${reported.amount}.`;
  }
  return null;
}
