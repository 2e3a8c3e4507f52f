/** The inbox of webhooks keeps its promises: each event one effect, in any order, however often, and only if signed. */
import { startTestApp, type TestApp } from '../../../../tests/support/app';
import {
  disputeEvent,
  type IntentFacts,
  intentEvent,
  anOrder,
  LEAST_CENTS,
  PRICE_CENTS,
  sendWebhook,
  paymentState,
  startDebit,
} from '../../../../tests/support/make-payments';
import { DAY_MS, MINUTE_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { paymentSucceeded } from '../../payments/index';

let app: TestApp;
const heard: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  app.platform.events.on(paymentSucceeded, 'test', { runs: 'unit' }, ({ paymentId }) => {
    heard.push(paymentId);
    return Promise.resolve();
  });
});
afterAll(() => app.close());

const eventRow = async (eventId: string) => {
  const [row] = await app.platform.database.select<{
    status: string;
    reason: string | null;
    attempts: number;
  }>('SELECT status, reason, attempts FROM webhook_events WHERE eventId = :eventId', { eventId });
  return row;
};

const times = <Result>(count: number, make: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

describe('the same news', () => {
  it('as fifty copies of one event at once has one effect', async () => {
    const payment = await startDebit(app);
    const event = intentEvent({ intentId: payment.intentId, status: 'succeeded' });
    const answers = await times(50, () => sendWebhook(app, event));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    await app.settle();
    expect(await paymentState(app, payment.id)).toEqual({
      status: 'SUCCEEDED',
      late: false,
      unallocatedCents: PRICE_CENTS,
    });
    expect(heard.filter((id) => id === payment.id)).toHaveLength(1);
    expect(await eventRow(event.id)).toMatchObject({ status: 'DONE', attempts: 1 });
  });

  it('as twenty different events at once has one effect', async () => {
    const payment = await startDebit(app);
    await times(20, () => sendWebhook(app, intentEvent({ intentId: payment.intentId, status: 'succeeded' })));
    await app.settle();
    expect(await paymentState(app, payment.id)).toMatchObject({ unallocatedCents: PRICE_CENTS });
    expect(heard.filter((id) => id === payment.id)).toHaveLength(1);
  });
});

describe('the events of one payment', () => {
  const orders = <Item>(items: Item[]): Item[][] =>
    items.length < 2
      ? [items]
      : items.flatMap((item, index) =>
          orders([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
        );

  it.each<[IntentFacts['status'][], string, number]>([
    [['processing', 'succeeded'], 'SUCCEEDED', PRICE_CENTS],
    [['processing', 'requires_payment_method'], 'FAILED', 0],
    [['processing', 'requires_payment_method', 'canceled'], 'CANCELLED', 0],
    [['processing', 'requires_payment_method', 'succeeded'], 'SUCCEEDED', PRICE_CENTS],
  ])('%j in any order end alike', async (statuses, status, unallocatedCents) => {
    for (const order of orders(statuses)) {
      const payment = await startDebit(app);
      for (const each of [...order, ...order]) {
        const answer = await sendWebhook(app, intentEvent({ intentId: payment.intentId, status: each }));
        expect(answer.status).toBe(200);
      }
      expect(await paymentState(app, payment.id)).toEqual({ status, late: false, unallocatedCents });
    }
  });
});

it('a payment that failed is late when it is paid after another has taken its place', async () => {
  const payment = await startDebit(app);
  const { intentId } = payment;
  await sendWebhook(app, intentEvent({ intentId, status: 'requires_payment_method' }));
  const other = await app.modules.payments.start({
    ...anOrder('CARD', 'pm_card_visa'),
    ...{ purpose: payment.purpose, subjectId: payment.subjectId, payerId: payment.payerId },
  });
  await sendWebhook(app, intentEvent({ intentId, status: 'succeeded' }));
  expect(await paymentState(app, other.id)).toMatchObject({ status: 'SUCCEEDED', late: false });
  expect(await paymentState(app, payment.id)).toEqual({
    status: 'SUCCEEDED',
    late: true,
    unallocatedCents: PRICE_CENTS,
  });
});

const unknownPayment = () => intentEvent({ intentId: 'pi_unknown', status: 'succeeded', reference: newId() });

describe('an event that cannot be what it says', () => {
  it.each<[string, Partial<IntentFacts>, RegExp]>([
    ['a cent too little', { amount: PRICE_CENTS - 1 }, /Expected \$2,500\.00/],
    ['a cent too much', { amount: PRICE_CENTS + 1 }, /Expected \$2,500\.00/],
    ['less taken than ordered', { received: PRICE_CENTS - 1 }, /received \$2,499\.99/],
    ['under way with another amount', { status: 'processing', amount: LEAST_CENTS }, /Expected \$2,500\.00/],
    ['another currency', { currency: 'cad' }, /Expected usd/],
  ])('%s is parked with the reason and has no effect', async (_, wrong, reason) => {
    const payment = await startDebit(app);
    const event = intentEvent({ intentId: payment.intentId, status: 'succeeded', ...wrong });
    expect((await sendWebhook(app, event)).status).toBe(200);
    expect(await eventRow(event.id)).toMatchObject({
      status: 'PARKED',
      reason: expect.stringMatching(reason) as string,
    });
    expect(await paymentState(app, payment.id)).toMatchObject({ status: 'PROCESSING', unallocatedCents: 0 });
  });

  it('of a payment that says to be ours and is unknown is parked', async () => {
    const event = unknownPayment();
    await sendWebhook(app, event);
    expect(await eventRow(event.id)).toMatchObject({ status: 'PARKED' });
  });

  it('with an object of another shape is parked', async () => {
    const event = intentEvent({ intentId: 'pi_unknown', status: 'succeeded' });
    const shapeless = { ...event, data: { object: { id: 'pi_unknown' } } };
    await sendWebhook(app, shapeless, { odd: true });
    expect(await eventRow(event.id)).toMatchObject({ status: 'PARKED' });
  });

  it('of a kind that means nothing here is recorded and ignored', async () => {
    const event = intentEvent({
      intentId: 'pi_unknown',
      status: 'succeeded',
      type: 'payment_intent.created',
    });
    expect((await sendWebhook(app, event)).status).toBe(200);
    expect(await eventRow(event.id)).toMatchObject({ status: 'IGNORED', reason: null });
  });

  it('can be tried again by an admin once the cause is fixed, and then has its one effect', async () => {
    const admin = await app.make.admin();
    const payment = await startDebit(app);
    const event = intentEvent({ intentId: payment.intentId, status: 'succeeded', amount: LEAST_CENTS });
    await sendWebhook(app, event);
    const parked = await admin.get('/admin/payments/parked');
    expect(parked.body.data.map(({ id }: { id: string }) => id)).toContain(event.id);
    const replay = () => admin.post(`/admin/webhooks/${app.gateway.name}/${event.id}/replay`);
    expect((await replay()).body.data).toMatchObject({ status: 'PARKED', objectId: payment.intentId });
    await app.platform.database.change('UPDATE payments SET amountCents = :cents WHERE id = :id', {
      ...{ id: payment.id, cents: LEAST_CENTS },
    });
    expect((await replay()).body.data.status).toBe('DONE');
    expect((await replay()).body.data.status).toBe('DONE');
    expect(await paymentState(app, payment.id)).toMatchObject({
      status: 'SUCCEEDED',
      unallocatedCents: LEAST_CENTS,
    });
    expect((await admin.post(`/admin/webhooks/${app.gateway.name}/evt_unknown/replay`)).status).toBe(404);
  });

  it('is dismissed by an admin who has settled it by hand, and waits for nobody any more', async () => {
    const admin = await app.make.admin();
    const event = unknownPayment();
    await sendWebhook(app, event);
    app.clock.advance(4 * DAY_MS);
    const waiting = async () => [
      ...(await app.modules.gateway.listStuckMoney()).map(({ subject }) => subject),
      ...(await app.violations('money')).map(({ subject }) => subject),
    ];
    expect((await waiting()).filter((subject) => subject === `event ${event.id}`)).toHaveLength(2);
    const dismiss = (id: string) =>
      admin.post(`/admin/webhooks/${app.gateway.name}/${id}/dismiss`, {
        reason: 'A payment of another shop of ours.',
      });
    expect((await dismiss(event.id)).body.data).toMatchObject({
      status: 'IGNORED',
      reason: 'A payment of another shop of ours.',
    });
    expect(await waiting()).not.toContain(`event ${event.id}`);
    await sendWebhook(app, event);
    expect(await eventRow(event.id)).toMatchObject({ status: 'IGNORED' });

    const again = await dismiss(event.id);
    expect([again.status, again.body.code]).toEqual([409, 'event_not_parked']);
    expect((await dismiss('evt_unknown')).status).toBe(404);
    // Whoever dismissed the wrong one takes it up again.
    const replayed = await admin.post(`/admin/webhooks/${app.gateway.name}/${event.id}/replay`);
    expect(replayed.body.data).toMatchObject({ status: 'PARKED' });
    const audited = await app.platform.database.select<{ action: string }>(
      'SELECT action FROM audit_entries WHERE subjectId = :id ORDER BY id',
      { id: event.id },
    );
    expect(audited.map(({ action }) => action)).toEqual(['webhook.dismissed', 'webhook.replayed']);
  });

  it('left lying for days is a violation', async () => {
    const event = unknownPayment();
    await sendWebhook(app, event);
    const found = async () =>
      (await app.violations('gateway')).filter(({ subject }) => subject === `event ${event.id}`);
    expect(await found()).toEqual([]);
    app.clock.advance(3 * DAY_MS + MINUTE_MS);
    expect(await found()).toHaveLength(1);
  });
});

describe('an event that failed for a reason of ours', () => {
  it('is answered with an error, kept, and tried again later without being sent again', async () => {
    const payment = await startDebit(app);
    const event = intentEvent({ intentId: payment.intentId, status: 'succeeded' });
    const { database } = app.platform;
    await database.change('ALTER TABLE ledger_transfers RENAME TO ledger_transfers_away');
    expect((await sendWebhook(app, event)).status).toBe(500);
    await database.change('ALTER TABLE ledger_transfers_away RENAME TO ledger_transfers');
    expect(await eventRow(event.id)).toMatchObject({ status: 'RECEIVED' });
    expect(await paymentState(app, payment.id)).toMatchObject({ status: 'PROCESSING' });
    await app.later(6 * MINUTE_MS);
    expect(await eventRow(event.id)).toMatchObject({ status: 'DONE', reason: null });
    expect(await paymentState(app, payment.id)).toMatchObject({
      status: 'SUCCEEDED',
      unallocatedCents: PRICE_CENTS,
    });
  });
});

describe('the signature', () => {
  it.each([
    ['of another secret', { secret: 'x'.repeat(32) }],
    ['older than five minutes', { ageSeconds: 301 }],
    ['of other bytes', { bodyInstead: '{"id":"evt_other"}' }],
  ])('%s is refused, and nothing is recorded', async (_, options) => {
    const payment = await startDebit(app);
    const event = intentEvent({ intentId: payment.intentId, status: 'succeeded' });
    const answer = await sendWebhook(app, event, options);
    expect([answer.status, answer.body.code]).toEqual([400, 'bad_signature']);
    expect(await eventRow(event.id)).toBeUndefined();
    expect(await paymentState(app, payment.id)).toMatchObject({ status: 'PROCESSING' });
  });

  it('missing is refused', async () => {
    const event = intentEvent({ intentId: `pi_${newId()}`, status: 'succeeded' });
    const answer = await app.anonymous.post(`/webhooks/${app.gateway.name}`, event);
    expect([answer.status, answer.body.code]).toEqual([400, 'bad_signature']);
  });
});

describe('an event of another application at the same gateway', () => {
  const idAt = (prefix: string): string => `${prefix}_${newId().replaceAll('-', '')}`;
  const anEvent = (type: string, object: object, differing: object = {}) => ({
    ...{ id: idAt('evt'), object: 'event', type, created: 1_790_000_000, data: { object } },
    ...differing,
  });
  const aSubscription = () => ({
    ...{ id: idAt('sub'), object: 'subscription', status: 'active', customer: idAt('cus'), created: 1 },
    ...{ cancel_at_period_end: false, metadata: { reference: 'team-4' } },
    items: {
      data: [
        {
          ...{ id: idAt('si'), price: { id: idAt('price') } },
          ...{ current_period_start: 1, current_period_end: 2 },
        },
      ],
    },
  });
  const anInvoice = () => ({
    ...{ id: idAt('in'), object: 'invoice', status: 'paid', customer: idAt('cus'), currency: 'usd' },
    ...{ amount_due: 50_000, amount_paid: 50_000, amount_remaining: 0, total: 50_000, attempt_count: 1 },
    parent: { subscription_details: { subscription: idAt('sub'), metadata: {} } },
    ...{ lines: { data: [{ amount: 50_000, period: { start: 1, end: 2 } }] }, created: 1_790_000_000 },
  });
  const atGateway = () => app.modules.ledger.balance(`gateway:${app.gateway.name}`);

  it.each<[string, () => object]>([
    ['a payment', () => intentEvent({ intentId: idAt('pi'), status: 'succeeded' })],
    [
      'a payment that is called by the same word as ours',
      () => intentEvent({ intentId: idAt('pi'), status: 'succeeded', reference: 'order-77' }),
    ],
    ['a subscription', () => anEvent('customer.subscription.updated', aSubscription())],
    ['a subscription that has ended', () => anEvent('customer.subscription.deleted', aSubscription())],
    [
      'a checkout',
      () =>
        anEvent('checkout.session.completed', {
          ...{ id: idAt('cs'), object: 'checkout.session', status: 'complete', payment_status: 'paid' },
          ...{ customer: idAt('cus'), subscription: idAt('sub'), client_reference_id: 'cart-9' },
        }),
    ],
    [
      'an account',
      () =>
        anEvent('account.updated', {
          ...{ id: idAt('acct'), object: 'account', details_submitted: true, payouts_enabled: true },
        }),
    ],
    [
      'the payout of an account',
      () =>
        anEvent(
          'payout.failed',
          { id: idAt('po'), object: 'payout', status: 'failed' },
          { account: idAt('acct') },
        ),
    ],
    ['a paid invoice', () => anEvent('invoice.paid', anInvoice())],
    ['an invoice that is due', () => anEvent('invoice.finalized', { ...anInvoice(), status: 'open' })],
    ['a refused invoice', () => anEvent('invoice.payment_failed', { ...anInvoice(), status: 'open' })],
    [
      'a transfer',
      () =>
        anEvent('transfer.created', {
          ...{ id: idAt('tr'), object: 'transfer', amount: 5, amount_reversed: 0, reversed: false },
          ...{ currency: 'usd', destination: idAt('acct'), created: 1_790_000_000 },
        }),
    ],
  ])('%s is recorded and has no effect', async (_, make) => {
    const before = await atGateway();
    const event = make() as { id: string };
    expect((await sendWebhook(app, event)).status).toBe(200);
    expect(await eventRow(event.id)).toMatchObject({ status: 'IGNORED' });
    expect(await atGateway()).toBe(before);
  });

  it.each([
    ['of the world with other money', { livemode: true }, 'IGNORED'],
    ['of another account', { account: 'acct_evil' }, 'IGNORED'],
    ['of another account, by its newer name', { context: 'acct_evil' }, 'IGNORED'],
    ['of an account of another organization', { context: 'org_evil/acct_evil' }, 'IGNORED'],
    ['in shapes that are not read any more', { api_version: '2020-08-27' }, 'PARKED'],
  ])('or %s brings no money, though it names a payment of ours', async (_, differing, status) => {
    const payment = await startDebit(app);
    const event = {
      ...intentEvent({ intentId: payment.intentId, status: 'succeeded', reference: payment.id }),
      ...differing,
    };
    expect((await sendWebhook(app, event)).status).toBe(200);
    expect(await eventRow(event.id)).toMatchObject({ status });
    expect(await paymentState(app, payment.id)).toMatchObject({ status: 'PROCESSING', unallocatedCents: 0 });
  });
});

describe('a dispute or refund that comes before its payment', () => {
  const idAt = (prefix: string): string => `${prefix}_${newId().replaceAll('-', '')}`;
  const disputesOf = (paymentId: string) =>
    app.platform.database.select('SELECT id FROM card_disputes WHERE paymentId = :paymentId', { paymentId });

  it('is answered, waits, and has its effect when the payment has succeeded', async () => {
    const payment = await startDebit(app);
    const early = disputeEvent('created', idAt('dp'), payment.intentId, 'needs_response');
    expect((await sendWebhook(app, early)).status).toBe(200);
    expect(await eventRow(early.id)).toMatchObject({ status: 'RECEIVED' });
    await app.later(6 * MINUTE_MS);
    expect(await disputesOf(payment.id)).toEqual([]);
    await sendWebhook(app, intentEvent({ intentId: payment.intentId, status: 'succeeded' }));
    await app.later(6 * MINUTE_MS);
    expect(await eventRow(early.id)).toMatchObject({ status: 'DONE' });
    expect(await disputesOf(payment.id)).toHaveLength(1);
  });

  it('is quiet where the gateway says that the payment is of another application', async () => {
    const planted = await app.gateway.plantPayment('FOREIGN');
    const dispute = disputeEvent('created', idAt('dp'), planted, 'needs_response');
    const charge = { id: idAt('ch'), object: 'charge', amount_refunded: 5, payment_intent: planted };
    const refunded = { ...dispute, id: idAt('evt'), type: 'charge.refunded', data: { object: charge } };
    for (const event of [dispute, refunded]) {
      expect((await sendWebhook(app, event)).status).toBe(200);
      expect(await eventRow(event.id)).toMatchObject({ status: 'RECEIVED' });
    }
    await app.later(6 * MINUTE_MS);
    for (const { id } of [dispute, refunded]) expect(await eventRow(id)).toMatchObject({ status: 'IGNORED' });
    const found = (await app.violations('money')).map(({ subject }) => subject);
    expect(found).not.toContain(planted);
  });
});
