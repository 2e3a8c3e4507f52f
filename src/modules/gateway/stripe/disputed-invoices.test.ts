/** A subscriber's bank takes back what paid an invoice: the books follow, and somebody is told. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { moneyAtStripe } from '../../../../tests/support/stripe-money';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import { invoiceDisputeClosed, invoiceDisputed } from '../../payments/index';

const PLAN = { plan: 'STARTER', interval: 'MONTH' };
const PRICE_CENTS = 9_900;

let app: TestApp;
const heard: { disputeId: string; news: string }[] = [];

beforeAll(async () => {
  app = await startTestApp();
  app.platform.events.on(invoiceDisputed, 'test', { runs: 'unit' }, ({ disputeId, disputedCents }) => {
    heard.push({ disputeId, news: `disputed ${disputedCents}` });
    return Promise.resolve();
  });
  app.platform.events.on(invoiceDisputeClosed, 'test', { runs: 'unit' }, ({ disputeId, outcome }) => {
    heard.push({ disputeId, news: outcome });
    return Promise.resolve();
  });
});
afterAll(async () => {
  await app.settle();
  await app.close();
});

const balance = (code: string) => app.modules.ledger.balance(code);
const creditsOf = async (user: TestUser) => {
  const { credits, onHold } = (await user.get('/credits/balance')).body.data;
  return { credits, onHold };
};
const takenFrom = async (user: TestUser) => {
  const moves: { kind: string; credits: number }[] = (await user.get('/credits/history')).body.data;
  return moves.filter(({ kind }) => kind === 'TAKEN_BACK').map(({ credits }) => credits);
};
const disputes = async () => {
  const admin = await app.make.admin();
  return (await admin.get('/admin/payments/disputes')).body.data as {
    id: string;
    paymentId: string | null;
  }[];
};

async function demandBooks(): Promise<void> {
  const { standIn } = app.gateway;
  if (!standIn) throw new Error('This is about Stripe.');
  expect(await balance('gateway:stripe')).toBe(moneyAtStripe(standIn.world));
  expect((await app.modules.admin.reconcile()).violations).toEqual([]);
}

it.each([
  ['pm_card_createDisputeWon', 'WON', 'REINSTATED', 0],
  ['pm_card_createDisputeLost', 'LOST', 'LOST', PRICE_CENTS],
])('paid with %s: withdrawn, and %s', async (card, outcome, money, lossCents) => {
  const lost = await balance('expense:chargebacks');
  const user = await app.make.seller();
  const { body } = await user.post('/credits/subscribe', PLAN);
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl, card)).toBe(true);
  await app.settle();

  // The same card would pay the next period, too.
  expect((await user.post('/credits/cancel-subscription', { atPeriodEnd: true })).status).toBe(200);
  await app.later(2 * DAY_MS);
  const [dispute] = await disputes();
  expect(dispute).toMatchObject({ paymentId: null, status: 'OPEN', money: 'WITHDRAWN' });
  expect(await balance(`disputes:${dispute?.id}`)).toBe(PRICE_CENTS);
  expect(await creditsOf(user)).toEqual({ credits: 4, onHold: true });
  await demandBooks();

  await app.later(26 * DAY_MS);
  await app.later(5 * DAY_MS);
  expect(await disputes()).toContainEqual(
    expect.objectContaining({ id: dispute?.id, status: outcome, money }),
  );
  expect(await balance(`disputes:${dispute?.id}`)).toBe(0);
  expect((await balance('expense:chargebacks')) - lost).toBe(lossCents);
  const ofIt = heard.filter(({ disputeId }) => disputeId === dispute?.id).map(({ news }) => news);
  expect(ofIt).toEqual([`disputed ${PRICE_CENTS}`, outcome]);
  expect(await creditsOf(user)).toMatchObject({ onHold: false });
  expect(await takenFrom(user)).toEqual(outcome === 'LOST' ? [-4] : []);
  await demandBooks();
});

it('a further item on a subscription, and rows that cannot be read, stop no proof and are named', async () => {
  const { standIn } = app.gateway;
  if (!standIn) throw new Error('This is about Stripe.');
  const user = await app.make.seller();
  const { body } = await user.post('/credits/subscribe', PLAN);
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
  await app.settle();
  const { world } = standIn;
  const subscription = world.all('subscription').at(-1);
  if (!subscription) throw new Error('Expected a subscription.');
  const { data } = subscription.items as { data: { price: object }[] };
  const other = { ...data[0], id: 'si_other', price: { ...data[0]?.price, id: 'price_x', lookup_key: null } };
  const items = { object: 'list', data: [other, ...data], has_more: false };
  world.change(subscription, { items }, 'customer.subscription.updated');
  await app.settle();
  expect(await app.modules.gateway.listStuckMoney()).toEqual([]);
  await demandBooks();

  const kinds = ['payment_intent', 'refund', 'dispute', 'invoice', 'subscription', 'transfer'];
  const planted = kinds.map(
    (kind) => world.make('odd', kind, new Map(), { amount: 'much', status: 'odd' }).id,
  );
  for (const id of planted) world.odd.add(id);
  for (const { id } of planted.map((id) => world.get(id)).filter(({ object }) => object === 'invoice'))
    world.change(world.get(id), { status: 'paid' });
  const { violations } = await app.modules.admin.reconcile();
  expect(violations.map(({ subject }) => subject).toSorted()).toEqual(planted.toSorted());
  for (const id of planted) world.forget(id);
  await demandBooks();
});

test('a missed event that cannot be read keeps no other from being taken', async () => {
  const world = app.gateway.standIn?.world;
  if (!world) throw new Error('This is about Stripe.');
  const user = await app.make.seller();
  const { body } = await user.post('/credits/subscribe', PLAN);
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
  const [oldest] = world.pending;
  if (!oldest) throw new Error('Expected news.');
  // Newest first in the list: it stands before all the others.
  world.told.push({ ...oldest, id: 'evt_odd', type: 'of no kind!', created: oldest.created });
  world.odd.add('evt_odd');
  const lost = world.pending.map(({ id }) => id);
  await app.gateway.loseNews();
  await app.later(2 * HOUR_MS);
  const taken = await app.platform.database.select<{ eventId: string }>(
    'SELECT eventId FROM webhook_events WHERE eventId IN (:lost)',
    { lost },
  );
  expect(taken.map(({ eventId }) => eventId).toSorted()).toEqual(lost.toSorted());
  world.told = world.told.filter(({ id }) => id !== 'evt_odd');
});
