/** Subscriptions at the stand-in of Stripe: begun, renewed on the clock, changed, overdue, ended. */
import { type Period, periodFrom, unusedCents } from '../../src/modules/payments/sandbox/period.rules';
import { HOUR_MS } from '../../src/platform/kernel/clock';
import type { StripeCustomers } from './stripe-customers';
import type { Form } from './stripe-form';
import { createStripeInvoices, type Line, type Outcomes } from './stripe-invoices';
import { cardError, type StripePayments } from './stripe-payments';
import { pricesOf } from './stripe-prices';
import { missing, type Operations, refuse, type StripeObject, type StripeWorld } from './stripe-world';

/** The invoice of a renewal stands as a draft for this long. */
const DRAFT_MS = HOUR_MS;
const INCOMPLETE_MS = 23 * HOUR_MS;

interface Item {
  id: string;
  price: StripeObject;
  current_period_start: number;
  current_period_end: number;
}

interface Beginning {
  customerId: string;
  priceId: string;
  methodId: string;
  metadata: Form;
}

export type StripeSubscriptions = ReturnType<typeof createStripeSubscriptions>;

const itemOf = (subscription: StripeObject): Item => (subscription.items as { data: [Item] }).data[0];
const periodOf = (subscription: StripeObject): Period => {
  const { current_period_start: start, current_period_end: end } = itemOf(subscription);
  return { start, end };
};
const intervalOf = ({ recurring }: StripeObject) => (recurring as { interval: 'month' | 'year' }).interval;
const listOf = (item: Item) => ({ items: { object: 'list', data: [item], has_more: false } });

export function createStripeSubscriptions(
  world: StripeWorld,
  customers: StripeCustomers,
  payments: StripePayments,
) {
  const outcomes: Outcomes = {
    paid(subscription) {
      if (['past_due', 'unpaid', 'incomplete'].includes(String(subscription.status)))
        world.change(subscription, { status: 'active' }, 'customer.subscription.updated');
    },
    refused(subscription, gaveUp) {
      if (['incomplete', 'canceled'].includes(String(subscription.status))) return;
      if (gaveUp) finish(subscription);
      else if (subscription.status !== 'past_due')
        world.change(subscription, { status: 'past_due' }, 'customer.subscription.updated');
    },
  };
  const invoices = createStripeInvoices(world, customers, payments, () => outcomes);

  const lineFor = (price: StripeObject, amount: number, period: Period): Line => ({
    description: `${amount < 0 ? 'Unused time on ' : '1 × '}${String(price.productName)}`,
    amount,
    period,
  });

  function begin({ customerId, priceId, methodId, metadata }: Beginning): StripeObject {
    customers.live(customerId);
    customers.holdTogether(methodId, customerId);
    const price = world.get(priceId);
    const period = periodFrom(world.seconds(), intervalOf(price));
    const subscription = world.make('sub', 'subscription', metadata, {
      ...{ status: 'incomplete', customer: customerId, default_payment_method: methodId },
      ...{ cancel_at_period_end: false, canceled_at: null, ended_at: null, latest_invoice: null },
    });
    takePrice(subscription, price, period);
    invoices.bill(subscription, 'subscription_create', [lineFor(price, Number(price.unit_amount), period)]);
    world.tell('customer.subscription.created', subscription);
    world.after(INCOMPLETE_MS, () => {
      if (subscription.status === 'incomplete')
        world.change(subscription, { status: 'incomplete_expired' }, 'customer.subscription.updated');
    });
    return subscription;
  }

  function takePrice(subscription: StripeObject, price: StripeObject, { start, end }: Period): void {
    const id = subscription.items ? itemOf(subscription).id : world.newId('si');
    const item = { id, price, current_period_start: start, current_period_end: end };
    const isNewPeriod = !subscription.items || periodOf(subscription).end !== end;
    world.change(subscription, listOf(item));
    if (isNewPeriod) world.at(end * 1_000, () => renew(subscription, end));
  }

  function renew(subscription: StripeObject, end: number): void {
    if (!['active', 'past_due'].includes(String(subscription.status))) return;
    if (periodOf(subscription).end !== end) return;
    if (subscription.cancel_at_period_end === true) return finish(subscription);
    const { price } = itemOf(subscription);
    const period = periodFrom(end, intervalOf(price));
    takePrice(subscription, price, period);
    const line = lineFor(price, Number(price.unit_amount), period);
    const invoice = invoices.draft(subscription, 'subscription_cycle', [line]);
    world.tell('customer.subscription.updated', subscription);
    world.after(DRAFT_MS, () => {
      if (subscription.status === 'canceled') return;
      invoices.finalize(invoice);
      invoices.collect(invoice);
    });
  }

  function finish(subscription: StripeObject): void {
    const ended_at = world.seconds();
    const changes = { status: 'canceled', ended_at, canceled_at: subscription.canceled_at ?? ended_at };
    world.change(subscription, changes, 'customer.subscription.deleted');
  }

  function live(id: string): StripeObject {
    const subscription = world.get(id);
    if (!['canceled', 'incomplete_expired'].includes(String(subscription.status))) return subscription;
    throw refuse('subscription_canceled', 'A canceled subscription can only update its metadata.');
  }

  function update(form: Form, id: string): StripeObject {
    const subscription = live(id);
    const methodId = form.get('default_payment_method');
    if (methodId) {
      customers.demandSaved(methodId, String(subscription.customer));
      world.change(subscription, { default_payment_method: methodId }, 'customer.subscription.updated');
    }
    const ends = form.get('cancel_at_period_end');
    if (ends !== undefined) {
      const isEnding = ends === 'true';
      const changes = { cancel_at_period_end: isEnding, canceled_at: isEnding ? world.seconds() : null };
      world.change(subscription, changes, 'customer.subscription.updated');
    }
    if (form.has('items[0][price]')) changePrice(subscription, form);
    return subscription;
  }

  /** With `error_if_incomplete`, a change that cannot be paid leaves everything as it was. */
  function changePrice(subscription: StripeObject, form: Form): void {
    const before = itemOf(subscription);
    if (form.get('items[0][id]') !== before.id)
      throw refuse('resource_missing', 'The subscription has no such item.');
    const price = world.get(form.get('items[0][price]') ?? '');
    const begins = intervalOf(price) !== intervalOf(before.price);
    const old = periodOf(subscription);
    const now = world.seconds();
    const period = begins ? periodFrom(now, intervalOf(price)) : old;
    const rest = { start: now, end: old.end };
    const prorates = form.get('proration_behavior') !== 'none';
    const unused = lineFor(before.price, -unusedCents(Number(before.price.unit_amount), old, now), rest);
    const used = begins
      ? lineFor(price, Number(price.unit_amount), period)
      : lineFor(price, unusedCents(Number(price.unit_amount), old, now), rest);
    const lines = [...(prorates ? [unused] : []), ...(prorates || begins ? [used] : [])];
    if (lines.length > 0 && form.get('payment_behavior') === 'error_if_incomplete')
      refuseUnpayable(subscription, lines);
    takePrice(subscription, price, period);
    if (lines.length > 0) invoices.bill(subscription, 'subscription_update', lines);
    world.tell('customer.subscription.updated', subscription);
  }

  function refuseUnpayable(subscription: StripeObject, lines: Line[]): void {
    const total = lines.reduce((sum, { amount }) => sum + amount, 0);
    if (invoices.dueOf(String(subscription.customer), total) === 0) return;
    const update = { ...subscription, billing_reason: 'subscription_update' };
    const failure = invoices.failureOf(update, String(subscription.default_payment_method));
    if (failure) throw cardError(failure);
  }

  const operations: Operations = {
    ...invoices.operations,
    ...pricesOf(world),
    'POST /v1/subscriptions': (form) =>
      begin({
        customerId: form.get('customer') ?? '',
        priceId: form.get('items[0][price]') ?? '',
        methodId: form.get('default_payment_method') ?? '',
        metadata: form,
      }),
    'GET /v1/subscriptions': (form) => {
      const all = form.get('status') === 'all';
      const subscriptions = world.all('subscription').filter(({ status }) => all || status !== 'canceled');
      return world.list(subscriptions, new Map([...form].filter(([name]) => name !== 'status')));
    },
    'POST /v1/subscriptions/{id}': update,
    'DELETE /v1/subscriptions/{id}': (_, id) => {
      const subscription = world.get(id);
      // As at Stripe, where one that has ended cannot be found for this any more.
      if (subscription.status === 'canceled') throw missing(id, 'subscription');
      finish(subscription);
      return subscription;
    },
  };

  return { operations, begin, pay: invoices.pay };
}
