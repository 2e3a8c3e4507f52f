/** The states of a payment, and what a word from the gateway does to it. */
import { dollars } from '../../platform/kernel/money';
import { HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import type { GatewayPayment } from '../gateway';

export const PAYMENT_METHODS = ['CARD', 'BANK_DEBIT', 'WIRE'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
export const PAYMENT_STATUSES = ['STARTED', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/**
 * News of one payment comes in any order, so the higher rank stands: an end outranks what leads to it, and money that
 * has come outranks every belief that it would not.
 */
const RANK: Record<PaymentStatus, number> = {
  STARTED: 0,
  PROCESSING: 1,
  FAILED: 2,
  CANCELLED: 3,
  SUCCEEDED: 4,
};

export const isOpen = (status: PaymentStatus): boolean => status === 'STARTED' || status === 'PROCESSING';
export const outranks = (next: PaymentStatus, present: PaymentStatus): boolean => RANK[next] > RANK[present];

/** Stripe keeps an idempotency key for 24 hours; past that the same key would make a second payment. */
export const GATEWAY_KEY_TTL_MS = 23 * HOUR_MS;

/** How long after its last news an open payment is asked about. */
export const CHECK_AFTER_MS = { STARTED: 10 * MINUTE_MS, PROCESSING: HOUR_MS };

/** Past this an open payment is shown to the admins as stuck. A bank debit takes four to six days to settle. */
export const STUCK_AFTER_MS = { STARTED: HOUR_MS, PROCESSING: 10 * 24 * HOUR_MS };

/** What only one payment at a time may hold: being open or paid for this purpose and subject. */
export const slotOf = (purpose: string, subjectId: string): string => `${purpose}:${subjectId}`;

/** The transaction whose money a payment is; null of anything else that is paid for. */
export const transactionOf = (payment: { purpose: string; subjectId: string } | undefined): string | null =>
  payment && ['DEPOSIT', 'FINAL_PAYMENT'].includes(payment.purpose) ? payment.subjectId : null;

export interface ExistingPayment {
  /** Since when the gateway has refused it, or not answered, for a reason that is not the payer's. */
  troubleSince: number | null;
  /** When a call was left without an answer, whose money may come yet. */
  silentAt: number | null;
  status: PaymentStatus;
  method: PaymentMethod;
  amountCents: number;
  payerId: string;
  paymentMethodId: string | null;
  gatewayPaymentId: string | null;
  startedAt: number;
}

export interface WantedPayment {
  method: PaymentMethod;
  paymentMethodId?: string;
  amountCents: number;
  payerId: string;
}

/**
 * What becomes of the payment that holds the slot when another is wanted: it is the same and goes on, it gives way, or
 * it stands in the way, since money that is under way cannot be called back.
 */
export function decideStart(
  existing: ExistingPayment,
  wanted: WantedPayment,
  now: number,
): 'CONTINUE' | 'REPLACE' | 'PAID' | 'UNDER_WAY' {
  if (existing.status === 'SUCCEEDED') return 'PAID';
  const same =
    existing.method === wanted.method &&
    existing.amountCents === wanted.amountCents &&
    existing.payerId === wanted.payerId;
  if (existing.status === 'PROCESSING') return same ? 'CONTINUE' : 'UNDER_WAY';
  const keyIsSpent =
    existing.method !== 'WIRE' &&
    existing.gatewayPaymentId === null &&
    now - existing.startedAt > GATEWAY_KEY_TTL_MS;
  const { troubleSince, silentAt } = existing;
  const refusedForUs = existing.gatewayPaymentId === null && troubleSince !== null && silentAt === null;
  // The gateway waits for the payer, or we for the gateway, and the payer would rather pay with another card.
  const waitsForAnother =
    existing.method !== 'WIRE' &&
    (existing.gatewayPaymentId !== null || refusedForUs) &&
    existing.paymentMethodId !== wanted.paymentMethodId;
  return same && !keyIsSpent && !waitsForAnother ? 'CONTINUE' : 'REPLACE';
}

/** What fits its column. */
export const AUTHENTICATION_URL_MAX = 2_000;

/** Null where the gateway asks nothing of the payer, or names no page that they could be sent to. */
export function authenticationUrlOf({ authenticationUrl: url }: GatewayPayment): string | null {
  return url && /^https?:/.test(url) && url.length <= AUTHENTICATION_URL_MAX ? url : null;
}

/** Why what the gateway has cannot be this payment, so that a person has to look; null when it can. */
export function findMismatch(
  payment: { gatewayPaymentId: string | null; amountCents: number; currency: string },
  there: GatewayPayment,
): string | null {
  if (payment.gatewayPaymentId !== null && payment.gatewayPaymentId !== there.id) {
    return `The payment belongs to ${payment.gatewayPaymentId}, not to ${there.id}.`;
  }
  if (there.currency !== payment.currency) {
    return `Expected ${payment.currency}, the gateway says ${there.currency}.`;
  }
  if (there.amountCents !== payment.amountCents) {
    return `Expected ${dollars(payment.amountCents)}, the gateway says ${dollars(there.amountCents)}.`;
  }
  if (there.status === 'SUCCEEDED' && there.receivedCents !== payment.amountCents) {
    return `Expected ${dollars(payment.amountCents)}, the gateway received ${dollars(there.receivedCents)}.`;
  }
  return null;
}
