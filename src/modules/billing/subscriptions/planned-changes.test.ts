/** A planned downgrade is the same here and at the gateway, whatever happens to an upgrade in between. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { subscriptionChanged } from './gateway-news.events';
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
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
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

/** Subscribed to PROFESSIONAL, with a downgrade to STARTER planned for the next period. */
async function subscriberWithDowngrade(card?: string): Promise<TestUser> {
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
  const there = await app.modules.gateway.gateways.forNewMoney?.billing?.retrieveSubscription(gatewayId);
  return there?.price.amountCents;
}

/** The gateway charges PROFESSIONAL again: the first half of an upgrade. */
async function removeDowngradeAtGateway(user: TestUser): Promise<void> {
  await app.modules.gateway.gateways.forNewMoney?.billing?.changeSubscription({
    ...{ idempotencyKey: newId(), subscriptionId: (await rowOf(user)).gatewayId, proration: 'NONE' },
    price: {
      ...{ lookupKey: 'professional_month_19900', name: 'MC Exchange Professional, paid by the month' },
      ...{ amountCents: 19_900, interval: 'month' },
    },
  });
}

/** An upgrade whose process dies after its first half. */
async function dieSteppingUp(user: TestUser): Promise<void> {
  const now = app.clock.now();
  await app.platform.database.change(
    `INSERT INTO subscription_terms (id, subscriptionId, status, plan, termLength, priceCents, creditsPerPeriod,
       upgradeCredits, fromAt, createdAt)
     VALUES (:id, :of, 'ASKED', 'ENTERPRISE', 'MONTH', 39900, 25, 15, :now, :now)`,
    { id: newId(), of: (await rowOf(user)).id, now },
  );
  await removeDowngradeAtGateway(user);
}

it('an upgrade that is declined, however often, leaves the downgrade planned on both sides', async () => {
  const user = await subscriberWithDowngrade('pm_card_declinesLater');
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

it('an upgrade that died half-way leaves the previous plan on both sides, even at the renewal', async () => {
  const user = await subscriberWithDowngrade();
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

it('a renewal before that is known grants what was paid for', async () => {
  const user = await subscriberWithDowngrade();
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

it('a planned downgrade that was removed at the gateway is removed here', async () => {
  const user = await subscriberWithDowngrade();
  await removeDowngradeAtGateway(user);
  await app.settle();
  expect((await read(user)).next).toBeNull();
});

describe('an answer to a question from before a change removes nothing', () => {
  /** Makes the change while the answer to a sync is on its way. `lost`: which answer, counted from 1, is lost. */
  async function changeDuringSync(user: TestUser, change: () => Promise<void>, lost = 0): Promise<void> {
    const { id, gatewayId } = await rowOf(user);
    const facts = {
      gateway: app.gateway.name,
      subscriptionId: gatewayId,
      customerId: 'cus_1',
      reference: id,
    };
    await app.emit(subscriptionChanged, facts);
    let asked = 0;
    let meanwhile: Promise<void> = Promise.resolve();
    app.gateway.standIn?.failBy((operation) => {
      if (operation !== 'GET /v1/subscriptions/{id}') return null;
      asked += 1;
      if (asked === 1) {
        app.gateway.standIn?.delayBy(2_000);
        queueMicrotask(() => app.gateway.standIn?.delayBy(0));
        meanwhile = change().then(() => removeDowngradeAtGateway(user));
      }
      return asked === lost ? 'ERROR_500' : null;
    });
    await app.platform.queue.runDue();
    await meanwhile;
    expect(asked).toBeGreaterThan(3);
  }

  it('of a downgrade that was made', async () => {
    if (!app.gateway.standIn) return;
    const user = await subscriber();
    const change = async () => expect((await changeTo(user, 'STARTER')).status).toBe(503);
    await changeDuringSync(user, change, 3);
    expect((await read(user)).next).toMatchObject({ plan: 'STARTER' });
    await app.settle();
    expect((await read(user)).next).toBeNull();
  });

  it('of a downgrade that a declined upgrade left', async () => {
    if (!app.gateway.standIn) return;
    const user = await subscriberWithDowngrade('pm_card_declinesLater');
    await changeDuringSync(user, async () => expect((await changeTo(user, 'ENTERPRISE')).status).toBe(402));
    expect((await read(user)).next).toMatchObject({ plan: 'STARTER' });
    await app.settle();
    expect((await read(user)).next).toBeNull();
  });
});

it('a period paid with more than was agreed is a violation', async () => {
  const user = await subscriberWithDowngrade();
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
