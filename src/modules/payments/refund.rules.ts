/** The states of a refund, and what a word from the gateway does to it. */
import { dollars } from '../../platform/kernel/money';
import { HOUR_MS } from '../../platform/kernel/clock';
import type { GatewayRefund } from '../gateway';

/** TAKEN_BACK: it never reached the payer, and its money is where it came from. */
export const REFUND_STATUSES = [
  'REQUESTED',
  'PENDING',
  'AWAITING_WIRE',
  'SUCCEEDED',
  'NEEDS_ATTENTION',
  'TAKEN_BACK',
] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** Failure outranks success: a refund that went out may still come back from the payer's bank. */
const RANK: Record<RefundStatus, number> = {
  REQUESTED: 0,
  AWAITING_WIRE: 0,
  PENDING: 1,
  SUCCEEDED: 2,
  NEEDS_ATTENTION: 3,
  TAKEN_BACK: 4,
};

export const outranks = (next: RefundStatus, present: RefundStatus): boolean => RANK[next] > RANK[present];

/** How long after its last news an unfinished refund is asked about. */
export const REFUND_CHECK_AFTER_MS = HOUR_MS;

const STATUS_OF: Record<GatewayRefund['status'], RefundStatus> = {
  PENDING: 'PENDING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'NEEDS_ATTENTION',
};

export const statusOf = (refund: GatewayRefund): RefundStatus => STATUS_OF[refund.status];

/** What the gateway keeps with a refund to tell our attempts apart. */
export const refundReference = (refundId: string, attempt: number): string => `${refundId}:${attempt}`;

/** The transfer by which an attempt is paid out. */
export const paidTransferId = (refundId: string, attempt: number): string =>
  `refund:${refundId}:paid:${attempt}`;

export function readRefundReference(reference: string | null): { refundId: string; attempt: number } | null {
  const [refundId, attempt, ...rest] = reference?.split(':') ?? [];
  if (!refundId || !/^\d{1,4}$/.test(attempt ?? '') || rest.length > 0) return null;
  return { refundId, attempt: Number(attempt) };
}

/** A payment refunds at most what it brought in, less what the payer's bank or other hands have already given back. */
export const refundableCents = (payment: {
  amountReceivedCents: number | null;
  refundedCents: number;
  chargedBackCents: number;
  outsideCents: number;
}): number =>
  Math.max(
    0,
    (payment.amountReceivedCents ?? 0) -
      payment.refundedCents -
      payment.chargedBackCents -
      payment.outsideCents,
  );

/** Why a gateway's refund cannot be this one; null when it can. */
export function findRefundMismatch(
  refund: { amountCents: number; gatewayRefundId: string | null },
  reported: GatewayRefund,
): string | null {
  if (refund.gatewayRefundId !== null && refund.gatewayRefundId !== reported.id) {
    return `The refund belongs to ${refund.gatewayRefundId}, not to ${reported.id}.`;
  }
  if (reported.currency !== 'usd') return `Expected usd, the gateway says ${reported.currency}.`;
  if (reported.amountCents !== refund.amountCents) {
    return `Expected ${dollars(refund.amountCents)}, the gateway says ${dollars(reported.amountCents)}.`;
  }
  return null;
}
