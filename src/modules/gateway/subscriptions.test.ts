/** What a subscription is at a gateway: it lives on the clock, and every invoice brings its money once. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { checkoutCompleted, invoiceFailed, invoicePaid, subscriptionChanged } from '../billing';
import type { BillingGateway, GatewayPrice } from './index';

const STARTER: GatewayPrice = {
  lookupKey: 'starter_month_9900',
  name: 'Starter',
  amountCents: 9_900,
  interval: 'month',
};
const PROFESSIONAL: GatewayPrice = {
  lookupKey: 'professional_month_19900',
  name: 'Professional',
  amountCents: 19_900,
  interval: 'month',
};

let app: TestApp;
let gateway: BillingGateway;
const heard: { what: string; subscriptionId: string | null; amountCents?: number; invoiceId?: string }[] = [];

beforeAll(async () => {
  app = await startTestApp();
  const billing = app.modules.gateway.gateways.forNewMoney?.billing;
  if (!billing) throw new Error('Expected a gateway.');
  gateway = billing;
  const { events } = app.platform;
  events.on(invoicePaid, 'test', { runs: 'unit' }, ({ subscriptionId, amountCents, invoiceId }) => {
    heard.push({ what: 'paid', subscriptionId, amountCents, invoiceId });
    return Promise.resolve();
  });
  events.on(invoiceFailed, 'test', { runs: 'unit' }, ({ subscriptionId }) => {
    heard.push({ what: 'failed', subscriptionId });
    return Promise.resolve();
  });
  events.on(subscriptionChanged, 'test', { runs: 'unit' }, ({ subscriptionId }) => {
    heard.push({ what: 'changed', subscriptionId });
    return Promise.resolve();
  });
  events.on(checkoutCompleted, 'test', { runs: 'unit' }, ({ subscriptionId }) => {
    heard.push({ what: 'checked out', subscriptionId });
    return Promise.resolve();
  });
});
afterAll(() => app.close());

const paidBy = (subscriptionId: string) =>
  heard.filter((news) => news.what === 'paid' && news.subscriptionId === subscriptionId);

async function aCustomer() {
  const reference = newId();
  const order = { idempotencyKey: `customer-${reference}`, reference, email: 'a@example.com', name: 'A B' };
  const customer = await gateway.createCustomer(order);
  expect((await gateway.createCustomer(order)).id).toBe(customer.id);
  await keepSubscription(reference);
  return { reference, customerId: customer.id };
}

/** What is sold under this reference is ours. */
async function keepSubscription(id: string): Promise<void> {
  const { id: userId } = await app.make.seller();
  await app.platform.database.change(
    `INSERT INTO subscriptions (id, userId, gateway, status, plan, termLength, endsWithPeriod, noticesSent,
       roundsAsked, roundApplied, createdAt, updatedAt)
     VALUES (:id, :userId, :gateway, 'AWAITING_PAYMENT', 'STARTER', 'MONTH', 0, 0, 0, 0, :now, :now)`,
    { id, userId, gateway: app.gateway.name, now: app.clock.now() },
  );
}

async function subscribed(paymentMethodId = 'pm_card_visa') {
  const { reference, customerId } = await aCustomer();
  const saved = await gateway.attachMethod({ idempotencyKey: newId(), paymentMethodId, customerId });
  const subscription = await gateway.createSubscription({
    idempotencyKey: newId(),
    reference,
    customerId,
    price: STARTER,
    paymentMethodId: saved.id,
  });
  await app.settle();
  return { id: subscription.id, customerId, reference };
}

it('is paid when it begins and again with every month, each invoice once', async () => {
  const { id, customerId } = await subscribed();
  expect((await gateway.retrieveSubscription(id)).status).toBe('ACTIVE');
  await app.later(62 * DAY_MS);
  expect(paidBy(id).map(({ amountCents }) => amountCents)).toEqual([9_900, 9_900, 9_900]);
  expect(await gateway.listInvoices(customerId)).toHaveLength(3);
  for (const { invoiceId } of paidBy(id)) {
    expect(await app.modules.ledger.balance(`unallocated:${invoiceId}`)).toBe(9_900);
  }
  expect(await app.violations('money')).toEqual([]);
});

it('whose card fails later is past due, is tried again for days, and then ends', async () => {
  const { id } = await subscribed('pm_card_declinesLater');
  await app.later(31 * DAY_MS + HOUR_MS);
  expect((await gateway.retrieveSubscription(id)).status).toBe('PAST_DUE');
  for (const days of [3, 5, 7]) {
    await app.later(days * DAY_MS + MINUTE_MS);
  }
  expect((await gateway.retrieveSubscription(id)).status).toBe('ENDED');
  expect(heard.filter(({ what, subscriptionId }) => what === 'failed' && subscriptionId === id)).toHaveLength(
    4,
  );
  expect(paidBy(id)).toHaveLength(1);
});

it('past due is cured by another card', async () => {
  const { id, customerId } = await subscribed('pm_card_declinesLater');
  await app.later(31 * DAY_MS + HOUR_MS);
  const good = await gateway.attachMethod({
    idempotencyKey: newId(),
    paymentMethodId: 'pm_card_visa',
    customerId,
  });
  await gateway.changeSubscriptionMethod({
    idempotencyKey: newId(),
    subscriptionId: id,
    paymentMethodId: good.id,
  });
  const [open] = await gateway.listInvoices(customerId);
  await gateway.payInvoice({ idempotencyKey: newId(), invoiceId: open?.id ?? '' });
  await app.settle();
  expect((await gateway.retrieveSubscription(id)).status).toBe('ACTIVE');
  expect(paidBy(id)).toHaveLength(2);
});

it('changed in the middle of a month costs the difference for the rest of it, once', async () => {
  const { id } = await subscribed();
  app.clock.advance(15 * DAY_MS);
  const wanted = {
    idempotencyKey: newId(),
    subscriptionId: id,
    price: PROFESSIONAL,
    proration: 'INVOICE_NOW' as const,
  };
  await gateway.changeSubscription(wanted);
  await gateway.changeSubscription(wanted);
  await app.settle();
  const [, difference, ...more] = paidBy(id);
  expect(more).toEqual([]);
  expect(difference?.amountCents).toBeGreaterThan(4_500);
  expect(difference?.amountCents).toBeLessThan(5_500);
});

const change = (subscriptionId: string, price: GatewayPrice, proration: 'INVOICE_NOW' | 'NONE') =>
  gateway.changeSubscription({ idempotencyKey: newId(), subscriptionId, price, proration });

it('a step up that its card refuses is a refusal, and leaves price, period and invoices as they were', async () => {
  const { id, customerId } = await subscribed('pm_card_declinesLater');
  const before = await gateway.retrieveSubscription(id);
  app.clock.advance(10 * DAY_MS);
  await expect(change(id, PROFESSIONAL, 'INVOICE_NOW')).rejects.toMatchObject({ name: 'GatewayRefusal' });
  await app.settle();
  expect(await gateway.retrieveSubscription(id)).toMatchObject({
    ...{ status: 'ACTIVE', latestInvoiceId: before.latestInvoiceId, price: before.price },
    ...{ periodStart: before.periodStart, periodEnd: before.periodEnd },
  });
  expect(await gateway.listInvoices(customerId)).toHaveLength(1);
});

it('a step down costs nothing now, and the smaller price from the next period on', async () => {
  const { id } = await subscribed();
  await change(id, PROFESSIONAL, 'INVOICE_NOW');
  await change(id, STARTER, 'NONE');
  await app.settle();
  expect(paidBy(id)).toHaveLength(2);
  await app.later(31 * DAY_MS + 2 * HOUR_MS);
  expect(paidBy(id).at(-1)?.amountCents).toBe(9_900);
});

it('a change from months to years begins a year at once, less what is left of the month', async () => {
  const { id } = await subscribed();
  app.clock.advance(10 * DAY_MS);
  const yearly = {
    ...STARTER,
    lookupKey: 'starter_year_95000',
    amountCents: 95_000,
    interval: 'year' as const,
  };
  const { periodStart, periodEnd } = await change(id, yearly, 'INVOICE_NOW');
  expect(periodEnd - periodStart).toBeGreaterThanOrEqual(365 * DAY_MS);
  await app.settle();
  expect(paidBy(id)).toHaveLength(2);
  expect(paidBy(id).at(-1)?.amountCents).toBeGreaterThan(95_000 - 9_900);
  expect(paidBy(id).at(-1)?.amountCents).toBeLessThan(95_000 - 5_000);
});

it('ended now is ended at once and not paid again, and ended again is the same', async () => {
  const { id } = await subscribed();
  const end = () => gateway.cancelSubscription({ idempotencyKey: newId(), subscriptionId: id, when: 'NOW' });
  expect([(await end()).status, (await end()).status]).toEqual(['ENDED', 'ENDED']);
  await app.later(32 * DAY_MS);
  expect(paidBy(id)).toHaveLength(1);
});

it('whose end with the period is taken back lives on', async () => {
  const { id } = await subscribed();
  await gateway.cancelSubscription({ idempotencyKey: newId(), subscriptionId: id, when: 'PERIOD_END' });
  const resumed = await gateway.resumeSubscription({ idempotencyKey: newId(), subscriptionId: id });
  expect(resumed.endsWithPeriod).toBe(false);
  await app.later(31 * DAY_MS + 2 * HOUR_MS);
  expect((await gateway.retrieveSubscription(id)).status).toBe('ACTIVE');
  expect(paidBy(id)).toHaveLength(2);
});

it('cancelled at the end of its period lives until then, and is not paid again', async () => {
  const { id } = await subscribed();
  await gateway.cancelSubscription({ idempotencyKey: newId(), subscriptionId: id, when: 'PERIOD_END' });
  expect(await gateway.retrieveSubscription(id)).toMatchObject({
    status: 'ACTIVE',
    endsWithPeriod: true,
  });
  await app.later(31 * DAY_MS + MINUTE_MS);
  expect((await gateway.retrieveSubscription(id)).status).toBe('ENDED');
  expect(paidBy(id)).toHaveLength(1);
});

it('by a checkout begins when the payer completes it, and not before', async () => {
  const { reference, customerId } = await aCustomer();
  const checkout = await gateway.createCheckout({
    idempotencyKey: newId(),
    reference,
    customerId,
    price: STARTER,
    successUrl: 'https://example.com/thanks',
    cancelUrl: 'https://example.com/plans',
  });
  expect(await gateway.findSubscription(customerId, reference)).toBeNull();
  const complete = (paymentMethodId: string) =>
    app.gateway.pages.payCheckout(checkout.url ?? null, paymentMethodId);
  expect(await complete('pm_card_chargeDeclined')).toBe(false);
  expect(await complete('pm_card_visa')).toBe(true);
  expect(await complete('pm_card_visa')).toBe(true);
  await app.settle();
  const subscription = await gateway.findSubscription(customerId, reference);
  expect(subscription).toMatchObject({ status: 'ACTIVE' });
  expect(paidBy(subscription?.id ?? '')).toHaveLength(1);
  expect(heard.filter(({ what }) => what === 'checked out')).toHaveLength(1);
});
