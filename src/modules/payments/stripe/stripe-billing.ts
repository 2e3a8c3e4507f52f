/** Customers, saved methods, checkouts, subscriptions and invoices at Stripe. */
import type Stripe from 'stripe';
import {
  type BillingGateway,
  CheckoutSession,
  type CheckoutOrder,
  Customer,
  type GatewayPrice,
  Invoice,
  SavedMethod,
  SetupIntent,
  Subscription,
} from '../billing-gateway';
import { asking, readPages, type StripeClient } from './stripe-client';

export function createStripeBilling(stripe: StripeClient): BillingGateway {
  /** Made at Stripe when it is first sold, under a key that names its amount, so that a price never changes. */
  async function priceId(price: GatewayPrice): Promise<string> {
    if (price.id) return price.id;
    const { data } = await stripe.prices.list({ lookup_keys: [price.lookupKey], limit: 1 });
    if (data[0]) return data[0].id;
    const made = await stripe.prices.create(
      {
        currency: 'usd',
        unit_amount: price.amountCents,
        recurring: { interval: price.interval },
        lookup_key: price.lookupKey,
        product_data: { name: price.name },
      },
      { idempotencyKey: `price-${price.lookupKey}` },
    );
    return made.id;
  }

  const itemsOf = async (buys: CheckoutOrder['buys']) =>
    buys.mode === 'subscription'
      ? [{ price: await priceId(buys.price), quantity: 1 }]
      : [
          {
            price_data: {
              currency: 'usd',
              unit_amount: buys.amountCents,
              product_data: { name: buys.name },
            },
            quantity: 1,
          },
        ];

  async function itemIdOf(subscriptionId: string): Promise<string> {
    const { items } = Subscription.parse(await stripe.subscriptions.retrieve(subscriptionId));
    return items.data[0].id;
  }

  return {
    createCustomer: ({ idempotencyKey, reference, email, name }) =>
      asking(async () =>
        Customer.parse(
          await stripe.customers.create({ email, name, metadata: { reference } }, { idempotencyKey }),
        ),
      ),

    async findCustomer(email, reference) {
      for await (const page of readPages((query) => stripe.customers.list({ ...query, email }))) {
        const found = page.find(({ metadata }) => metadata.reference === reference);
        if (found) return Customer.parse(found);
      }
      return null;
    },

    createSetupIntent: ({ idempotencyKey, customerId }) =>
      asking(async () =>
        SetupIntent.parse(
          await stripe.setupIntents.create(
            {
              customer: customerId,
              allowed_payment_method_types: ['card', 'us_bank_account'],
              usage: 'off_session',
            },
            { idempotencyKey },
          ),
        ),
      ),

    retrieveSetupIntent: (id) =>
      asking(async () => SetupIntent.parse(await stripe.setupIntents.retrieve(id))),

    attachMethod: ({ idempotencyKey, paymentMethodId, customerId }) =>
      asking(async () =>
        SavedMethod.parse(
          await stripe.paymentMethods.attach(paymentMethodId, { customer: customerId }, { idempotencyKey }),
        ),
      ),

    listMethods: (customerId) =>
      asking(async () => {
        const { data } = await stripe.customers.listPaymentMethods(customerId, { limit: 100 });
        return data.map((method) => SavedMethod.parse(method));
      }),

    detachMethod: ({ idempotencyKey, paymentMethodId }) =>
      asking(async () =>
        SavedMethod.parse(await stripe.paymentMethods.detach(paymentMethodId, {}, { idempotencyKey })),
      ),

    createCheckout: ({ idempotencyKey, reference, customerId, buys, successUrl, cancelUrl }) =>
      asking(async () =>
        CheckoutSession.parse(
          await stripe.checkout.sessions.create(
            {
              mode: buys.mode,
              customer: customerId,
              client_reference_id: reference,
              success_url: successUrl,
              cancel_url: cancelUrl,
              line_items: await itemsOf(buys),
              metadata: { reference },
              ...whatItMakes(reference, buys),
            },
            { idempotencyKey },
          ),
        ),
      ),

    retrieveCheckout: (id) =>
      asking(async () => CheckoutSession.parse(await stripe.checkout.sessions.retrieve(id))),

    createSubscription: ({ idempotencyKey, reference, customerId, price, paymentMethodId }) =>
      asking(async () =>
        Subscription.parse(
          await stripe.subscriptions.create(
            {
              customer: customerId,
              items: [{ price: await priceId(price) }],
              default_payment_method: paymentMethodId,
              payment_behavior: 'allow_incomplete',
              off_session: true,
              metadata: { reference },
            },
            { idempotencyKey },
          ),
        ),
      ),

    changeSubscription: ({ idempotencyKey, subscriptionId, price, proration }) =>
      asking(async () =>
        Subscription.parse(
          await stripe.subscriptions.update(
            subscriptionId,
            {
              items: [{ id: await itemIdOf(subscriptionId), price: await priceId(price) }],
              proration_behavior: proration === 'INVOICE_NOW' ? 'always_invoice' : 'none',
              payment_behavior: 'error_if_incomplete',
            },
            { idempotencyKey },
          ),
        ),
      ),

    cancelSubscription: ({ idempotencyKey, subscriptionId, when }) =>
      asking(async () =>
        Subscription.parse(
          when === 'NOW'
            ? await stripe.subscriptions.cancel(subscriptionId, { prorate: false, invoice_now: false })
            : await stripe.subscriptions.update(
                subscriptionId,
                { cancel_at_period_end: true },
                { idempotencyKey },
              ),
        ),
      ),

    resumeSubscription: ({ idempotencyKey, subscriptionId }) =>
      asking(async () =>
        Subscription.parse(
          await stripe.subscriptions.update(
            subscriptionId,
            { cancel_at_period_end: false },
            { idempotencyKey },
          ),
        ),
      ),

    changeSubscriptionMethod: ({ idempotencyKey, subscriptionId, paymentMethodId }) =>
      asking(async () =>
        Subscription.parse(
          await stripe.subscriptions.update(
            subscriptionId,
            { default_payment_method: paymentMethodId },
            { idempotencyKey },
          ),
        ),
      ),

    retrieveSubscription: (id) =>
      asking(async () => Subscription.parse(await stripe.subscriptions.retrieve(id))),

    async findSubscription(customerId, reference) {
      const pages = readPages((query) =>
        stripe.subscriptions.list({ ...query, customer: customerId, status: 'all' }),
      );
      for await (const page of pages) {
        const found = page.find(({ metadata }) => metadata.reference === reference);
        if (found) return Subscription.parse(found);
      }
      return null;
    },

    listInvoices: (customerId) =>
      asking(async () => {
        const { data } = await stripe.invoices.list({ customer: customerId, limit: 100 });
        return data.map((invoice) => Invoice.parse(invoice));
      }),

    retrieveInvoice: (id) => asking(async () => Invoice.parse(await stripe.invoices.retrieve(id))),

    payInvoice: ({ idempotencyKey, invoiceId, paymentMethodId }) =>
      asking(async () =>
        Invoice.parse(
          await stripe.invoices.pay(invoiceId, paymentMethodId ? { payment_method: paymentMethodId } : {}, {
            idempotencyKey,
          }),
        ),
      ),

    async *readAllSubscriptions() {
      for await (const page of readPages((query) => stripe.subscriptions.list({ ...query, status: 'all' }))) {
        yield page.map((subscription) => Subscription.parse(subscription));
      }
    },
    async *readAllPaidInvoices() {
      for await (const page of readPages((query) => stripe.invoices.list({ ...query, status: 'paid' }))) {
        yield page.map((invoice) => Invoice.parse(invoice));
      }
    },
  };
}

/** What the checkout makes bears our reference, so that its events are known. */
const whatItMakes = (
  reference: string,
  buys: CheckoutOrder['buys'],
): Pick<Stripe.Checkout.SessionCreateParams, 'subscription_data' | 'payment_intent_data'> =>
  buys.mode === 'subscription'
    ? { subscription_data: { metadata: { reference } } }
    : { payment_intent_data: { metadata: { paymentId: buys.paymentId } } };
