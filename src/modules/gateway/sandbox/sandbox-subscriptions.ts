/** Subscriptions at the sandbox gateway: renewed on the injected clock, with every event that Stripe would send. */
import { SECOND_MS } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import type { BillingGateway, GatewayPrice, SubscriptionOrder } from '../billing-gateway';
import { GatewayRefusal } from '../payment-gateway';
import type { StripeInvoice } from '../stripe/stripe-shapes';
import { type Period, periodFrom, unusedCents } from './period.rules';
import type { SandboxCustomers } from './sandbox-customers';
import type { SandboxEvents } from './sandbox-events';
import { newSandboxId } from './sandbox-ids';
import {
  type Bill,
  createSandboxInvoices,
  type Outcomes,
  type SandboxSubscription,
} from './sandbox-invoices';
import type { SandboxObjects, Untranslated } from './sandbox-objects';

const RENEW = 'sandbox.renew';

export type SandboxSubscriptions = ReturnType<typeof createSandboxSubscriptions>;

export function createSandboxSubscriptions(
  platform: Platform,
  {
    objects,
    events,
    customers,
  }: { objects: SandboxObjects; events: SandboxEvents; customers: SandboxCustomers },
) {
  const { clock, database, queue } = platform;
  const invoices = createSandboxInvoices(platform, { objects, events, customers, outcomes: () => outcomes });
  const nowSeconds = () => Math.floor(clock.now() / SECOND_MS);
  const periodOf = ({ items }: SandboxSubscription): Period => ({
    start: items.data[0].current_period_start,
    end: items.data[0].current_period_end,
  });
  const lock = (id: string) => objects.get<SandboxSubscription>(id, true);

  queue.handle(RENEW, { lane: 'gateway', runs: 'unit' }, async (payload) => {
    const { subscriptionId } = payload as { subscriptionId: string };
    const subscription = await lock(subscriptionId);
    const { end } = periodOf(subscription);
    if (subscription.status === 'canceled' || end > nowSeconds()) return;
    if (subscription.cancel_at_period_end) return void (await finish(subscription));
    const renewed = await beginPeriod(
      subscription,
      periodFrom(end, subscription.interval, subscription.billing_cycle_anchor),
    );
    await tellChange(renewed);
    await invoices.bill(renewed, {
      reason: 'subscription_cycle',
      lines: [lineFor(renewed, renewed.amountCents, periodOf(renewed))],
    });
  });

  const outcomes: Outcomes = {
    async paid(id) {
      const subscription = await lock(id);
      if (!['past_due', 'incomplete', 'unpaid'].includes(subscription.status)) return;
      await tellChange(await objects.change(subscription, { status: 'active' }));
    },
    async refused(id, gaveUp) {
      const subscription = await lock(id);
      if (subscription.status === 'incomplete' || subscription.status === 'canceled') return;
      if (gaveUp) await finish(subscription);
      else if (subscription.status !== 'past_due') {
        await tellChange(await objects.change(subscription, { status: 'past_due' }));
      }
    },
  };

  const tellChange = (subscription: SandboxSubscription) =>
    events.tell('customer.subscription.updated', subscription);

  async function finish(subscription: SandboxSubscription): Promise<SandboxSubscription> {
    const ended_at = nowSeconds();
    const canceled_at = subscription.canceled_at ?? ended_at;
    const ended = await objects.change(subscription, { status: 'canceled', ended_at, canceled_at });
    await events.tell('customer.subscription.deleted', ended);
    return ended;
  }

  async function beginPeriod(
    subscription: SandboxSubscription,
    period: Period,
  ): Promise<SandboxSubscription> {
    const [item] = subscription.items.data;
    await queue.enqueue(RENEW, { subscriptionId: subscription.id }, { runAt: period.end * SECOND_MS });
    return objects.change(subscription, {
      items: { data: [{ ...item, current_period_start: period.start, current_period_end: period.end }] },
    });
  }

  /** In a unit; also when a checkout is completed. */
  async function subscribe(order: Omit<SubscriptionOrder, 'idempotencyKey'>): Promise<SandboxSubscription> {
    await customers.lockCustomer(order.customerId);
    await customers.testMethodOf(order.paymentMethodId);
    const period = periodFrom(nowSeconds(), order.price.interval);
    const subscription = await objects.create<SandboxSubscription>(
      {
        id: newSandboxId('sub'),
        object: 'subscription',
        status: 'incomplete',
        customer: order.customerId,
        billing_cycle_anchor: period.start,
        cancel_at_period_end: false,
        canceled_at: null,
        ended_at: null,
        items: { data: [{ id: newSandboxId('si'), ...pricedAt(order.price), ...asItem(period) }] },
        latest_invoice: null,
        metadata: { reference: order.reference },
        created: nowSeconds(),
        interval: order.price.interval,
        amountCents: order.price.amountCents,
        productName: order.price.name,
        default_payment_method: order.paymentMethodId,
      },
      { holder: order.customerId, reference: order.reference },
    );
    await events.tell('customer.subscription.created', subscription);
    await queue.enqueue(RENEW, { subscriptionId: subscription.id }, { runAt: period.end * SECOND_MS });
    const line = lineFor(subscription, subscription.amountCents, period);
    return billed(subscription, { reason: 'subscription_create', lines: [line] });
  }

  async function billed(subscription: SandboxSubscription, bill: Bill): Promise<SandboxSubscription> {
    const invoice = await invoices.bill(subscription, bill);
    return objects.change(await lock(subscription.id), { latest_invoice: invoice.id });
  }

  /** Another interval begins a new period at once, as at Stripe; the same one keeps its period. */
  async function changePrice(
    id: string,
    price: GatewayPrice,
    billNow: boolean,
  ): Promise<SandboxSubscription> {
    const before = await lock(id);
    if (before.status === 'canceled')
      throw new GatewayRefusal('resource_missing', 'The subscription has ended.');
    const [item] = before.items.data;
    const priced = await objects.change(before, {
      items: { data: [{ ...item, ...pricedAt(price) }] },
      interval: price.interval,
      amountCents: price.amountCents,
      productName: price.name,
    });
    const now = nowSeconds();
    const old = periodOf(before);
    const unused = lineFor(before, -unusedCents(before.amountCents, old, now), { start: now, end: old.end });
    if (price.interval !== before.interval) {
      const anchored = await objects.change(priced, { billing_cycle_anchor: now });
      const begun = await beginPeriod(anchored, periodFrom(now, price.interval));
      await tellChange(begun);
      return paidOrRefused(begun, [unused, lineFor(begun, price.amountCents, periodOf(begun))]);
    }
    await tellChange(priced);
    if (!billNow) return priced;
    const rest = unusedCents(price.amountCents, old, now);
    return paidOrRefused(priced, [unused, lineFor(priced, rest, { start: now, end: old.end })]);
  }

  /** A change that cannot be paid does not happen: the refusal undoes the unit. */
  async function paidOrRefused(
    subscription: SandboxSubscription,
    lines: Bill['lines'],
  ): Promise<SandboxSubscription> {
    const changed = await billed(subscription, { reason: 'subscription_update', lines });
    const invoice = await objects.get<StripeInvoice>(changed.latest_invoice ?? '');
    if (invoice.status === 'paid') return changed;
    throw new GatewayRefusal('card_declined', 'Your card was declined.');
  }

  const calls = {
    createSubscription: (order) => objects.once('subscription', order, () => subscribe(order)),

    changeSubscription: (change) =>
      objects.once('change', change, () =>
        changePrice(change.subscriptionId, change.price, change.proration === 'INVOICE_NOW'),
      ),

    cancelSubscription: (order) =>
      objects.once('cancel', order, async () => {
        const subscription = await lock(order.subscriptionId);
        if (subscription.status === 'canceled') return subscription;
        if (order.when === 'NOW') return finish(subscription);
        const changed = await objects.change(subscription, {
          cancel_at_period_end: true,
          canceled_at: nowSeconds(),
        });
        await tellChange(changed);
        return changed;
      }),

    resumeSubscription: (order) =>
      objects.once('resume', order, async () => {
        const subscription = await lock(order.subscriptionId);
        if (subscription.status === 'canceled') {
          return new GatewayRefusal('resource_missing', 'The subscription has ended.');
        }
        const changed = await objects.change(subscription, {
          cancel_at_period_end: false,
          canceled_at: null,
        });
        await tellChange(changed);
        return changed;
      }),

    changeSubscriptionMethod: (order) =>
      objects.once('method', order, async () => {
        const subscription = await lock(order.subscriptionId);
        await customers.demandSaved(order.paymentMethodId, subscription.customer);
        const changed = await objects.change(subscription, { default_payment_method: order.paymentMethodId });
        await tellChange(changed);
        return changed;
      }),

    deleteCustomer: (id) =>
      database.atomically(async () => {
        for (const { id: owned } of await objects.list<SandboxSubscription>('subscription', { holder: id })) {
          const subscription = await lock(owned);
          if (subscription.status !== 'canceled') await finish(subscription);
        }
        await customers.markDeleted(id);
      }),

    retrieveSubscription: (id) => objects.get<SandboxSubscription>(id),
    findSubscription: async (holder, reference) =>
      (await objects.list<SandboxSubscription>('subscription', { holder, reference }))[0] ?? null,
    readAllSubscriptions: () => objects.readAll<SandboxSubscription>('subscription'),
  } satisfies Untranslated<BillingGateway>;

  return { ...calls, ...invoices.calls, payOnPage: invoices.payOnPage, subscribe };
}

const asItem = ({ start, end }: Period) => ({ current_period_start: start, current_period_end: end });

const pricedAt = ({ lookupKey, amountCents }: GatewayPrice) => ({
  price: { id: `price_${lookupKey}`, lookup_key: lookupKey, unit_amount: amountCents },
});

const lineFor = ({ productName }: SandboxSubscription, amount: number, period: Period) => ({
  description: amount < 0 ? `Unused time on ${productName}` : productName,
  amount,
  period,
});
