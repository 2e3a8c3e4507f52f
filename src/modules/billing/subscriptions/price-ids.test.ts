/** Configured prices, created at the gateway by hand, are used by everybody who agreed to their amount. */
import { LICENSED } from '../../../../tests/support/stripe-prices';
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { readConfig } from '../../../config';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { gatewayPriceOf, isPriceOf, type Plans, plansOf, priceTerms } from './plan.rules';
import type { SubscriptionView } from './subscriptions.schema';

const STARTER = 'price_starterByHand';
const PROFESSIONAL = 'price_professionalByHand';
const environment = {
  PLAN_STARTER_MONTH_PRICE_ID: STARTER,
  PLAN_PROFESSIONAL_MONTH_PRICE_ID: PROFESSIONAL,
};

let app: TestApp;
let plans: Plans;
beforeAll(async () => {
  app = await startTestApp({ environment });
  plans = plansOf(app.config);
  for (const [id, unit_amount] of [[STARTER, 9_900] as const, [PROFESSIONAL, 19_900] as const]) {
    // As an operator creates it on the gateway's page: without our lookup key.
    app.gateway.standIn?.world.objects.set(id, {
      ...{ id, object: 'price', created: 0, metadata: {}, active: true, lookup_key: null, unit_amount },
      ...{
        currency: 'usd',
        recurring: { ...LICENSED, interval: 'month' },
        product: 'prod_by_hand',
        _productName: 'Made by hand',
      },
    });
  }
});
afterAll(async () => {
  try {
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  } finally {
    await app.close();
  }
});

const read = async (user: TestUser) =>
  (await user.get('/credits/subscription')).body.data as SubscriptionView;
const changeTo = async (user: TestUser, plan: string) =>
  (await user.post('/credits/change-subscription', { plan, interval: 'MONTH' })).body.data;

async function priceThere({ id }: TestUser) {
  const [row] = await app.platform.database.select<{ gatewayId: string }>(
    'SELECT gatewaySubscriptionId AS gatewayId FROM subscriptions WHERE userId = :id',
    { id },
  );
  const there = await app.modules.gateway.gateways.forNewMoney?.billing?.retrieveSubscription(
    row?.gatewayId ?? '',
  );
  return there?.price;
}

/** The sandbox creates every price itself. */
const byHand = (id: string) => (app.gateway.standIn ? { id } : {});

async function subscriber(plan: string): Promise<TestUser> {
  const user = await app.make.seller();
  const { body } = await user.post('/credits/subscribe', { plan, interval: 'MONTH' });
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
  await app.settle();
  return user;
}

it('a configured price can be subscribed to and changed to, and is recognized', async () => {
  const user = await subscriber('STARTER');
  expect(await priceThere(user)).toMatchObject({ ...byHand(STARTER), amountCents: 9_900 });
  expect(await changeTo(user, 'PROFESSIONAL')).toMatchObject({ plan: 'PROFESSIONAL', next: null });
  expect(await priceThere(user)).toMatchObject({ ...byHand(PROFESSIONAL), amountCents: 19_900 });
  expect(await changeTo(user, 'STARTER')).toMatchObject({ next: { plan: 'STARTER' } });
  for (let hour = 0; hour < 3; hour += 1) await app.later(HOUR_MS);
  expect(await read(user)).toMatchObject({ plan: 'PROFESSIONAL', next: { plan: 'STARTER' } });
  expect(await priceThere(user)).toMatchObject({ ...byHand(STARTER), amountCents: 9_900 });
});

it.each([
  ['is cheaper than its plan', { unit_amount: 9_899 }],
  ['is in another currency', { currency: 'cad' }],
  ['is for another interval', { recurring: { ...LICENSED, interval: 'year' } }],
])('a configured price that %s is not sold', async (_, differs) => {
  const price = app.gateway.standIn?.world.get(STARTER);
  if (!price) return;
  const asIs = { ...price };
  Object.assign(price, differs);
  const user = await app.make.seller();
  const refused = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
  expect([refused.status, refused.body.code]).toEqual([402, 'payment_gateway_refused']);
  Object.assign(price, asIs);
  expect(app.gateway.standIn?.world.all('checkout.session')).not.toContainEqual(
    expect.objectContaining({ client_reference_id: user.id }),
  );
});

it('a change to a configured price is recognized even if its answer was lost', async () => {
  const { standIn } = app.gateway;
  if (!standIn) return;
  const user = await subscriber('STARTER');
  standIn.failBy((operation) => (operation === 'POST /v1/subscriptions/{id}' ? 'DROP' : null));
  expect(await changeTo(user, 'PROFESSIONAL')).toBeUndefined();
  standIn.failBy(() => null);
  await app.settle();
  expect(await read(user)).toMatchObject({ plan: 'PROFESSIONAL' });
});

it('a planned downgrade to a price that is no longer configured stays planned', async () => {
  const { standIn } = app.gateway;
  if (!standIn) return;
  const user = await subscriber('PROFESSIONAL');
  await changeTo(user, 'STARTER');
  const there = standIn.world.all('subscription').findLast(({ status }) => status === 'active');
  if (!there) throw new Error('Expected a subscription there.');
  const { data } = there.items as { data: [{ price: object }] };
  data[0].price = { ...data[0].price, id: 'price_configuredOnce' };
  standIn.world.tell('customer.subscription.updated', there);
  await app.settle();
  expect(await priceThere(user)).toMatchObject({ id: 'price_configuredOnce' });
  expect(await read(user)).toMatchObject({ next: { plan: 'STARTER' } });
});

it('a subscriber who agreed to another amount keeps that price', async () => {
  const user = await subscriber('PROFESSIONAL');
  await app.platform.database.change(
    `UPDATE subscription_terms SET priceCents = 20000
     WHERE subscriptionId IN (SELECT id FROM subscriptions WHERE userId = :id)`,
    { id: user.id },
  );
  await changeTo(user, 'STARTER');
  expect(await changeTo(user, 'PROFESSIONAL')).toMatchObject({ priceCents: 20_000, next: null });
  expect(await priceThere(user)).toMatchObject({
    lookupKey: 'professional_month_20000',
    amountCents: 20_000,
  });
});

it('terms are recognized by the configured id or by our own key, and by nothing else', () => {
  const terms = priceTerms(plans, { plan: 'STARTER', termLength: 'MONTH' });
  expect(gatewayPriceOf(plans, terms).id).toBe(STARTER);
  expect(gatewayPriceOf(plans, { ...terms, priceCents: 8_900 })).not.toHaveProperty('id');
  expect(gatewayPriceOf(plans, { ...terms, termLength: 'YEAR' })).not.toHaveProperty('id');
  const known = (id: string, lookupKey: string | null) =>
    isPriceOf(plans, terms, { id, lookupKey, amountCents: null });
  expect(known(STARTER, null)).toBe(true);
  expect(known('price_1', 'starter_month_9900')).toBe(true);
  expect(known(PROFESSIONAL, null)).toBe(false);
  expect(known('price_1', 'starter_month_8900')).toBe(false);
});

it.each([
  ['no id of a price', { PLAN_STARTER_MONTH_PRICE_ID: 'prod_1' }, 'PLAN_STARTER_MONTH_PRICE_ID: must be'],
  ['the same for two', { ...environment, PLAN_STARTER_YEAR_PRICE_ID: STARTER }, 'must differ'],
])('the configuration refuses %s', (_, given, words) => {
  expect(() => readConfig({ NODE_ENV: 'test', ...given })).toThrow(words);
});
