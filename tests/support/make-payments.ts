/** Payments and signed webhooks for tests. */
import type { PaymentMethod, StartOrder } from '../../src/modules/payments';
import { signWebhook } from '../../src/modules/gateway/sandbox/sandbox-signature.rules';
import { systemActor } from '../../src/platform/kernel/actor';
import { newId } from '../../src/platform/kernel/ids';
import type { TestApp, TestUser } from './app';

export const PRICE_CENTS = 250_000;

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
  return {
    id: id ?? `evt_${newId().replaceAll('-', '')}`,
    object: 'event',
    api_version: '2026-08-27',
    type: type ?? TYPES[status],
    created: 1_790_000_000,
    livemode: false,
    data: {
      object: {
        id: intentId,
        object: 'payment_intent',
        amount,
        amount_received: status === 'succeeded' ? received : 0,
        currency,
        status,
        last_payment_error:
          status === 'requires_payment_method' ? { code: 'card_declined', message: 'Refused.' } : null,
        metadata: reference ? { paymentId: reference } : {},
        created: 1_790_000_000,
      },
    },
  };
}

/** What is told of a card dispute; `type`: `created`, `funds_withdrawn`, `closed` … */
export const disputeEvent = (
  type: string,
  disputeId: string,
  intentId: string,
  status: string,
  amount = PRICE_CENTS,
) => ({
  id: `evt_${newId().replaceAll('-', '')}`,
  object: 'event',
  type: `charge.dispute.${type}`,
  created: 1_790_000_000,
  data: {
    object: {
      id: disputeId,
      object: 'dispute',
      amount,
      currency: 'usd',
      payment_intent: intentId,
      reason: 'fraudulent',
      status,
      created: 1_790_000_000,
    },
  },
});

export interface WebhookOptions {
  secret?: string;
  /** How old the signature is. */
  ageSeconds?: number;
  /** Sent in place of the signed body. */
  bodyInstead?: string;
}

/** Sends an event to the public endpoint, signed with the gateway's secret unless told otherwise. */
export function sendWebhook(app: TestApp, event: object, options: WebhookOptions = {}) {
  const body = JSON.stringify(event);
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
