/** Stripe as a payment gateway. */
import type Stripe from 'stripe';
import { SECOND_MS } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import type { GatewayConfig } from '../gateway.config';
import { GatewayRefusal, notYourMethod, type PaymentGateway, type PaymentOrder } from '../payment-gateway';
import { toDispute, toPayment, toRefund } from './from-stripe';
import { createStripeBilling } from './stripe-billing';
import { readRows } from './read-rows';
import { asking, createStripeClient, readPages, refusedIntent, type StripeClient } from './stripe-client';
import { readStripeEvent, toEvent } from './stripe-events';
import { STRIPE_LIMITS } from './stripe-limits';
import { createStripeIdentity } from './stripe-identity';
import { createStripePayouts } from './stripe-payouts';
import { StripeEvent, StripeInvoicePayment } from './stripe-shapes';
import { createVerifyWebhook } from './verify-webhook';

export function createStripeGateway({ clock, config }: Platform<GatewayConfig>): PaymentGateway {
  const stripe = createStripeClient(config);
  const isLive = /^[sr]k_live_/.test(config.STRIPE_SECRET_KEY ?? '');

  return {
    name: 'stripe',
    limits: STRIPE_LIMITS,
    billing: createStripeBilling(stripe),
    payouts: createStripePayouts(stripe),
    identity: createStripeIdentity(stripe),

    async createPayment(order) {
      const customer = await customerOf(stripe, order);
      return asking(async () => {
        try {
          const made = await stripe.paymentIntents.create(
            { ...parametersOf(order), ...(customer ? { customer } : {}) },
            { idempotencyKey: order.idempotencyKey },
          );
          return toPayment(made);
        } catch (error) {
          // A refused card is an answer: the payment exists, and says why.
          const refused = refusedIntent(error);
          if (!refused) throw error;
          return toPayment(refused);
        }
      });
    },

    retrievePayment: (id) =>
      asking(async () => {
        const payment = toPayment(await stripe.paymentIntents.retrieve(id));
        const mayPayInvoice = payment.reference === null && payment.customerId !== null;
        return mayPayInvoice ? { ...payment, invoiceId: await findInvoicePaidBy(stripe, id) } : payment;
      }),

    /** Stripe's search may be a minute behind: whoever asks does so later than that, or sends the same key again. */
    findPayment: (reference) =>
      asking(async () => {
        const query = `metadata['paymentId']:'${reference}'`;
        const { data } = await stripe.paymentIntents.search({ query, limit: 1 });
        return data[0] ? toPayment(data[0]) : null;
      }),

    async cancelPayment(id) {
      try {
        return await asking(async () =>
          toPayment(await stripe.paymentIntents.cancel(id, {}, { idempotencyKey: `cancel-${id}` })),
        );
      } catch (error) {
        if (!(error instanceof GatewayRefusal) || error.code !== 'payment_intent_unexpected_state')
          throw error;
        return asking(async () => toPayment(await stripe.paymentIntents.retrieve(id)));
      }
    },

    createRefund: (order) =>
      asking(async () =>
        toRefund(
          await stripe.refunds.create(
            {
              payment_intent: order.paymentId,
              amount: order.amountCents,
              metadata: { refundAttempt: order.reference },
            },
            { idempotencyKey: order.idempotencyKey },
          ),
        ),
      ),

    retrieveRefund: (id) => asking(async () => toRefund(await stripe.refunds.retrieve(id))),

    async listRefunds(paymentId) {
      const found = [];
      const pages = readPages((page) => stripe.refunds.list({ ...page, payment_intent: paymentId }));
      for await (const refunds of pages) found.push(...refunds.map(toRefund));
      return found;
    },

    verifyWebhook: createVerifyWebhook(stripe, clock, config.STRIPE_WEBHOOK_SECRETS),
    readEvent: (payload) => readStripeEvent(payload, { isLive }),

    async *readUndelivered(since, onUnreadable) {
      const created = { gte: Math.floor(since / SECOND_MS) };
      const pages = readPages((page) => stripe.events.list({ ...page, created, delivery_success: false }));
      for await (const page of pages)
        yield readRows(page, (event) => toEvent(StripeEvent.parse(event)), onUnreadable);
    },
    async *readAllPayments(onUnreadable) {
      for await (const page of readPages((query) => stripe.paymentIntents.list(query))) {
        yield readRows(page, toPayment, onUnreadable);
      }
    },
    async *readAllRefunds(onUnreadable) {
      for await (const page of readPages((query) => stripe.refunds.list(query))) {
        yield readRows(page, toRefund, onUnreadable);
      }
    },
    async *readAllDisputes(onUnreadable) {
      for await (const page of readPages((query) => stripe.disputes.list(query))) {
        yield readRows(page, toDispute, onUnreadable);
      }
    },
  };
}

/** Whose method it is: Stripe takes a saved one together with its customer, whoever asks. So it must be the payer's. */
const customerOf = (
  stripe: StripeClient,
  { paymentMethodId, payerId }: PaymentOrder,
): Promise<string | null> =>
  asking(async () => {
    const { customer } = await stripe.paymentMethods.retrieve(paymentMethodId, { expand: ['customer'] });
    if (!customer) return null;
    if (typeof customer === 'string' || customer.deleted || customer.metadata.reference !== payerId)
      throw notYourMethod();
    return customer.id;
  });

async function findInvoicePaidBy(stripe: StripeClient, payment_intent: string): Promise<string | null> {
  const payment = { type: 'payment_intent' as const, payment_intent };
  const { data } = await stripe.invoicePayments.list({ payment, limit: 1 });
  return data[0] ? StripeInvoicePayment.parse(data[0]).invoice : null;
}

function parametersOf(order: PaymentOrder): Stripe.PaymentIntentCreateParams {
  const parameters: Stripe.PaymentIntentCreateParams = {
    amount: order.amountCents,
    currency: order.currency,
    payment_method: order.paymentMethodId,
    confirm: true,
    description: order.description,
    metadata: { paymentId: order.reference },
  };
  // Without Stripe's own script in the browser: its answer names the page on which the payer confirms with their bank.
  return order.method === 'CARD'
    ? { ...parameters, allowed_payment_method_types: ['card'], return_url: order.returnUrl }
    : {
        ...parameters,
        allowed_payment_method_types: ['us_bank_account'],
        mandate_data: { customer_acceptance: { type: 'offline', offline: {} } },
      };
}
