/** Payments and signed webhooks for tests. */
import type { PaymentMethod, StartOrder } from '../../src/modules/payments';
import { signWebhook } from '../../src/modules/gateway/sandbox/sandbox-signature.rules';
import { systemActor } from '../../src/platform/kernel/actor';
import { newId } from '../../src/platform/kernel/ids';
import type { TestApp, TestUser } from './app';
import { limitsOf } from './stripe-described';
import { asStripeSends, gatewayEvent } from './stripe-hand-made';

export { gatewayEvent, gatewayId } from './stripe-hand-made';

export const PRICE_CENTS = 250_000;
/** That Stripe takes. */
export const LEAST_CENTS = limitsOf('payment_intent', 'amount').minimum;

/** What is missing from an order of a payment for a test that does not care. */
export const anOrder = (method: PaymentMethod, paymentMethodId?: string): StartOrder => ({
  actor: systemActor('tests'),
  purpose: 'TEST',
  subjectId: newId(),
  payerId: newId(),
  amountCents: PRICE_CENTS,
  method,
  ...(paymentMethodId ? { paymentMethodId } : {}),
  description: 'A test',
});

/** Starts a bank debit: open at the gateway until it settles, so that a test can tell its end by webhook. */
export async function startDebit(app: TestApp, paymentMethodId = 'pm_usBankAccount_success') {
  const payment = await app.modules.payments.start(anOrder('BANK_DEBIT', paymentMethodId));
  const [row] = await app.platform.database.select<{ gatewayPaymentId: string }>(
    'SELECT gatewayPaymentId FROM payments WHERE id = :id',
    { id: payment.id },
  );
  return { ...payment, intentId: row?.gatewayPaymentId ?? '' };
}

/** A bank account of nobody's: the routing number is a real one, the account number made up. */
export const A_BANK_ACCOUNT = {
  accountHolder: 'Prairie Line LLC',
  bankName: 'First Test Bank',
  routingNumber: '021000021',
  accountNumber: '40071835529',
};

/** Names where a seller's payouts are wired to; for 48 hours nothing goes there. */
export async function setBankAccount(seller: TestUser): Promise<void> {
  expect((await seller.put('/seller/bank-account', A_BANK_ACCOUNT)).status).toBe(200);
}

export interface IntentFacts {
  intentId: string;
  status: 'processing' | 'succeeded' | 'canceled' | 'requires_payment_method';
  amount?: number;
  /** What was really taken; the whole amount unless told otherwise. */
  received?: number;
  currency?: string;
  /** The payment of ours that it says to be. */
  reference?: string;
  id?: string;
  type?: string;
}

const TYPES = {
  processing: 'payment_intent.processing',
  succeeded: 'payment_intent.succeeded',
  canceled: 'payment_intent.canceled',
  requires_payment_method: 'payment_intent.payment_failed',
};

/** An event as Stripe would send it. */
export function intentEvent({
  intentId,
  status,
  amount = PRICE_CENTS,
  received = amount,
  currency = 'usd',
  reference,
  id,
  type,
}: IntentFacts) {
  const object = {
    ...{ id: intentId, object: 'payment_intent', amount, currency, status, created: 1_790_000_000 },
    amount_received: status === 'succeeded' ? received : 0,
    last_payment_error:
      status === 'requires_payment_method'
        ? { type: 'card_error', code: 'card_declined', message: 'Refused.' }
        : null,
    metadata: reference ? { paymentId: reference } : {},
  };
  return gatewayEvent(type ?? TYPES[status], object, id);
}

/** What is told of a card dispute; `type`: `created`, `funds_withdrawn`, `closed` … */
export const disputeEvent = (
  type: string,
  disputeId: string,
  intentId: string,
  status: string,
  amount = PRICE_CENTS,
) =>
  gatewayEvent(`charge.dispute.${type}`, {
    ...{ id: disputeId, object: 'dispute', amount, currency: 'usd', payment_intent: intentId },
    ...{ reason: 'fraudulent', status, created: 1_790_000_000 },
  });

export interface RefundFacts {
  id: string;
  intentId: string;
  amount: number;
  status: 'pending' | 'succeeded' | 'failed';
  /** The refund of ours, and its attempt, that it says to be; made in the gateway's dashboard without. */
  reference?: string;
}

const TYPES_OF_REFUND = { pending: 'refund.created', succeeded: 'refund.updated', failed: 'refund.failed' };

/** What is told of a refund. */
export const refundEvent = ({ id, intentId, amount, status, reference }: RefundFacts) =>
  gatewayEvent(TYPES_OF_REFUND[status], {
    ...{ id, object: 'refund', amount, currency: 'usd', payment_intent: intentId, status },
    ...(status === 'failed' ? { failure_reason: 'declined' } : {}),
    ...{ metadata: reference ? { refundAttempt: reference } : {}, created: 1_790_000_000 },
  });

export interface InvoiceFacts {
  id: string;
  customerId: string;
  /** The gateway's, and ours. */
  subscriptionId: string;
  reference: string;
  amount: number;
  /** When the period begins that it is for: seconds. */
  start: number;
  reason?: 'subscription_create' | 'subscription_cycle' | 'subscription_update';
}

const STATUS_OF_INVOICE = {
  'invoice.paid': 'paid',
  'invoice.payment_failed': 'open',
  'invoice.voided': 'void',
  'invoice.marked_uncollectible': 'uncollectible',
};
export type InvoiceNews = keyof typeof STATUS_OF_INVOICE;

const A_MONTH_SECONDS = 2_678_400;

/** What is told of the invoice of a subscription's period. */
export function invoiceEvent(type: InvoiceNews, { amount, start, ...facts }: InvoiceFacts) {
  const paid = type === 'invoice.paid' ? amount : 0;
  return gatewayEvent(type, {
    ...{ id: facts.id, object: 'invoice', status: STATUS_OF_INVOICE[type], customer: facts.customerId },
    ...{ currency: 'usd', total: amount, amount_due: amount, amount_paid: paid },
    ...{ amount_remaining: amount - paid, number: 'L-1', attempt_count: 1, created: start },
    ...{ billing_reason: facts.reason ?? 'subscription_cycle', hosted_invoice_url: null },
    parent: {
      subscription_details: {
        ...{ subscription: facts.subscriptionId, metadata: { reference: facts.reference } },
      },
    },
    lines: { data: [{ amount, currency: 'usd', period: { start, end: start + A_MONTH_SECONDS } }] },
  });
}

export interface WebhookOptions {
  secret?: string;
  /** How old the signature is. */
  ageSeconds?: number;
  /** Sent in place of the signed body. */
  bodyInstead?: string;
  /** Sent as it is: what Stripe would never send. */
  odd?: true;
}

/**
 * Sends an event to the public endpoint, signed with the gateway's secret unless told otherwise. Throws where Stripe would not
 * send such an event.
 */
export function sendWebhook(app: TestApp, event: object, options: WebhookOptions = {}) {
  const body = JSON.stringify(options.odd ? event : asStripeSends(event));
  const at = Math.floor(app.clock.now() / 1_000) - (options.ageSeconds ?? 0);
  const secret = options.secret ?? app.gateway.webhookSecret;
  return app.anonymous.post(`/webhooks/${app.gateway.name}`, options.bodyInstead ?? body, {
    'stripe-signature': signWebhook(body, secret, at),
  });
}

/** How the payment stands, with what the ledger holds for it. */
export async function paymentState(app: TestApp, paymentId: string) {
  const { status, late } = await app.modules.payments.getPayment(paymentId);
  const unallocatedCents = await app.modules.ledger.balance(`unallocated:${paymentId}`);
  return { status, late, unallocatedCents };
}
