/** Settings changed while the product runs: by whom, from when on, everywhere, and without touching what was agreed. */
import { setTimeout as wait } from 'node:timers/promises';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { makeListings } from '../../../tests/support/make-listings';
import { type DealWorld, startDealWorld, succeed } from '../../../tests/support/make-transactions';
import { DAY_MS, iso } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { dollars } from '../../platform/kernel/money';

let world: DealWorld;
let other: TestApp;
beforeAll(async () => {
  world = await startDealWorld();
  other = await startTestApp({ home: world.app.home });
});
afterAll(async () => {
  await other.close();
  await world.close();
});

interface SettingNow {
  name: string;
  value: string;
  usual: string;
  scheduled: { value: string; effectiveAt: string } | null;
}

const readAll = async () =>
  (await succeed(world.admin.get('/admin/settings'))).body.data as {
    version: number;
    settings: SettingNow[];
  };
const settingNow = async (name: string) =>
  (await readAll()).settings.find((setting) => setting.name === name) as SettingNow;

const change = async (
  admin: TestUser,
  values: Record<string, string | null>,
  more: { effectiveAt?: string; version?: number } = {},
) =>
  admin.put('/admin/settings', {
    version: (await readAll()).version,
    values: Object.entries(values).map(([name, value]) => ({ name, value })),
    reason: 'The board has decided so.',
    ...more,
  });

const shownAt = async (app: TestApp) => (await succeed(app.anonymous.get('/config'))).body.data;

/** As the money of people asks for: one asks, another for the same. */
async function changeByTwo(values: Record<string, string | null>): Promise<void> {
  const first = await succeed(change(world.admin, values));
  expect(first.body.data.changed).toBe(false);
  expect((await change(world.admin, values)).body.code).toBe('second_admin_needed');
  const second = await succeed(change(world.secondAdmin, values));
  expect(second.body.data.changed).toBe(true);
}

test('a change holds on both instances within five seconds, and stands in the log and the history', async () => {
  const until = Date.now() + 5_000;
  other.platform.events.start();
  const { body } = await succeed(change(world.admin, { ANNOUNCEMENT: 'Wires rest on Friday.' }));
  expect(body.data.changed).toBe(true);
  expect(await shownAt(world.app)).toMatchObject({ announcement: 'Wires rest on Friday.' });
  let there: unknown;
  do {
    await wait(50);
    there = (await shownAt(other)).announcement;
  } while (there !== 'Wires rest on Friday.' && Date.now() < until);
  expect(there).toBe('Wires rest on Friday.');

  const { body: log } = await succeed(world.admin.get('/admin/action-log?action=settings.changed'));
  expect(log.data[0]).toMatchObject({ reason: 'The board has decided so.', actor: { id: world.admin.id } });
  const { body: history } = await succeed(world.admin.get('/admin/settings/history?name=ANNOUNCEMENT'));
  expect(history.data).toMatchObject([
    {
      ...{ name: 'ANNOUNCEMENT', value: 'Wires rest on Friday.', formerValue: '', state: 'IN_FORCE' },
      decidedBy: { id: world.admin.id, name: 'Test Person' },
    },
  ]);
  // And after a restart.
  const later = await startTestApp({ home: world.app.home });
  expect(await shownAt(later)).toMatchObject({ announcement: 'Wires rest on Friday.' });
  await later.close();

  await succeed(change(world.admin, { ANNOUNCEMENT: null }));
  expect(await shownAt(world.app)).toMatchObject({ announcement: null });
});

test('what people are charged takes two administrators, and touches nothing that was agreed', async () => {
  const open = await world.open();
  const subscriber = await world.app.make.buyer();
  const subscribed = await succeed(
    subscriber.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }),
  );
  await world.app.gateway.pages.payCheckout(subscribed.body.data.checkoutUrl);
  await world.app.settle();
  const before = await world.read(open);

  await changeByTwo({ TRANSACTION_FEE_BASIS_POINTS: '500', PLAN_STARTER: '5/12900/120000/2' });
  expect(await shownAt(world.app)).toMatchObject({ transactionFeeBasisPoints: 500 });
  const { body: plans } = await succeed(world.app.anonymous.get('/credits/plans'));
  expect(plans.data).toContainEqual(
    expect.objectContaining({ plan: 'STARTER', creditsPerMonth: 5, monthlyCents: 12_900 }),
  );

  const after = await world.read(open);
  expect([after.feeCents, after.termsHash]).toEqual([before.feeCents, before.termsHash]);
  const fees = [before.feeCents, (await world.read(await world.open())).feeCents];
  expect(fees).toEqual([600_000, 1_000_000]);
  const { body: kept } = await succeed(subscriber.get('/credits/subscription'));
  expect(kept.data).toMatchObject({ status: 'ACTIVE', priceCents: 9_900, creditsPerPeriod: 4 });
  await world.app.later(32 * DAY_MS);
  const { body: renewed } = await succeed(subscriber.get('/credits/subscription'));
  expect(renewed.data).toMatchObject({ status: 'ACTIVE', priceCents: 9_900 });
  expect(await world.app.violations('billing', 'ledger')).toEqual([]);
});

test('credits cost less in packs, and publishing costs nothing where no fee is asked', async () => {
  const seller = await world.app.make.seller();
  await changeByTwo({ CREDIT_PACKS: '5=9999', FEATURE_LISTING_FEE: 'false' });
  const shown = await shownAt(world.app);
  expect(shown).toMatchObject({ listingFeeCents: 0, creditPacks: [{ credits: 5, priceCents: 9_999 }] });
  const card = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
  const { body } = await succeed(seller.post('/credits/purchase', { credits: 5, ...card }));
  expect(body.data.priceCents).toBe(9_999);
  await world.app.settle();
  const credits = async () => (await succeed(seller.get('/credits/balance'))).body.data.credits as number;
  expect(await credits()).toBe(5);
  const offered = await world.offered({ seller });
  // The world gives its sellers the credit that a publication costs: it is still there.
  expect([offered.seller.id, await credits()]).toEqual([seller.id, 6]);
  await changeByTwo({ CREDIT_PACKS: null, FEATURE_LISTING_FEE: null });
});

test('what does not go together is all told at once, each at the value that brings it', async () => {
  const { status, body } = await change(world.admin, {
    DEPOSIT_LEAST_CENTS: '1000001',
    CREDIT_PACKS: '1=100',
  });
  expect([status, body.errors]).toEqual([
    400,
    expect.arrayContaining([
      expect.objectContaining({
        field: 'values.0.value',
        message: expect.stringMatching(/^DEPOSIT_LEAST/) as string,
      }),
      expect.objectContaining({
        field: 'values.1.value',
        message: expect.stringMatching(/^CREDIT_PACKS/) as string,
      }),
    ]),
  ]);
});

test('nobody pays another price than the one that they have read and named', async () => {
  const buyer = await world.app.make.buyer();
  const seller = await world.app.make.seller();
  const { id: listingId } = await makeListings(world.app).draft({ seller, usdot: 9_900_001 });
  await changeByTwo({
    ...{ SINGLE_CREDIT_PRICE_CENTS: '3999', LISTING_FEE_CENTS: '3999', PLAN_STARTER: '4/10900/105000/2' },
    PLAN_PROFESSIONAL: '10/20900/201000/5',
  });
  const card = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
  const plan = { plan: 'STARTER', interval: 'MONTH' };
  const acts: [TestUser, string, object, number, number][] = [
    [buyer, '/credits/purchase', { credits: 2, ...card }, 5_998, 7_998],
    [seller, '/credits/listing-fee', { listingId, ...card }, 2_999, 3_999],
    [buyer, '/credits/subscribe', plan, 9_900, 10_900],
  ];
  for (const [who, path, body, read, now] of acts) {
    const refused = await who.post(path, { ...body, priceCents: read });
    expect([path, refused.status, refused.body.code]).toEqual([path, 409, 'price_changed']);
    expect(refused.body.detail).toContain(dollars(now));
    expect((await succeed(who.post(path, { ...body, priceCents: now }))).body.data.priceCents).toBe(now);
  }
  await world.app.gateway.pages.payCheckout(
    (await succeed(buyer.get('/credits/subscription'))).body.data.checkoutUrl,
  );
  await world.app.settle();
  const up = { plan: 'PROFESSIONAL', interval: 'MONTH' };
  const late = await buyer.post('/credits/change-subscription', { ...up, priceCents: 19_900 });
  expect([late.status, late.body.code]).toEqual([409, 'price_changed']);
  await succeed(buyer.post('/credits/change-subscription', { ...up, priceCents: 20_900 }));
  await changeByTwo({
    ...{ SINGLE_CREDIT_PRICE_CENTS: null, LISTING_FEE_CENTS: null },
    ...{ PLAN_STARTER: null, PLAN_PROFESSIONAL: null },
  });
});

test('what was ordered before a change of prices is the same order when it is sent again', async () => {
  const buyer = await world.app.make.buyer();
  const order = { credits: 1, method: 'CARD', paymentMethodId: 'pm_card_visa', priceCents: 2_999 };
  const key = { 'idempotency-key': newId() };
  const first = await succeed(buyer.post('/credits/purchase', order, key));
  await changeByTwo({ SINGLE_CREDIT_PRICE_CENTS: '3999', LISTING_FEE_CENTS: '3999' });
  // As if the answer had been lost with its record.
  await world.app.platform.database.change('DELETE FROM idempotency_keys');
  const again = await succeed(buyer.post('/credits/purchase', order, key));
  expect([again.body.data.id, again.body.data.priceCents]).toEqual([first.body.data.id, 2_999]);
  await changeByTwo({ SINGLE_CREDIT_PRICE_CENTS: null, LISTING_FEE_CENTS: null });
});

test('what is switched off begins nowhere, on neither instance, and what has begun goes on', async () => {
  const buyer = await world.app.make.buyer();
  const offered = await world.offered({ buyer });
  const inDeal = await world.open({ buyer });
  const offer = { listingId: offered.listingId, amountCents: 19_000_000 };
  const asked = { for: { userId: buyer.id }, reason: 'They asked for it by telephone.', offer };
  const prepared = await succeed(world.admin.post('/admin/prepared', asked));
  // Each instance of a test has a clock of its own.
  other.clock.advance(Math.max(0, world.app.clock.now() - other.clock.now()));
  other.platform.events.start();
  await succeed(change(world.admin, { FEATURE_NEW_OFFERS: 'false', FEATURE_MESSAGES: 'false' }));
  const until = Date.now() + 5_000;
  while (!(await shownAt(other)).switchedOff.includes('MESSAGES') && Date.now() < until) await wait(50);
  for (const app of [world.app, other])
    expect(await shownAt(app)).toMatchObject({ switchedOff: ['NEW_OFFERS', 'MESSAGES'] });
  const [id, seller] = [String(prepared.body.data.id), offered.seller.id];
  const { feeCents } = (await succeed(buyer.get(`/prepared/${id}`))).body.data;
  const begins = [
    await buyer.post('/messages', { receiverId: seller, content: 'Is it still there?' }),
    await buyer.post(`/prepared/${id}/confirm`, { feeCents }),
  ];
  expect(begins.map(({ body }) => body.code)).toEqual(['switched_off', 'switched_off']);
  await succeed(buyer.post('/messages', { receiverId: 'support', content: 'Why can I not write?' }));
  await succeed(buyer.post(`/transactions/${inDeal.id}/messages`, { content: 'We go on.' }));
  await succeed(change(world.admin, { FEATURE_NEW_OFFERS: null, FEATURE_MESSAGES: null }));
  await succeed(buyer.post('/messages', { receiverId: seller, content: 'Is it still there?' }));
});

test('with the sale of credits off none begins, and an order, a checkout and a change of plan that have begun go on', async () => {
  const { app } = world;
  const seller = await app.make.seller();
  const { id: listingId } = await makeListings(app).draft({ seller, usdot: 9_900_002 });
  const [buyer, subscriber] = [await app.make.buyer(), await app.make.buyer()];
  const debit = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
  const plan = { plan: 'STARTER', interval: 'MONTH' };
  const up = { plan: 'PROFESSIONAL', interval: 'MONTH' };
  const { body: opened } = await succeed(subscriber.post('/credits/subscribe', plan));
  await app.gateway.pages.payCheckout(opened.data.checkoutUrl);
  await app.settle();
  const billing = app.modules.gateway.gateways.forNewMoney?.billing;
  if (!billing) throw new Error('No gateway takes money.');
  const silent = jest.spyOn(billing, 'changeSubscription').mockRejectedValueOnce(new Error('No answer.'));
  const theSame = { 'idempotency-key': newId() };
  const changing = await subscriber.post('/credits/change-subscription', up, theSame);
  expect([changing.status, silent.mock.calls.length]).toEqual([503, 1]);
  silent.mockRestore();
  const begun: [TestUser, string, object, object?][] = [
    [seller, '/credits/listing-fee', { listingId, ...debit }],
    [buyer, '/credits/purchase', { credits: 1, ...debit }, { 'idempotency-key': newId() }],
    [buyer, '/credits/subscribe', plan, { 'idempotency-key': newId() }],
  ];
  const send = async () => {
    const answers = [];
    for (const [who, path, body, key = {}] of begun)
      answers.push((await succeed(who.post(path, body, key as Record<string, string>))).body.data.id);
    return answers;
  };
  const ids = await send();
  await succeed(change(world.admin, { FEATURE_CREDIT_SALES: 'false' }));
  // As if the answers had been lost with their records.
  await app.platform.database.change('DELETE FROM idempotency_keys');
  expect(await send()).toEqual(ids);
  await succeed(subscriber.post('/credits/change-subscription', up, theSame));

  const { id: another } = await makeListings(app).draft({ seller, usdot: 9_900_003 });
  const newcomer = await app.make.buyer();
  const begins: [TestUser, string, object][] = [
    [seller, '/credits/listing-fee', { listingId: another, ...debit }],
    [buyer, '/credits/purchase', { credits: 1, ...debit }],
    [newcomer, '/credits/subscribe', plan],
    [subscriber, '/credits/change-subscription', { ...up, plan: 'ENTERPRISE' }],
  ];
  for (const [who, path, body] of begins) {
    const refused = await who.post(path, body);
    expect([path, refused.status, refused.body.code]).toEqual([path, 403, 'switched_off']);
  }
  await succeed(change(world.admin, { FEATURE_CREDIT_SALES: null }));
});

test('a change from a day on holds from then on, and can be canceled before', async () => {
  const in2Days = iso(world.app.clock.now() + 2 * DAY_MS);
  const { body } = await succeed(
    change(world.admin, { QUEUE_CLAIM_MINUTES: '25' }, { effectiveAt: in2Days }),
  );
  expect(body.data.changed).toBe(true);
  expect(await settingNow('QUEUE_CLAIM_MINUTES')).toMatchObject({
    value: '15',
    scheduled: { value: '25', effectiveAt: in2Days },
  });
  expect((await change(world.admin, { QUEUE_CLAIM_MINUTES: '20' })).body.code).toBe('change_scheduled');
  world.app.clock.advance(2 * DAY_MS);
  expect(await settingNow('QUEUE_CLAIM_MINUTES')).toMatchObject({
    value: '25',
    usual: '15',
    scheduled: null,
  });

  const again = iso(world.app.clock.now() + DAY_MS);
  await succeed(change(world.admin, { QUEUE_CLAIM_MINUTES: '30' }, { effectiveAt: again }));
  const history = async () =>
    (await succeed(world.admin.get('/admin/settings/history?name=QUEUE_CLAIM_MINUTES'))).body.data as {
      id: string;
      state: string;
    }[];
  const [next, held] = await history();
  expect([next?.state, held?.state]).toEqual(['SCHEDULED', 'IN_FORCE']);
  const cancel = (id = '') =>
    world.admin.post(`/admin/settings/history/${id}/cancel`, { reason: 'It was decided otherwise.' });
  await succeed(cancel(next?.id));
  expect((await cancel(held?.id)).body.code).toBe('change_in_force');
  world.app.clock.advance(2 * DAY_MS);
  expect(await settingNow('QUEUE_CLAIM_MINUTES')).toMatchObject({ value: '25' });
});

test('nothing is changed against an old reading, to what is no value, or to what does not go together', async () => {
  const { version } = await readAll();
  const stale = await change(world.admin, { ANNOUNCEMENT: 'Too late.' }, { version: version - 1 });
  expect([stale.status, stale.body.code]).toEqual([409, 'settings_moved']);
  const refused = async (values: Record<string, string | null>) => {
    const { status, body } = await change(world.admin, values);
    return [status, body.errors?.[0]?.field];
  };
  expect(await refused({ QUEUE_CLAIM_MINUTES: 'soon' })).toEqual([400, 'values.0.value']);
  expect(await refused({ QUEUE_CLAIM_MINUTES: '25' })).toEqual([400, 'values.0.value']);
  expect(await refused({ JWT_ACCESS_SECRET: 'x'.repeat(40) })).toEqual([400, 'values.0.name']);
  // Both buy one credit.
  expect(await refused({ LISTING_FEE_CENTS: '4999' })).toEqual([400, 'values.0.value']);
  expect((await readAll()).version).toBe(version);
});
