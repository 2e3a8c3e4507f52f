/** Stripe as a payment gateway. */
import type Stripe from 'stripe';
import { SECOND_MS } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import {
  GatewayDispute,
  GatewayEvent,
  GatewayRefund,
  GatewayRefusal,
  notHisMethod,
  type PaymentGateway,
  PaymentIntent,
  type PaymentOrder,
} from '../gateway';
import { readSignedEvent } from '../read-event';
import { createStripeBilling } from './stripe-billing';
import { asking, createStripeClient, readPages, refusedIntent, type StripeClient } from './stripe-client';
import { createStripeConnect } from './stripe-connect';

export function createStripeGateway({ clock, config }: Platform): PaymentGateway {
  const stripe = createStripeClient(config);

  return {
    name: 'stripe',
    billing: createStripeBilling(stripe),
    connect: createStripeConnect(stripe),

    async createPayment(order) {
      const customer = await customerOf(stripe, order);
      return asking(async () => {
        try {
          const made = await stripe.paymentIntents.create(
            { ...parametersOf(order), ...(customer ? { customer } : {}) },
            { idempotencyKey: order.idempotencyKey },
          );
          return PaymentIntent.parse(made);
        } catch (error) {
          // A refused card is an answer: the payment exists, and says why.
          const refused = refusedIntent(error);
          if (!refused) throw error;
          return PaymentIntent.parse(refused);
        }
      });
    },

    retrievePayment: (id) =>
      asking(async () => PaymentIntent.parse(await stripe.paymentIntents.retrieve(id))),

    /** Stripe's search may be a minute behind: whoever asks does so later than that, or sends the same key again. */
    findPayment: (reference) =>
      asking(async () => {
        const query = `metadata['paymentId']:'${reference}'`;
        const { data } = await stripe.paymentIntents.search({ query, limit: 1 });
        return data[0] ? PaymentIntent.parse(data[0]) : null;
      }),

    async cancelPayment(id) {
      try {
        return await asking(async () =>
          PaymentIntent.parse(await stripe.paymentIntents.cancel(id, {}, { idempotencyKey: `cancel-${id}` })),
        );
      } catch (error) {
        if (!(error instanceof GatewayRefusal) || error.code !== 'payment_intent_unexpected_state')
          throw error;
        return asking(async () => PaymentIntent.parse(await stripe.paymentIntents.retrieve(id)));
      }
    },

    createRefund: (order) =>
      asking(async () =>
        GatewayRefund.parse(
          await stripe.refunds.create(
            {
              payment_intent: order.paymentIntentId,
              amount: order.amountCents,
              metadata: { refundAttempt: order.reference },
            },
            { idempotencyKey: order.idempotencyKey },
          ),
        ),
      ),

    retrieveRefund: (id) => asking(async () => GatewayRefund.parse(await stripe.refunds.retrieve(id))),

    async findRefund(paymentIntentId, reference) {
      const pages = readPages((page) => stripe.refunds.list({ ...page, payment_intent: paymentIntentId }));
      for await (const refunds of pages) {
        const found = refunds.find(({ metadata }) => metadata?.refundAttempt === reference);
        if (found) return GatewayRefund.parse(found);
      }
      return null;
    },

    verifyWebhook: (rawBody, signatureHeader) =>
      readSignedEvent(rawBody, signatureHeader, config.STRIPE_WEBHOOK_SECRETS, clock.now()),

    async *readUndelivered(since) {
      const created = { gte: Math.floor(since / SECOND_MS) };
      const pages = readPages((page) => stripe.events.list({ ...page, created, delivery_success: false }));
      for await (const page of pages) yield page.map((event) => GatewayEvent.parse(event));
    },
    async *readAllPayments() {
      for await (const page of readPages((query) => stripe.paymentIntents.list(query))) {
        yield page.map((intent) => PaymentIntent.parse(intent));
      }
    },
    async *readAllRefunds() {
      for await (const page of readPages((query) => stripe.refunds.list(query))) {
        yield page.map((refund) => GatewayRefund.parse(refund));
      }
    },
    async *readAllDisputes() {
      for await (const page of readPages((query) => stripe.disputes.list(query))) {
        yield page.map((dispute) => GatewayDispute.parse(dispute));
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
      throw notHisMethod();
    return customer.id;
  });

function parametersOf(order: PaymentOrder): Stripe.PaymentIntentCreateParams {
  const parameters: Stripe.PaymentIntentCreateParams = {
    amount: order.amountCents,
    currency: order.currency,
    payment_method: order.paymentMethodId,
    confirm: true,
    description: order.description,
    metadata: { paymentId: order.reference },
  };
  // Without Stripe's own script in the browser: its answer names the page on which the payer's bank asks him.
  return order.method === 'CARD'
    ? { ...parameters, allowed_payment_method_types: ['card'], return_url: order.returnUrl }
    : {
        ...parameters,
        allowed_payment_method_types: ['us_bank_account'],
        mandate_data: { customer_acceptance: { type: 'offline', offline: {} } },
      };
}
