/** Payments keep their promises from the start to the money: by card, by bank debit, by wire, through crashes. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { anOrder, PRICE_CENTS, paymentState, startDebit } from '../../../tests/support/make-payments';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { paymentFailed, type Payments, paymentSucceeded } from './index';

let app: TestApp;
let payments: Payments;
const heard: { kind: string; paymentId: string; late?: boolean }[] = [];

beforeAll(async () => {
  app = await startTestApp();
  payments = app.modules.payments;
  app.platform.events.on(paymentSucceeded, 'test', { runs: 'unit' }, ({ paymentId, late }) => {
    heard.push({ kind: 'succeeded', paymentId, late });
    return Promise.resolve();
  });
  app.platform.events.on(paymentFailed, 'test', { runs: 'unit' }, ({ paymentId }) => {
    heard.push({ kind: 'failed', paymentId });
    return Promise.resolve();
  });
});
afterAll(() => app.close());

const heardOf = (paymentId: string) => heard.filter((news) => news.paymentId === paymentId);

/** Moves the money on, as whoever it was for would: otherwise it is overdue once the clock has moved. */
const moveOn = (paymentId: string) =>
  app.modules.ledger.post([
    {
      id: `test:${paymentId}:moved`,
      debit: `unallocated:${paymentId}`,
      credit: `escrow:${newId()}`,
      amount: PRICE_CENTS,
      unit: 'USD',
      reason: 'Taken',
      subject: { type: 'test', id: paymentId },
    },
  ]);

/** The state in which a crash between the gateway's answer and its recording leaves a payment. */
const forgetAnswer = (paymentId: string) =>
  app.platform.database.change(
    `UPDATE payments SET status = 'STARTED', gatewayPaymentId = NULL, checkAt = startedAt + :wait WHERE id = :paymentId`,
    { paymentId, wait: 10 * MINUTE_MS },
  );

describe('a card', () => {
  it('brings its money at once, booked once, told once, and no more when the webhook says it again', async () => {
    const payment = await payments.start(anOrder('CARD', 'pm_card_visa'));
    expect(payment).toMatchObject({ status: 'SUCCEEDED', failure: null, amountCents: PRICE_CENTS });
    await app.settle();
    expect(await paymentState(app, payment.id)).toEqual({
      status: 'SUCCEEDED',
      late: false,
      unallocatedCents: PRICE_CENTS,
    });
    expect(heardOf(payment.id)).toEqual([{ kind: 'succeeded', paymentId: payment.id, late: false }]);
    await moveOn(payment.id);
    expect(await app.violations('money', 'ledger')).toEqual([]);
  });

  it.each([
    ['pm_card_chargeDeclined', 'generic_decline', 'Your card was declined.'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds', 'Your card has insufficient funds.'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'Your card has expired.'],
    ['pm_unheardOf', 'resource_missing', "No such PaymentMethod: 'pm_unheardOf'"],
    [
      'pm_usBankAccount_success',
      'payment_intent_incompatible_payment_method',
      'The payment method is of another kind.',
    ],
  ])('%s is refused with a reason, and another may be tried', async (paymentMethodId, code, message) => {
    const order = anOrder('CARD', paymentMethodId);
    const refused = await payments.start(order);
    expect(refused).toMatchObject({ status: 'FAILED', failure: { code, message } });
    await app.settle();
    expect(heardOf(refused.id)).toEqual([{ kind: 'failed', paymentId: refused.id }]);
    const next = await payments.start({ ...order, paymentMethodId: 'pm_card_visa' });
    expect(next.status).toBe('SUCCEEDED');
    expect(next.id).not.toBe(refused.id);
    await moveOn(next.id);
  });

  it('is not taken twice for one thing', async () => {
    const order = anOrder('CARD', 'pm_card_visa');
    const { id } = await payments.start(order);
    await moveOn(id);
    await expect(payments.start(order)).rejects.toMatchObject({ code: 'already_paid' });
    await expect(payments.start({ ...order, method: 'WIRE' })).rejects.toMatchObject({
      code: 'already_paid',
    });
  });

  it('started from ten sides at once is one payment, here and at the gateway', async () => {
    const order = anOrder('CARD', 'pm_card_visa');
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => payments.start(order)));
    const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(started.length).toBeGreaterThan(0);
    for (const reason of refused) expect(reason).toMatchObject({ code: 'already_paid' });
    const [id] = new Set(started.map((payment) => payment.id));
    expect(await payments.listForSubject(order.subjectId)).toHaveLength(1);
    expect(await app.gateway.intentsOf(id ?? '')).toHaveLength(1);
    await moveOn(id ?? '');
  });

  it('needs a payment method', async () => {
    await expect(payments.start(anOrder('CARD'))).rejects.toMatchObject({ code: 'payment_method_required' });
  });

  it('cannot be started inside a unit, where the gateway would be waited for under locks', async () => {
    const start = () => payments.start(anOrder('CARD', 'pm_card_visa'));
    await expect(app.platform.database.atomically(start)).rejects.toThrow(/outside of units/);
  });
});

describe('a bank debit', () => {
  it('is under way for four days and brings its money then', async () => {
    const payment = await startDebit(app);
    expect(payment.status).toBe('PROCESSING');
    await app.later(3 * DAY_MS);
    expect(await paymentState(app, payment.id)).toMatchObject({ status: 'PROCESSING', unallocatedCents: 0 });
    await app.later(DAY_MS + MINUTE_MS);
    expect(await paymentState(app, payment.id)).toMatchObject({
      status: 'SUCCEEDED',
      unallocatedCents: PRICE_CENTS,
    });
    await moveOn(payment.id);
    expect(await app.violations('money', 'ledger')).toEqual([]);
  });

  it('that the bank refuses fails days later', async () => {
    const payment = await startDebit(app, 'pm_usBankAccount_insufficientFunds');
    await app.later(4 * DAY_MS + MINUTE_MS);
    expect(await paymentState(app, payment.id)).toMatchObject({ status: 'FAILED', unallocatedCents: 0 });
    expect(heardOf(payment.id)).toHaveLength(1);
  });

  it('under way stands in the way of another payment for the same thing', async () => {
    const order = anOrder('BANK_DEBIT', 'pm_usBankAccount_success');
    const { id } = await payments.start(order);
    const other = payments.start({ ...order, method: 'CARD', paymentMethodId: 'pm_card_visa' });
    await expect(other).rejects.toMatchObject({ code: 'payment_under_way' });
    expect((await payments.start(order)).id).toBe(id);
    await payments.cancelOpen(order.purpose, order.subjectId, 'The test is over');
  });

  it('that settles after it was given up is booked, told as late, and can be given back whole', async () => {
    const payment = await startDebit(app);
    await payments.cancelOpen(payment.purpose, payment.subjectId, 'The deal fell through');
    await app.settle();
    expect(await paymentState(app, payment.id)).toMatchObject({ status: 'CANCELLED' });
    await app.later(4 * DAY_MS + MINUTE_MS);
    expect(await paymentState(app, payment.id)).toEqual({
      status: 'SUCCEEDED',
      late: true,
      unallocatedCents: PRICE_CENTS,
    });
    expect(heardOf(payment.id)).toEqual([{ kind: 'succeeded', paymentId: payment.id, late: true }]);
    await payments.refund({
      key: `late:${payment.id}`,
      paymentId: payment.id,
      amountCents: PRICE_CENTS,
      from: `unallocated:${payment.id}`,
      reason: 'Came late',
    });
    await app.settle();
    expect(await app.violations('money', 'ledger')).toEqual([]);
  });

  it('whose late settling no webhook tells is found by asking', async () => {
    const payment = await startDebit(app);
    await payments.cancelOpen(payment.purpose, payment.subjectId, 'The deal fell through');
    await app.settle();
    await app.gateway.settleUnheard(payment.id);
    await app.later(HOUR_MS + 5 * MINUTE_MS);
    expect(await paymentState(app, payment.id)).toMatchObject({ status: 'SUCCEEDED', late: true });
    await moveOn(payment.id);
  });
});

describe('a crash or a lost message', () => {
  it('between the gateway’s answer and its recording: starting again goes on with the same payment', async () => {
    const order = anOrder('BANK_DEBIT', 'pm_usBankAccount_success');
    const first = await payments.start(order);
    await forgetAnswer(first.id);
    const second = await payments.start(order);
    expect(second).toMatchObject({ id: first.id, status: 'PROCESSING' });
    expect(await app.gateway.intentsOf(first.id)).toHaveLength(1);
    await payments.cancelOpen(order.purpose, order.subjectId, 'The test is over');
  });

  it('the same, and nobody starts again: the gateway is asked, and finds it by our reference', async () => {
    const payment = await startDebit(app);
    await app.gateway.loseNews();
    await forgetAnswer(payment.id);
    await app.later(15 * MINUTE_MS);
    expect(await paymentState(app, payment.id)).toMatchObject({ status: 'PROCESSING' });
  });

  it('before the gateway had heard of it: the payment ends after a day, and the place is free', async () => {
    const order = anOrder('BANK_DEBIT', 'pm_usBankAccount_success');
    const payment = await payments.start(order);
    await app.gateway.loseNews();
    await forgetAnswer(payment.id);
    await app.gateway.forgetPayment(payment.id);
    await app.later(DAY_MS);
    expect(await paymentState(app, payment.id)).toMatchObject({ status: 'FAILED' });
    expect((await payments.start({ ...order, method: 'WIRE' })).status).toBe('STARTED');
  });

  it('a success that no webhook tells is found by asking, and is a violation while it is not', async () => {
    const payment = await startDebit(app);
    await app.settle();
    await app.gateway.settleUnheard(payment.id);
    app.clock.advance(2 * HOUR_MS + MINUTE_MS);
    expect(await payments.findViolations()).toEqual([
      expect.objectContaining({ check: 'payments.payment_at_gateway', subject: payment.id }),
    ]);
    await app.settle();
    expect(await paymentState(app, payment.id)).toMatchObject({
      status: 'SUCCEEDED',
      unallocatedCents: PRICE_CENTS,
    });
    expect(await payments.findViolations()).toEqual([]);
    await moveOn(payment.id);
  });

  it('is found by asking also behind hundreds that an earlier gateway has, which cannot be asked', async () => {
    const payment = await startDebit(app);
    await app.settle();
    const { database } = app.platform;
    const order = anOrder('CARD');
    for (let count = 0; count < 201; count += 1) {
      const id = newId();
      await database.change(
        `INSERT INTO payments (id, purpose, subjectId, payerId, amountCents, currency, method, description, status,
           slot, gateway, gatewayKey, refundedCents, late, checkAt, startedAt, updatedAt)
         VALUES (:id, 'FORMER', :subjectId, :payerId, 100, 'usd', 'CARD', 'A test', 'STARTED',
           :id, 'former', :id, 0, 0, 1, 1, 1)`,
        { id, subjectId: order.subjectId, payerId: order.payerId },
      );
    }
    await app.gateway.settleUnheard(payment.id);
    await app.later(2 * HOUR_MS + MINUTE_MS);
    expect(await paymentState(app, payment.id)).toMatchObject({ status: 'SUCCEEDED' });
    await moveOn(payment.id);
    await database.change(`DELETE FROM payments WHERE purpose = 'FORMER'`);
  });

  it('a payment that the gateway has and we have not is a violation', async () => {
    const id = await app.gateway.plantPayment();
    expect(await payments.findViolations()).toEqual([
      expect.objectContaining({ check: 'payments.gateway_payment_known', subject: id }),
    ]);
    await app.gateway.removePayment(id);
  });
});

describe('the endpoints', () => {
  it('show users their own payments and an admin all; to others a payment looks as if it did not exist', async () => {
    const [payer, stranger, admin] = [await app.make.buyer(), await app.make.buyer(), await app.make.admin()];
    const { id } = await payments.start({ ...anOrder('WIRE'), payerId: payer.id });
    expect((await payer.get('/payments')).body.data).toHaveLength(1);
    expect((await stranger.get('/payments')).body.data).toHaveLength(0);
    expect((await payer.get(`/payments/${id}`)).status).toBe(200);
    expect((await admin.get(`/payments/${id}`)).status).toBe(200);
    const [others, absent] = [
      await stranger.get(`/payments/${id}`),
      await stranger.get(`/payments/${newId()}`),
    ];
    expect([others.status, absent.status]).toEqual([404, 404]);
    expect(others.body.detail).toBe(absent.body.detail);
    expect((await payer.get('/admin/payments')).status).toBe(403);
    const mine = await admin.get(`/admin/payments?payerId=${payer.id}&status=STARTED&method=WIRE`);
    expect(mine.body.data.map((payment: { id: string }) => payment.id)).toEqual([id]);
  });

  it('list payments page by page without loss', async () => {
    const payer = await app.make.buyer();
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1)
      made.unshift((await payments.start({ ...anOrder('WIRE'), payerId: payer.id })).id);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await payer.get(`/payments?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.data.map((payment: { id: string }) => payment.id));
      if (!body.pagination.hasNext) break;
      cursor = body.pagination.nextCursor;
    }
    expect(seen).toEqual(made);
    expect((await payer.get('/payments?cursor=nonsense')).status).toBe(400);
  });

  it('show admins what is open at the gateway for too long', async () => {
    const admin = await app.make.admin();
    const { id } = await startDebit(app);
    await app.gateway.stall();
    const stuck = async (asking: TestUser) =>
      (await asking.get('/admin/payments/stuck')).body.data.map((payment: { id: string }) => payment.id);
    expect(await stuck(admin)).not.toContain(id);
    app.clock.advance(11 * DAY_MS);
    expect(await stuck(await app.make.admin())).toContain(id);
  });
});
