/** Several gateways live at once: a switch of the one that takes new money leaves nothing behind that another took. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { anOrder, PRICE_CENTS, sendWebhook } from '../../../tests/support/make-payments';
import { prepareGateway, type PreparedGateway } from '../../../tests/support/make-gateway';
import { preparePlain } from '../../../tests/support/plain-gateway';
import { prepareStripe } from '../../../tests/support/stripe-gateway';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';

let first: TestApp;
let plain: PreparedGateway;
let stripe: PreparedGateway;

beforeAll(async () => {
  first = await startTestApp();
  [plain, stripe] = [await preparePlain(), await prepareStripe()];
});
afterAll(() => first.close());

/** As if the app had been started again with another configuration. */
async function restarted<Result>(
  behind: PreparedGateway,
  environment: Record<string, string>,
  work: (app: TestApp) => Promise<Result>,
): Promise<Result> {
  const app = await startTestApp({ home: first.home, behind, environment });
  app.clock.advance(Math.max(0, first.clock.now() - app.clock.now()));
  try {
    return await work(app);
  } finally {
    await app.app.stop();
  }
}

async function pay(app: TestApp): Promise<string> {
  const { id, status } = await app.modules.payments.start(anOrder('CARD', 'pm_card_visa'));
  expect(status).toBe('SUCCEEDED');
  await app.settle();
  return id;
}

const refund = (app: TestApp, paymentId: string, amountCents = PRICE_CENTS) =>
  app.platform.database.atomically(() =>
    app.modules.payments.refund({
      ...{ key: `test:${newId()}`, paymentId, amountCents, reason: 'A test' },
      from: `unallocated:${paymentId}`,
    }),
  );

async function refundOf(app: TestApp, paymentId: string) {
  const [row] = await app.platform.database.select<{ status: string; gateway: string }>(
    'SELECT status, gateway FROM refunds WHERE paymentId = :paymentId',
    { paymentId },
  );
  return row;
}

const sandboxToo = { FORMER_PAYMENT_GATEWAYS: 'sandbox' };

it('what either took is refunded at its own, after the default was switched', async () => {
  const former = await pay(first);
  await restarted(stripe, sandboxToo, async (app) => {
    const { gateways } = app.modules.gateway;
    expect([gateways.forNewMoney?.name, gateways.live.map(({ name }) => name)]).toEqual([
      'stripe',
      ['stripe', 'sandbox'],
    ]);
    const later = await pay(app);
    await refund(app, former);
    await refund(app, later);
    await app.settle();
    expect(await refundOf(app, former)).toEqual({ status: 'SUCCEEDED', gateway: 'sandbox' });
    expect(await refundOf(app, later)).toEqual({ status: 'SUCCEEDED', gateway: 'stripe' });
    const { ledger } = app.modules;
    expect(await Promise.all(['sandbox', 'stripe'].map((name) => ledger.balance(`gateway:${name}`)))).toEqual(
      [0, 0],
    );
    expect(await app.violations('money', 'ledger')).toEqual([]);
  });
});

it('an event is found by its gateway and its id there: the same id of two gateways are two events', async () => {
  await restarted(stripe, sandboxToo, async (app) => {
    const admin = await app.make.admin();
    const eventId = `evt_${newId().replaceAll('-', '')}`;
    for (const gateway of ['stripe', 'sandbox']) {
      await app.platform.database.change(
        `INSERT INTO webhook_events (id, gateway, eventId, type, payload, status, attempts, receivedAt)
         VALUES (:id, :gateway, :eventId, 'payment_intent.succeeded', :payload, 'PARKED', 1, :now)`,
        {
          ...{ id: newId(), gateway, eventId, now: app.clock.now() },
          payload: JSON.stringify({
            ...{ id: eventId, object: 'event', type: 'customer.created', created: 1 },
            data: { object: { id: 'cus_1' } },
          }),
        },
      );
    }
    const replay = (gateway: string) => admin.post(`/admin/webhooks/${gateway}/${eventId}/replay`);
    expect((await replay('sandbox')).body.data).toMatchObject({ gateway: 'sandbox', status: 'IGNORED' });
    expect((await replay('plain')).status).toBe(404);
    const listed = await admin.get(`/admin/webhooks?eventId=${eventId}&status=PARKED`);
    expect(listed.body.data).toMatchObject([{ gateway: 'stripe', id: eventId }]);
    await replay('stripe');
  });
});

it('where its gateway is missing, a refund waits in the list of stuck money at once, and goes out when it is back', async () => {
  const paymentId = await restarted(plain, sandboxToo, pay);
  const waiting = async (app: TestApp) => {
    const admin = await app.make.admin();
    const { data } = (await admin.get('/admin/money/stuck')).body;
    return (data as { kind: string; whatToDo: string }[]).filter(({ kind }) => kind === 'REFUND_REQUESTED');
  };
  await refund(first, paymentId);
  await first.settle();
  expect(await refundOf(first, paymentId)).toEqual({ status: 'REQUESTED', gateway: 'plain' });
  expect(await waiting(first)).toMatchObject([{ whatToDo: expect.stringContaining('“plain”') as string }]);
  // It was not tried in vain until somebody looked.
  const jobs = await first.platform.database.select<{ attempts: number; status: string }>(
    `SELECT attempts, status FROM jobs WHERE kind = 'payments.refund_at_gateway' AND status <> 'DONE'`,
  );
  expect(jobs).toEqual([]);

  first.clock.advance(2 * HOUR_MS);
  await restarted(plain, sandboxToo, async (app) => {
    await app.settle();
    expect(await refundOf(app, paymentId)).toEqual({ status: 'SUCCEEDED', gateway: 'plain' });
    expect(await waiting(app)).toEqual([]);
    expect(await app.modules.ledger.balance('gateway:plain')).toBe(0);
    expect(await app.violations('money', 'ledger')).toEqual([]);
  });
});

it('what its former gateway paid beside the wire is looked up and booked at that one', async () => {
  const { id: paymentId } = await first.modules.payments.start(anOrder('CARD', 'pm_card_pendingRefund'));
  await first.settle();
  await refund(first, paymentId);
  await first.settle();
  const [row] = await first.platform.database.select<{ id: string }>(
    'SELECT id FROM refunds WHERE paymentId = :paymentId',
    { paymentId },
  );
  const refundId = String(row?.id);
  const news = (await first.gateway.findNews('refund.created', refundId)) as {
    data: { object: object };
  } | null;
  const failed = { ...news?.data.object, status: 'failed' };
  const told = {
    ...news,
    id: `evt_${newId().replaceAll('-', '')}`,
    type: 'refund.updated',
    data: { object: failed },
  };
  expect((await sendWebhook(first, told)).status).toBe(200);
  await first.settle();
  const admin = await first.make.admin();
  const wire = { reference: `FED${newId()}` };
  expect((await admin.post(`/admin/refunds/${refundId}/confirm-wire`, wire)).status).toBe(200);
  first.clock.advance(4 * DAY_MS);
  await restarted(plain, sandboxToo, async (app) => {
    await app.settle();
    const other = await app.make.admin();
    const reason = { reason: 'Paid by the gateway after the wire.' };
    expect((await other.post(`/admin/refunds/${refundId}/book-loss`, reason)).body.code).toBeUndefined();
    expect(await app.modules.ledger.balance('gateway:sandbox')).toBe(0);
    expect(await app.violations('ledger')).toEqual([]);
  });
});

it('a subscriber keeps the gateway that sold the subscription, whichever sells now', async () => {
  const user = await first.make.seller();
  const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
  expect(await first.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
  await first.settle();
  await restarted(stripe, sandboxToo, async (app) => {
    const { accessToken } =
      (await app.anonymous.post('/auth/login', { email: user.email, password: user.password })).body.data ??
      {};
    const subscriber = app.withToken(String(accessToken));
    const ended = await subscriber.post('/credits/cancel-subscription', { atPeriodEnd: true });
    expect(ended.body.data).toMatchObject({ status: 'ACTIVE', endsWithPeriod: true });
    const methods = (await subscriber.get('/payments/payment-methods')).body.data;
    expect(methods).toMatchObject([{ method: 'CARD', last4: '4242' }]);
    const sold = await app.platform.database.select<{ gateway: string }>(
      'SELECT gateway FROM subscriptions WHERE userId = :id',
      { id: user.id },
    );
    expect(sold).toEqual([{ gateway: 'sandbox' }]);
  });
});

it('a payment method is named as its gateway names it, whatever the form', async () => {
  await restarted(plain, sandboxToo, async (app) => {
    const buyer = await app.make.buyer();
    const buy = (paymentMethodId: string) =>
      buyer.post('/credits/purchase', { credits: 1, method: 'CARD', paymentMethodId });
    expect((await buy('card:visa')).body.data).toMatchObject({ payment: { status: 'SUCCEEDED' } });
    expect((await buy('card visa')).status).toBe(400);
  });
});

it('another gateway is written in less than 150 lines', () => {
  const adapter = readFileSync(join(__dirname, '../../../tests/support/plain-adapter.ts'), 'utf8');
  expect(adapter.split('\n').length).toBeLessThan(150);
});

it('two of one name do not live together, and a default that lives nowhere is refused', async () => {
  const twice = {
    ...(await prepareGateway()),
    gateways: plain.gateways?.flatMap((make) => [make, make]) ?? [],
  };
  await expect(startTestApp({ behind: twice })).rejects.toThrow('the same name');
});
