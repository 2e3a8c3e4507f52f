/** Checkouts, subscriptions and invoices at Stripe. */
import type Stripe from 'stripe';
import { dollars } from '../../../platform/kernel/money';
import type { BillingGateway, GatewayPrice, GatewaySubscription } from '../billing-gateway';
import { GatewayRefusal, isNotFound } from '../payment-gateway';
import { planItemOf, toCheckout, toInvoice, toSubscription } from './from-stripe';
import { readRows } from './read-rows';
import { asking, readPages, type StripeClient } from './stripe-client';
import { createStripeCustomers } from './stripe-customers';
import { StripeSubscription } from './stripe-shapes';

export function createStripeBilling(stripe: StripeClient): BillingGateway {
  /**
   * Made at Stripe when it is first sold, under a key that names its amount, so that a price never changes. One that was
   * made there by hand must cost what was agreed.
   */
  async function priceId(price: GatewayPrice): Promise<string> {
    if (price.id) return demandAgreed(await stripe.prices.retrieve(price.id), price);
    const { data } = await stripe.prices.list({ lookup_keys: [price.lookupKey], limit: 1 });
    if (data[0]) return demandAgreed(data[0], price);
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

  function demandAgreed({ id, currency, unit_amount: cents, recurring }: Stripe.Price, agreed: GatewayPrice) {
    const { amountCents, interval } = agreed;
    const every = recurring?.interval_count === 1 ? recurring.interval : 'another interval';
    if (currency === 'usd' && cents === amountCents && every === interval) return id;
    throw new GatewayRefusal(
      'price_not_as_agreed',
      `${agreed.name} costs ${dollars(amountCents)} a ${interval}; the price ${id} at the gateway is another. Tell us, please.`,
    );
  }

  async function itemIdOf(subscriptionId: string): Promise<string> {
    return planItemOf(StripeSubscription.parse(await stripe.subscriptions.retrieve(subscriptionId))).id;
  }

  /** The portal ends it by an instant, which Stripe takes back by another word than its flag. */
  async function isEndedByInstant(id: string): Promise<boolean> {
    const subscription = StripeSubscription.parse(await stripe.subscriptions.retrieve(id));
    return !subscription.cancel_at_period_end && (subscription.cancel_at ?? null) !== null;
  }

  /** A deletion carries no key: one that has ended already, as after a lost answer, is found no more, and is the answer. */
  async function cancelNow(id: string): Promise<GatewaySubscription> {
    try {
      return await asking(async () =>
        toSubscription(await stripe.subscriptions.cancel(id, { prorate: false, invoice_now: false })),
      );
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return asking(async () => toSubscription(await stripe.subscriptions.retrieve(id)));
    }
  }

  return {
    ...createStripeCustomers(stripe),

    createCheckout: ({ idempotencyKey, reference, customerId, price, successUrl, cancelUrl }) =>
      asking(async () =>
        toCheckout(
          await stripe.checkout.sessions.create(
            {
              mode: 'subscription',
              customer: customerId,
              client_reference_id: reference,
              success_url: successUrl,
              cancel_url: cancelUrl,
              line_items: [{ price: await priceId(price), quantity: 1 }],
              metadata: { reference },
              // What it makes carries our reference, so that its events are known.
              subscription_data: { metadata: { reference } },
            },
            { idempotencyKey },
          ),
        ),
      ),

    createSubscription: ({ idempotencyKey, reference, customerId, price, paymentMethodId }) =>
      asking(async () =>
        toSubscription(
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
        toSubscription(
          await stripe.subscriptions.update(
            subscriptionId,
            {
              items: [{ id: await itemIdOf(subscriptionId), price: await priceId(price), quantity: 1 }],
              proration_behavior: proration === 'INVOICE_NOW' ? 'always_invoice' : 'none',
              payment_behavior: 'error_if_incomplete',
            },
            { idempotencyKey },
          ),
        ),
      ),

    cancelSubscription: ({ idempotencyKey, subscriptionId, when }) =>
      when === 'NOW'
        ? cancelNow(subscriptionId)
        : asking(async () =>
            toSubscription(
              await stripe.subscriptions.update(
                subscriptionId,
                { cancel_at_period_end: true },
                { idempotencyKey },
              ),
            ),
          ),

    resumeSubscription: ({ idempotencyKey, subscriptionId }) =>
      asking(async () =>
        toSubscription(
          await stripe.subscriptions.update(
            subscriptionId,
            (await isEndedByInstant(subscriptionId)) ? { cancel_at: '' } : { cancel_at_period_end: false },
            { idempotencyKey },
          ),
        ),
      ),

    changeSubscriptionMethod: ({ idempotencyKey, subscriptionId, paymentMethodId }) =>
      asking(async () =>
        toSubscription(
          await stripe.subscriptions.update(
            subscriptionId,
            { default_payment_method: paymentMethodId },
            { idempotencyKey },
          ),
        ),
      ),

    retrieveSubscription: (id) => asking(async () => toSubscription(await stripe.subscriptions.retrieve(id))),

    async findSubscription(customerId, reference) {
      const pages = readPages((query) =>
        stripe.subscriptions.list({ ...query, customer: customerId, status: 'all' }),
      );
      for await (const page of pages) {
        const found = page.find(({ metadata }) => metadata.reference === reference);
        if (found) return toSubscription(found);
      }
      return null;
    },

    listInvoices: (customerId) =>
      asking(async () => {
        const { data } = await stripe.invoices.list({ customer: customerId, limit: 100 });
        return data.map((invoice) => toInvoice(invoice));
      }),

    payInvoice: ({ idempotencyKey, invoiceId, paymentMethodId }) =>
      asking(async () =>
        toInvoice(
          await stripe.invoices.pay(invoiceId, paymentMethodId ? { payment_method: paymentMethodId } : {}, {
            idempotencyKey,
          }),
        ),
      ),

    async *readAllSubscriptions(onUnreadable) {
      for await (const page of readPages((query) => stripe.subscriptions.list({ ...query, status: 'all' }))) {
        yield readRows(page, toSubscription, onUnreadable);
      }
    },
    async *readAllPaidInvoices(onUnreadable) {
      for await (const page of readPages((query) => stripe.invoices.list({ ...query, status: 'paid' }))) {
        yield readRows(page, toInvoice, onUnreadable);
      }
    },
  };
}
