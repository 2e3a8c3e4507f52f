/** How long a payment lives, by its method, and what its payer has to do meanwhile. Instants and durations are ms. */
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { GATEWAY_KEY_TTL_MS, type PaymentMethod, type PaymentStatus } from './payment.rules';

/** How long a payer may take: to confirm a card with its bank; to verify a bank account by small deposits. */
export const PAYER_TAKES_MS = { CARD: 24 * HOUR_MS, BANK_DEBIT: 10 * DAY_MS } as const;

/**
 * How long the money may take. A bank debit settles in up to four business days and may need some more to be known as
 * failed (Stripe, "ACH Direct Debit"); a wire goes by the business days of two banks, and an administrator books it.
 */
const MONEY_TAKES_MS: Record<PaymentMethod, number> = {
  CARD: HOUR_MS,
  BANK_DEBIT: 10 * DAY_MS,
  WIRE: 5 * DAY_MS,
};

export interface TimedPayment {
  method: PaymentMethod;
  status: PaymentStatus;
  gatewayPaymentId: string | null;
  authenticationUrl: string | null;
  startedAt: number;
  /** Since when the gateway takes it not, for a reason of ours. */
  troubleSince?: number | null;
  /** When the gateway left a call for it without an answer. */
  silentAt?: number | null;
  /** Since when its money is on its way. */
  processingAt: number | null;
}

const waitsForPayer = ({ status, gatewayPaymentId }: TimedPayment): boolean =>
  status === 'STARTED' && gatewayPaymentId !== null;

/** Until when the payer can still do what the gateway waits for; then it is given up. Null where it waits for nothing. */
export function payerHasUntil(payment: TimedPayment): number | null {
  if (payment.method === 'WIRE' || !waitsForPayer(payment)) return null;
  return payment.startedAt + PAYER_TAKES_MS[payment.method];
}

/** Refused for a reason of ours: it waits, and is tried again. */
export const waitsForUs = ({ status, gatewayPaymentId, troubleSince }: TimedPayment): boolean =>
  status === 'STARTED' && gatewayPaymentId === null && (troubleSince ?? null) !== null;

/** By when an open payment has come or failed; null where it has ended. */
export function expectedBy(payment: TimedPayment): number | null {
  if (payment.status !== 'STARTED' && payment.status !== 'PROCESSING') return null;
  if (waitsForUs(payment)) return payment.startedAt + GATEWAY_KEY_TTL_MS;
  const since = Math.max(payment.startedAt, payment.processingAt ?? 0);
  return payerHasUntil(payment) ?? since + MONEY_TAKES_MS[payment.method];
}

/** What an open payment waits for. */
export interface NextStep {
  step: 'CONFIRM_WITH_BANK' | 'VERIFY_BANK_ACCOUNT' | 'SEND_WIRE' | 'WAIT' | 'WAIT_FOR_US';
  /** It may have been taken, though nothing says so yet. */
  mayBeTaken?: true;
  /** In a sentence for the payer. */
  says: string;
  /** Where the payer does it; null where there is no page for it. */
  url: string | null;
  /** Null where nothing of the payment itself runs out. */
  until: number | null;
}

/** Null where nothing is awaited any more. */
export function nextStepOf(payment: TimedPayment): NextStep | null {
  const { method, status, authenticationUrl: url } = payment;
  const until = expectedBy(payment);
  if (until === null) return null;
  if (method === 'WIRE') {
    const says =
      'Send the wire with the reference of the instructions; an administrator books it on arrival.';
    return { step: 'SEND_WIRE', says, url: null, until: null };
  }
  if (waitsForUs(payment)) {
    const says = payment.silentAt
      ? 'Nothing: we do not know yet whether it was taken. We ask and try again by ourselves, and nothing is taken twice.'
      : 'Nothing: we cannot take it just now, for a reason of ours, and nothing was taken. We try again by ourselves for a day.';
    return { step: 'WAIT_FOR_US', ...(payment.silentAt ? { mayBeTaken: true } : {}), says, url: null, until };
  }
  if (status === 'STARTED' && method === 'BANK_DEBIT' && url !== null) {
    const says =
      'Verify your bank account: within two business days a small deposit arrives on it; enter what its line on the statement says on this page. The debit starts then.';
    return { step: 'VERIFY_BANK_ACCOUNT', says, url, until };
  }
  if (status === 'STARTED' && url !== null) {
    return {
      step: 'CONFIRM_WITH_BANK',
      says: 'Confirm the payment with your bank on this page.',
      url,
      until,
    };
  }
  const says =
    method === 'BANK_DEBIT' && status === 'PROCESSING'
      ? 'Nothing: the debit is under way. Banks take about four business days, at times longer.'
      : 'Nothing: the bank has not answered yet.';
  return { step: 'WAIT', says, url: null, until };
}
