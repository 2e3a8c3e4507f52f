/** The states of a payment, and what a word from the gateway does to it. */
import { HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import type { PaymentIntent } from './gateway';

export type PaymentMethod = 'CARD' | 'BANK_DEBIT' | 'WIRE';
export type PaymentStatus = 'STARTED' | 'PROCESSING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

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
export const GATEWAY_KEY_LIFE_MS = 23 * HOUR_MS;

/** How long after its last news an open payment is asked about. */
export const CHECK_AFTER_MS = { STARTED: 10 * MINUTE_MS, PROCESSING: HOUR_MS };

/** Past this an open payment is shown to the admins as stuck. A bank debit takes four to six days to settle. */
export const STUCK_AFTER_MS = { STARTED: HOUR_MS, PROCESSING: 10 * 24 * HOUR_MS };

/** How long a payer may take to prove to his bank that it is he. */
export const AUTHENTICATION_TAKES_MS = 24 * HOUR_MS;

/** What only one payment at a time may hold: being open or paid for this purpose and subject. */
export const slotOf = (purpose: string, subjectId: string): string => `${purpose}:${subjectId}`;

export interface StandingPayment {
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
export function meetStanding(
  standing: StandingPayment,
  wanted: WantedPayment,
  now: number,
): 'CONTINUE' | 'REPLACE' | 'PAID' | 'UNDER_WAY' {
  if (standing.status === 'SUCCEEDED') return 'PAID';
  const same =
    standing.method === wanted.method &&
    standing.amountCents === wanted.amountCents &&
    standing.payerId === wanted.payerId;
  if (standing.status === 'PROCESSING') return same ? 'CONTINUE' : 'UNDER_WAY';
  const keyIsSpent =
    standing.method !== 'WIRE' &&
    standing.gatewayPaymentId === null &&
    now - standing.startedAt > GATEWAY_KEY_LIFE_MS;
  // The gateway waits for the payer, who would rather pay with another card.
  const waitsForAnother =
    standing.method !== 'WIRE' &&
    standing.gatewayPaymentId !== null &&
    standing.paymentMethodId !== wanted.paymentMethodId;
  return same && !keyIsSpent && !waitsForAnother ? 'CONTINUE' : 'REPLACE';
}

const STATUS_OF_INTENT: Record<PaymentIntent['status'], PaymentStatus> = {
  requires_payment_method: 'STARTED',
  requires_confirmation: 'STARTED',
  requires_action: 'STARTED',
  requires_capture: 'STARTED',
  processing: 'PROCESSING',
  succeeded: 'SUCCEEDED',
  canceled: 'CANCELLED',
};

/** After a refused attempt Stripe asks for another method of payment; for us this payment has failed. */
export const statusOf = ({ status, last_payment_error: error }: PaymentIntent): PaymentStatus =>
  status === 'requires_payment_method' && error ? 'FAILED' : STATUS_OF_INTENT[status];

/** What fits its column. */
export const AUTHENTICATION_URL_MAX = 2_000;

/** Null where the gateway asks nothing of the payer, or names no page that he could be sent to. */
export function authenticationUrlOf({ status, next_action: next }: PaymentIntent): string | null {
  const url = status === 'requires_action' ? next?.redirect_to_url?.url : null;
  return url && /^https?:/.test(url) && url.length <= AUTHENTICATION_URL_MAX ? url : null;
}

/** Why an intent cannot be this payment, so that a person has to look; null when it can. */
export function findMismatch(
  payment: { gatewayPaymentId: string | null; amountCents: number; currency: string },
  intent: PaymentIntent,
): string | null {
  if (payment.gatewayPaymentId !== null && payment.gatewayPaymentId !== intent.id) {
    return `The payment belongs to ${payment.gatewayPaymentId}, not to ${intent.id}.`;
  }
  if (intent.currency !== payment.currency) {
    return `Expected ${payment.currency}, the gateway says ${intent.currency}.`;
  }
  if (intent.amount !== payment.amountCents) {
    return `Expected ${payment.amountCents} cents, the gateway says ${intent.amount}.`;
  }
  if (intent.status === 'succeeded' && intent.amount_received !== payment.amountCents) {
    return `Expected ${payment.amountCents} cents, the gateway received ${intent.amount_received}.`;
  }
  return null;
}
