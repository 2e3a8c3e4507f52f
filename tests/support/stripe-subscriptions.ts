/** Subscriptions at the stand-in of Stripe: begun, renewed on the clock, changed, overdue, ended. */
import { type Period, periodFrom, unusedCents } from '../../src/modules/gateway/sandbox/period.rules';
import { HOUR_MS } from '../../src/platform/kernel/clock';
import type { StripeCustomers } from './stripe-customers';
import type { Form } from './stripe-form';
import { createStripeInvoices, type Line, type Outcomes } from './stripe-invoices';
import { cardError, type StripePayments } from './stripe-payments';
import { LICENSED, planOf, pricesOf } from './stripe-prices';
import { missing, type Operations, refuse, type StripeObject, type StripeWorld } from './stripe-world';

/** The invoice of a renewal stands as a draft for this long. */
const DRAFT_MS = HOUR_MS;
const INCOMPLETE_MS = 23 * HOUR_MS;

interface Item {
  id: string;
  price: StripeObject;
  quantity: number;
  current_period_start: number;
  current_period_end: number;
}

/** LATER: with the next invoice, as Stripe does unless told otherwise. */
export interface Change {
  price?: StripeObject;
  quantity?: number;
  bills: 'NOW' | 'LATER' | 'NOTHING';
  /** With `error_if_incomplete`. */
  refuses?: boolean;
}

interface Beginning {
  customerId: string;
  priceId: string;
  methodId: string;
  metadata: Form;
}

export type StripeSubscriptions = ReturnType<typeof createStripeSubscriptions>;

const itemOf = (subscription: StripeObject): Item => (subscription.items as { data: [Item] }).data[0];
const othersOf = ({ items }: StripeObject): Item[] => (items as { data: Item[] }).data.slice(1);
const periodOf = (subscription: StripeObject): Period => {
  const { current_period_start: start, current_period_end: end } = itemOf(subscription);
  return { start, end };
};
const intervalOf = ({ recurring }: StripeObject) => (recurring as { interval: 'month' | 'year' }).interval;

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

  const lineFor = (price: StripeObject, amount: number, period: Period, quantity = 1): Line => ({
    ...{ description: `${amount < 0 ? 'Unused time on ' : `${quantity} × `}${String(price._productName)}` },
    ...{ amount, period, quantity },
  });
  const asProration = (line: Line): Line => ({ ...line, proration: true });
  const costOf = ({ price, quantity }: Pick<Item, 'price' | 'quantity'>) =>
    Number(price.unit_amount) * quantity;
  /** What changes within a period cost, until the next invoice bills it. */
  const waiting = new Map<string, Line[]>();

  function begin({ customerId, priceId, methodId, metadata }: Beginning): StripeObject {
    customers.live(customerId);
    customers.holdTogether(methodId, customerId);
    const price = world.get(priceId);
    const period = periodFrom(world.seconds(), intervalOf(price));
    const subscription = world.make('sub', 'subscription', metadata, {
      ...{ status: 'incomplete', customer: customerId, default_payment_method: methodId },
      billing_cycle_anchor: period.start,
      start_date: period.start,
      ...{
        cancel_at: null,
        cancel_at_period_end: false,
        canceled_at: null,
        ended_at: null,
        latest_invoice: null,
      },
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

  function takePrice(
    subscription: StripeObject,
    price: StripeObject,
    { start, end }: Period,
    quantity = subscription.items ? itemOf(subscription).quantity : 1,
  ): void {
    const id = subscription.items ? itemOf(subscription).id : world.newId('si');
    const period = { current_period_start: start, current_period_end: end };
    const others = subscription.items ? othersOf(subscription) : [];
    const item = {
      ...{ id, object: 'subscription_item', created: world.seconds(), quantity },
      ...{ price, plan: planOf(price), subscription: subscription.id },
    };
    const data = [{ ...item, ...period }, ...others.map((other) => ({ ...other, ...period }))];
    const isNewPeriod = !subscription.items || periodOf(subscription).end !== end;
    world.change(subscription, { items: { object: 'list', data, has_more: false } });
    if (isNewPeriod) world.at(end * 1_000, () => renew(subscription, end));
  }

  function renew(subscription: StripeObject, end: number): void {
    if (!['active', 'past_due'].includes(String(subscription.status))) return;
    if (periodOf(subscription).end !== end) return;
    const endsBy = Number(subscription.cancel_at ?? Infinity);
    if (subscription.cancel_at_period_end === true || endsBy <= end) return finish(subscription);
    const { price } = itemOf(subscription);
    const period = periodFrom(end, intervalOf(price), Number(subscription.billing_cycle_anchor));
    takePrice(subscription, price, period);
    const lines = [itemOf(subscription), ...othersOf(subscription)].map((each) =>
      lineFor(each.price, costOf(each), period, each.quantity),
    );
    lines.unshift(...(waiting.get(subscription.id) ?? []));
    waiting.delete(subscription.id);
    const invoice = invoices.draft(subscription, 'subscription_cycle', lines);
    world.tell('customer.subscription.updated', subscription);
    world.after(DRAFT_MS, () => {
      if (subscription.status === 'canceled') return;
      const paused = subscription.pause_collection as { behavior: string } | null | undefined;
      if (paused?.behavior === 'keep_as_draft') return;
      invoices.finalize(invoice);
      if (paused) return invoices.close(invoice, paused.behavior === 'void' ? 'void' : 'uncollectible');
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
      const changes = {
        cancel_at: isEnding ? periodOf(subscription).end : null,
        cancel_at_period_end: isEnding,
        canceled_at: isEnding ? world.seconds() : null,
      };
      world.change(subscription, changes, 'customer.subscription.updated');
    }
    if (form.get('cancel_at') === '') {
      const changes = { cancel_at: null, canceled_at: null };
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
    changeTo(subscription, {
      price: world.get(form.get('items[0][price]') ?? ''),
      quantity: Number(form.get('items[0][quantity]') ?? 1),
      bills: form.get('proration_behavior') === 'none' ? 'NOTHING' : 'NOW',
      refuses: form.get('payment_behavior') === 'error_if_incomplete',
    });
  }

  function changeTo(
    subscription: StripeObject,
    { price = itemOf(subscription).price, bills, refuses = false, ...changes }: Change,
  ): void {
    const before = itemOf(subscription);
    const { quantity = before.quantity } = changes;
    const after = { price, quantity };
    const begins = intervalOf(price) !== intervalOf(before.price);
    const old = periodOf(subscription);
    const now = world.seconds();
    const period = begins ? periodFrom(now, intervalOf(price)) : old;
    const rest = { start: now, end: old.end };
    const unused = asProration(
      lineFor(before.price, -unusedCents(costOf(before), old, now), rest, before.quantity),
    );
    const used = begins
      ? lineFor(price, costOf(after), period, quantity)
      : asProration(lineFor(price, unusedCents(costOf(after), old, now), rest, quantity));
    const prorates = bills !== 'NOTHING';
    const lines = [...(prorates ? [unused] : []), ...(prorates || begins ? [used] : [])];
    if (lines.length > 0 && refuses) refuseUnpayable(subscription, lines);
    if (begins) world.change(subscription, { billing_cycle_anchor: now });
    takePrice(subscription, price, period, quantity);
    if (bills === 'LATER' && !begins)
      waiting.set(subscription.id, [...(waiting.get(subscription.id) ?? []), ...lines]);
    else if (lines.length > 0) invoices.bill(subscription, 'subscription_update', lines);
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

  function addItem(subscription: StripeObject, amount: number, quantity = 1): void {
    const price = world.make('price', 'price', new Map(), {
      ...{
        lookup_key: null,
        currency: 'usd',
        unit_amount: amount,
        active: true,
        _productName: 'Support',
        product: 'prod_support',
      },
      recurring: { ...LICENSED, interval: intervalOf(itemOf(subscription).price) },
    });
    const { data } = subscription.items as { data: Item[] };
    const other = { ...itemOf(subscription), id: world.newId('si'), price, plan: planOf(price), quantity };
    const items = { object: 'list', data: [...data, other], has_more: false };
    world.change(subscription, { items }, 'customer.subscription.updated');
  }

  return { operations, begin, finish, addItem, changeTo, invoices, pay: invoices.pay };
}
