/** A card whose bank asks the payer to confirm: the payment waits for that answer, and for nothing else. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { anOrder, PRICE_CENTS, sendWebhook, paymentState } from '../../../tests/support/make-payments';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { paymentFailed } from './index';

const ASKS = 'pm_card_authenticationRequired';

let app: TestApp;
const failures: { paymentId: string; reason: string }[] = [];
beforeAll(async () => {
  app = await startTestApp();
  app.platform.events.on(paymentFailed, 'test', { runs: 'unit' }, ({ paymentId, reason }) => {
    failures.push({ paymentId, reason });
    return Promise.resolve();
  });
});
afterAll(() => app.close());

const start = (order: ReturnType<typeof anOrder>) => app.modules.payments.start(order);
const read = async ({ subjectId }: { subjectId: string }) => {
  const found = await app.modules.payments.listForSubject(subjectId);
  return found.map(({ status, authenticationUrl, failure }) => ({ status, authenticationUrl, failure }));
};

it('is paid once the payer has confirmed, and shows the page until then', async () => {
  const order = anOrder('CARD', ASKS);
  const payment = await start(order);
  expect(payment).toMatchObject({ status: 'STARTED', failure: null });
  expect(payment.authenticationUrl).toMatch(/^https?:/);
  await app.settle();
  expect(await read(payment)).toMatchObject([{ authenticationUrl: payment.authenticationUrl }]);
  expect((await start(order)).id).toBe(payment.id);
  expect(await app.gateway.pages.authenticate(payment.authenticationUrl)).toBe(true);
  await app.settle();
  expect(await paymentState(app, payment.id)).toMatchObject({
    status: 'SUCCEEDED',
    unallocatedCents: PRICE_CENTS,
  });
  expect(await read(payment)).toEqual([{ status: 'SUCCEEDED', authenticationUrl: null, failure: null }]);
  expect(await app.gateway.pages.authenticate(payment.authenticationUrl)).toBe(false);
  expect(await app.violations('money', 'ledger')).toEqual([]);
});

it('fails where the payer cannot confirm, and another card pays', async () => {
  const order = anOrder('CARD', ASKS);
  const payment = await start(order);
  await app.gateway.pages.authenticate(payment.authenticationUrl, false);
  await app.settle();
  expect(await read(payment)).toMatchObject([
    {
      status: 'FAILED',
      authenticationUrl: null,
      failure: { code: 'payment_intent_authentication_failure' },
    },
  ]);
  expect((await start({ ...order, paymentMethodId: 'pm_card_visa' })).status).toBe('SUCCEEDED');
  expect(await app.violations('money', 'ledger')).toEqual([]);
});

it('gives way to another card while it waits, and is open at the gateway no more', async () => {
  const order = anOrder('CARD', ASKS);
  const payment = await start(order);
  const other = await start({ ...order, paymentMethodId: 'pm_card_visa' });
  expect([other.id === payment.id, other.status]).toEqual([false, 'SUCCEEDED']);
  await app.settle();
  expect((await app.gateway.intentsOf(payment.id)).map(({ status }) => status)).toEqual(['canceled']);
  expect(await app.gateway.pages.authenticate(payment.authenticationUrl)).toBe(false);
  expect(await app.violations('money', 'ledger')).toEqual([]);
});

it('is looked up where the news of the answer is lost', async () => {
  const payment = await start(anOrder('CARD', ASKS));
  await app.settle();
  await app.gateway.pages.authenticate(payment.authenticationUrl);
  await app.gateway.loseNews();
  await app.later(16 * MINUTE_MS);
  expect(await read(payment)).toMatchObject([{ status: 'SUCCEEDED' }]);
});

it('shows the page that the gateway named last', async () => {
  const payment = await start(anOrder('CARD', ASKS));
  await app.settle();
  const [intent] = await app.gateway.intentsOf(payment.id);
  const url = 'https://bank.test/another-page';
  const next_action = { type: 'redirect_to_url', redirect_to_url: { url, return_url: null } };
  const object = {
    ...{ id: intent?.id, object: 'payment_intent', amount: PRICE_CENTS, amount_received: 0, currency: 'usd' },
    ...{ status: 'requires_action', next_action, metadata: {}, created: 1 },
  };
  const type = 'payment_intent.requires_action';
  const event = { id: `evt_${intent?.id}_again`, object: 'event', type, created: 1, data: { object } };
  expect((await sendWebhook(app, event)).status).toBe(200);
  expect(await read(payment)).toMatchObject([{ status: 'STARTED', authenticationUrl: url }]);
});

it('waits for the payer for a day, without an admin, and then makes room', async () => {
  const order = anOrder('CARD', ASKS);
  const payment = await start(order);
  await app.later(DAY_MS - HOUR_MS);
  expect(await read(payment)).toMatchObject([{ status: 'STARTED' }]);
  const stuck = (await app.modules.payments.listStuckMoney()).map(({ subject }) => subject);
  expect(stuck).not.toContain(`payment ${payment.id}`);
  const admin = await app.make.admin();
  const shown = await admin.get('/admin/payments/stuck');
  expect(shown.body.data).toEqual([]);
  await app.later(HOUR_MS + 16 * MINUTE_MS);
  expect(await read(payment)).toMatchObject([{ status: 'CANCELLED', authenticationUrl: null }]);
  expect(failures).toContainEqual({
    paymentId: payment.id,
    reason: 'It was not confirmed with your bank.',
  });
  expect((await app.gateway.intentsOf(payment.id)).map(({ status }) => status)).toEqual(['canceled']);
  expect((await start({ ...order, paymentMethodId: 'pm_card_visa' })).status).toBe('SUCCEEDED');
  expect(await app.violations('money')).toEqual([]);
});

it('is not given up for the failure of an earlier try, heard late', async () => {
  const buyer = await app.make.buyer();
  await buyer.post('/credits/purchase', { credits: 1, method: 'CARD', paymentMethodId: ASKS });
  const [payment] = (await buyer.get('/payments')).body.data;
  const { purpose, subjectId, payerId, amountCents, method } = payment;
  await app.emit(paymentFailed, {
    ...{ paymentId: newId(), purpose, subjectId, payerId, amountCents, method, reason: 'Declined.' },
  });
  await app.settle();
  const orders = () =>
    app.platform.database.select('SELECT status FROM credit_orders WHERE userId = :id', { id: buyer.id });
  expect(await orders()).toEqual([{ status: 'AWAITING_PAYMENT' }]);
  await app.gateway.pages.authenticate(payment.authenticationUrl, false);
  await app.settle();
  expect(await orders()).toEqual([{ status: 'FAILED' }]);
});

it('shows the page of the bank to the payer alone', async () => {
  const [buyer, admin] = [await app.make.buyer(), await app.make.admin()];
  await buyer.post('/credits/purchase', { credits: 1, method: 'CARD', paymentMethodId: ASKS });
  const [payment] = (await buyer.get('/payments')).body.data;
  expect(payment.authenticationUrl).not.toBeNull();
  for (const path of [`/payments/${payment.id}`, '/payments', '/admin/payments']) {
    const { status, body } = await admin.get(path);
    expect([status, JSON.stringify(body).includes(payment.id)]).toEqual([200, true]);
    expect(JSON.stringify(body)).not.toContain(payment.authenticationUrl);
  }
});

it('that names no page can be left for another card, and ends by itself', async () => {
  const order = anOrder('CARD', ASKS);
  const [one, other] = [await start(order), await start(anOrder('CARD', ASKS))];
  for (const { id } of [one, other]) {
    await app.platform.database.change('UPDATE payments SET authenticationUrl = NULL WHERE id = :id', { id });
  }
  expect((await start({ ...order, paymentMethodId: 'pm_card_visa' })).status).toBe('SUCCEEDED');
  await app.later(DAY_MS + 16 * MINUTE_MS);
  expect(await read(other)).toMatchObject([{ status: 'CANCELLED' }]);
});

it('brings what it was for, once it is paid', async () => {
  const buyer = await app.make.buyer();
  const { status, body } = await buyer.post('/credits/purchase', {
    ...{ credits: 2, method: 'CARD', paymentMethodId: ASKS },
  });
  expect(status).toBe(201);
  const [payment] = (await buyer.get('/payments')).body.data;
  expect(payment).toMatchObject({ status: 'STARTED', purpose: 'CREDIT_PURCHASE' });
  expect(JSON.stringify(body.data)).toContain(payment.authenticationUrl);
  const credits = async () => (await buyer.get('/credits/balance')).body.data.credits;
  const before = await credits();
  await app.gateway.pages.authenticate(payment.authenticationUrl);
  await app.settle();
  expect((await credits()) - before).toBe(2);
});
