/** A planned step down is planned here as at the gateway, whatever a step up that came between did or did not do. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { subscriptionChanged } from '../../payments';
import type { SubscriptionView } from './subscriptions.schema';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterEach(() => {
  app.gateway.standIn?.failBy(() => null);
  app.gateway.standIn?.delayBy(0);
});
afterAll(async () => {
  try {
    await app.later(2 * HOUR_MS);
    expect(await app.violations('billing', 'payments', 'ledger')).toEqual([]);
  } finally {
    await app.close();
  }
});

const read = async (user: TestUser) =>
  (await user.get('/credits/subscription')).body.data as SubscriptionView;
const credits = (user: TestUser) => app.modules.billing.creditBalance(user.id);
const changeTo = (user: TestUser, plan: string) =>
  user.post('/credits/change-subscription', { plan, interval: 'MONTH' });

async function subscriber(card?: string): Promise<TestUser> {
  const user = await app.make.seller();
  const { body } = await user.post('/credits/subscribe', { plan: 'PROFESSIONAL', interval: 'MONTH' });
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl, card)).toBe(true);
  await app.settle();
  return user;
}

/** Subscribed to PROFESSIONAL, and STARTER from the next period on. */
async function steppingDown(card?: string): Promise<TestUser> {
  const user = await subscriber(card);
  expect((await changeTo(user, 'STARTER')).body.data.next).toMatchObject({ plan: 'STARTER' });
  await app.settle();
  return user;
}

async function rowOf(user: TestUser) {
  const [row] = await app.platform.database.select<{ id: string; gatewayId: string; periodEnd: number }>(
    'SELECT id, gatewaySubscriptionId AS gatewayId, periodEnd FROM subscriptions WHERE userId = :userId',
    { userId: user.id },
  );
  if (!row) throw new Error('There is no subscription.');
  return row;
}

async function centsThere(user: TestUser): Promise<number | null | undefined> {
  const { gatewayId } = await rowOf(user);
  const there = await app.modules.payments.billingGateway?.retrieveSubscription(gatewayId);
  return there?.items.data[0].price.unit_amount;
}

/** The gateway bills PROFESSIONAL again: the first half of a step up. */
async function putBackThere(user: TestUser): Promise<void> {
  await app.modules.payments.billingGateway?.changeSubscription({
    ...{ idempotencyKey: newId(), subscriptionId: (await rowOf(user)).gatewayId, proration: 'NONE' },
    price: {
      ...{ lookupKey: 'professional_month_19900', name: 'MC Exchange Professional, paid by the month' },
      ...{ amountCents: 19_900, interval: 'month' },
    },
  });
}

/** A step up whose process dies after its first half. */
async function dieSteppingUp(user: TestUser): Promise<void> {
  const now = app.clock.now();
  await app.platform.database.change(
    `INSERT INTO subscription_terms (id, subscriptionId, status, plan, termLength, priceCents, creditsPerPeriod,
       upgradeCredits, fromAt, createdAt)
     VALUES (:id, :of, 'ASKED', 'ENTERPRISE', 'MONTH', 39900, 25, 15, :now, :now)`,
    { id: newId(), of: (await rowOf(user)).id, now },
  );
  await putBackThere(user);
}

it('a step up that the card refuses, however often, leaves the step down planned on both sides', async () => {
  const user = await steppingDown('pm_card_declinesLater');
  for (let tries = 0; tries < 2; tries += 1) {
    const { status, body } = await changeTo(user, 'ENTERPRISE');
    expect([status, body.code]).toEqual([402, 'payment_gateway_refused']);
    expect(await centsThere(user)).toBe(9_900);
    await app.settle();
    expect(await read(user)).toMatchObject({ plan: 'PROFESSIONAL', next: { plan: 'STARTER' } });
  }
  const { body } = await user.post('/payments/payment-methods', { paymentMethodId: 'pm_card_visa' });
  await user.post('/credits/change-payment-method', { paymentMethodId: body.data.id });
  await app.later(32 * DAY_MS);
  await app.later(2 * HOUR_MS);
  expect(await read(user)).toMatchObject({ plan: 'STARTER', next: null });
  expect((await user.get('/payments/invoices')).body.data[0]).toMatchObject({
    amountCents: 9_900,
    credits: 4,
  });
});

it('a step up that died half-way leaves the plan of before, there and here, also at the renewal', async () => {
  const user = await steppingDown();
  await dieSteppingUp(user);
  await app.settle();
  expect((await read(user)).next).toMatchObject({ plan: 'STARTER' });
  await app.later(HOUR_MS + MINUTE_MS);
  await app.later(HOUR_MS);
  expect([(await read(user)).next, await centsThere(user)]).toEqual([null, 19_900]);
  await app.later(32 * DAY_MS);
  await app.later(2 * HOUR_MS);
  expect((await user.get('/payments/invoices')).body.data[0]).toMatchObject({
    ...{ amountCents: 19_900, credits: 10, plan: 'PROFESSIONAL' },
  });
  expect(await read(user)).toMatchObject({ plan: 'PROFESSIONAL', next: null });
});

it('a renewal that comes before that is known grants what was paid for', async () => {
  const user = await steppingDown();
  const { periodEnd } = await rowOf(user);
  await app.later(Number(periodEnd) - app.clock.now() - 10 * MINUTE_MS);
  await dieSteppingUp(user);
  await app.later(20 * MINUTE_MS);
  for (let hour = 0; hour < 4; hour += 1) await app.later(HOUR_MS);
  expect((await user.get('/payments/invoices')).body.data[0]).toMatchObject({
    ...{ amountCents: 19_900, credits: 10, plan: 'PROFESSIONAL' },
  });
  expect(await credits(user)).toBe(10 + 10);
  expect(await read(user)).toMatchObject({ plan: 'PROFESSIONAL', next: null });
});

it('a planned step down that was taken back at the gateway is so here', async () => {
  const user = await steppingDown();
  await putBackThere(user);
  await app.settle();
  expect((await read(user)).next).toBeNull();
});

describe('an answer that was asked for before a change, and comes after it, takes nothing away', () => {
  /** Asks how it stands, and does the change while the answer is on its way. `lost`: whether the n-th asking is. */
  async function askAround(user: TestUser, change: () => Promise<void>, lost = 0): Promise<void> {
    const { id, gatewayId } = await rowOf(user);
    const facts = { subscriptionId: gatewayId, customerId: 'cus_1', reference: id };
    await app.platform.outbox.emit(subscriptionChanged, facts);
    let asked = 0;
    let meanwhile: Promise<void> = Promise.resolve();
    app.gateway.standIn?.failBy((operation) => {
      if (operation !== 'GET /v1/subscriptions/{id}') return null;
      asked += 1;
      if (asked === 1) {
        app.gateway.standIn?.delayBy(2_000);
        queueMicrotask(() => app.gateway.standIn?.delayBy(0));
        meanwhile = change().then(() => putBackThere(user));
      }
      return asked === lost ? 'ERROR_500' : null;
    });
    await app.platform.queue.runDue();
    await meanwhile;
    expect(asked).toBeGreaterThan(3);
  }

  it('of a step down that was made', async () => {
    if (!app.gateway.standIn) return;
    const user = await subscriber();
    const change = async () => expect((await changeTo(user, 'STARTER')).status).toBe(503);
    await askAround(user, change, 3);
    expect((await read(user)).next).toMatchObject({ plan: 'STARTER' });
    await app.settle();
    expect((await read(user)).next).toBeNull();
  });

  it('of a step down that a refused step up left', async () => {
    if (!app.gateway.standIn) return;
    const user = await steppingDown('pm_card_declinesLater');
    await askAround(user, async () => expect((await changeTo(user, 'ENTERPRISE')).status).toBe(402));
    expect((await read(user)).next).toMatchObject({ plan: 'STARTER' });
    await app.settle();
    expect((await read(user)).next).toBeNull();
  });
});

it('a period that was paid for more than was agreed is a violation', async () => {
  const user = await steppingDown();
  const setPrice = (cents: number) =>
    app.platform.database.change(
      `UPDATE subscription_terms SET priceCents = :cents WHERE plan = 'PROFESSIONAL' AND subscriptionId = :of`,
      { cents, of: row.id },
    );
  const row = await rowOf(user);
  await setPrice(18_900);
  expect((await app.violations('billing')).map(({ check }) => check)).toEqual(['billing.period_price']);
  await setPrice(19_900);
});
