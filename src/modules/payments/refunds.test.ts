/** Refunds keep their promises: never more than came, never twice, never lost when they fail. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { anOrder, PRICE_CENTS, sendWebhook } from '../../../tests/support/make-payments';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { type Payments, refundFailed, refundSucceeded } from './index';

let app: TestApp;
let payments: Payments;
const heard: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  payments = app.modules.payments;
  app.platform.events.on(refundSucceeded, 'test', { runs: 'unit' }, ({ key }) => {
    heard.push(`succeeded ${key}`);
    return Promise.resolve();
  });
  app.platform.events.on(refundFailed, 'test', { runs: 'unit' }, ({ key }) => {
    heard.push(`failed ${key}`);
    return Promise.resolve();
  });
});
afterAll(() => app.close());

interface Refund {
  id: string;
  status: string;
  failureReason: string | null;
}

/** A payment that has brought its money, and ways to give it back. */
async function paid(method: 'CARD' | 'WIRE', paymentMethodId?: string) {
  const order = anOrder(method, paymentMethodId);
  const { id } = await payments.start(order);
  if (method === 'WIRE') {
    const wire = { amountCents: PRICE_CENTS, reference: `FED${id}` };
    await payments.confirmWire({ kind: 'system', name: 'test' }, id, wire);
  }
  await app.settle();
  const from = `unallocated:${id}`;
  return {
    id,
    order,
    giveBack: (amountCents: number, key = `test:${newId()}`) =>
      payments.refund({ key, paymentId: id, amountCents, from, reason: 'Test' }),
    left: async () => ({
      refundable: await payments.refundable(id),
      unallocated: await app.modules.ledger.balance(from),
    }),
  };
}

const refundsOf = async (paymentId: string): Promise<Refund[]> =>
  app.platform.database.select<Refund>(
    'SELECT id, status, failureReason FROM refunds WHERE paymentId = :paymentId ORDER BY id',
    { paymentId },
  );

const owed = ({ id }: Refund) => app.modules.ledger.balance(`refunds:${id}`);
/** The tests let their payments lie. */
const violations = async () =>
  (await app.violations('money', 'ledger')).filter(({ check }) => check !== 'ledger.clearing_overdue');

async function onlyRefundOf(paymentId: string): Promise<Refund> {
  const [refund, ...more] = await refundsOf(paymentId);
  if (!refund || more.length > 0) throw new Error('Expected one refund.');
  return refund;
}

describe('a payment by card', () => {
  it('is given back in parts and then whole; then nothing is left, here and at the gateway', async () => {
    const gateway = `gateway:${app.gateway.name}`;
    const gatewayBefore = await app.modules.ledger.balance(gateway);
    const payment = await paid('CARD', 'pm_card_visa');
    await payment.giveBack(100_000);
    await app.settle();
    expect(await payment.left()).toEqual({ refundable: 150_000, unallocated: 150_000 });
    await payment.giveBack(150_000);
    await app.settle();
    expect(await payment.left()).toEqual({ refundable: 0, unallocated: 0 });
    const refunds = await refundsOf(payment.id);
    expect(refunds.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(await Promise.all(refunds.map(owed))).toEqual([0, 0]);
    expect(await app.modules.ledger.balance(gateway)).toBe(gatewayBefore);
    expect(await violations()).toEqual([]);
  });

  it('gives no more than it brought, in whatever parts and from however many sides at once', async () => {
    const payment = await paid('CARD', 'pm_card_visa');
    await expect(payment.giveBack(PRICE_CENTS + 1)).rejects.toMatchObject({ code: 'refund_too_large' });
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => payment.giveBack(60_000)));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'refund_too_large' });
    expect(refused).toHaveLength(6);
    expect(await payment.left()).toEqual({ refundable: 10_000, unallocated: 10_000 });
    await app.settle();
    expect(await payments.findViolations()).toEqual([]);
  });

  it('one key is one refund; with another amount it is refused', async () => {
    const payment = await paid('CARD', 'pm_card_visa');
    const key = `test:${newId()}`;
    await Promise.all(Array.from({ length: 5 }, () => payment.giveBack(1_000, key)));
    await expect(payment.giveBack(1_001, key)).rejects.toMatchObject({ code: 'refund_conflict' });
    await app.settle();
    expect(await refundsOf(payment.id)).toHaveLength(1);
    expect(await payment.left()).toEqual({ refundable: 249_000, unallocated: 249_000 });
    expect(heard.filter((news) => news === `succeeded ${key}`)).toHaveLength(1);
  });

  it('cannot be given back from an account that does not hold it', async () => {
    const payment = await paid('CARD', 'pm_card_visa');
    const empty = `escrow:${newId()}`;
    const refund = { key: newId(), paymentId: payment.id, amountCents: 1, from: empty, reason: 'Test' };
    await expect(payments.refund(refund)).rejects.toMatchObject({ code: 'insufficient_funds' });
    expect(await refundsOf(payment.id)).toEqual([]);
    expect(await payments.refundable(payment.id)).toBe(PRICE_CENTS);
  });

  it('given back whole may be paid anew', async () => {
    const payment = await paid('CARD', 'pm_card_visa');
    await payment.giveBack(PRICE_CENTS);
    expect(await payments.start(payment.order)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('is not failed or wired here while the gateway says that it has paid: both would pay it twice', async () => {
    const payment = await paid('CARD', 'pm_card_visa');
    await payment.giveBack(5_000);
    await app.settle();
    const { id } = await onlyRefundOf(payment.id);
    const make = (values: string) =>
      app.platform.database.change(`UPDATE refunds SET ${values} WHERE id = :id`, { id });
    for (const values of [`status = 'NEEDS_ATTENTION'`, `bankReference = 'FED 1'`]) {
      await make(values);
      expect(await payments.findViolations()).toContainEqual(
        expect.objectContaining({ check: 'payments.refund_at_gateway', subject: id }),
      );
      await make(`status = 'SUCCEEDED', bankReference = NULL`);
    }
    expect(await payments.findViolations()).toEqual([]);
  });

  it('is pending at the gateway for days, and owed meanwhile', async () => {
    const payment = await paid('CARD', 'pm_card_pendingRefund');
    await payment.giveBack(5_000);
    await app.settle();
    expect((await onlyRefundOf(payment.id)).status).toBe('PENDING');
    expect(await owed(await onlyRefundOf(payment.id))).toBe(5_000);
    await app.later(3 * DAY_MS + MINUTE_MS);
    expect((await onlyRefundOf(payment.id)).status).toBe('SUCCEEDED');
    expect(await owed(await onlyRefundOf(payment.id))).toBe(0);
  });
});

describe('a refund that fails after it had seemed to succeed', () => {
  it('is owed again, shown to the admins, and tried again on their word', async () => {
    const payment = await paid('CARD', 'pm_card_refundFail');
    await payment.giveBack(5_000);
    await app.settle();
    expect((await onlyRefundOf(payment.id)).status).toBe('SUCCEEDED');
    await app.later(3 * DAY_MS + MINUTE_MS);
    const refund = await onlyRefundOf(payment.id);
    expect(refund).toMatchObject({ status: 'NEEDS_ATTENTION', failureReason: 'expired_or_canceled_card' });
    expect(await owed(refund)).toBe(5_000);
    const admin = await app.make.admin();
    const waiting = await admin.get('/admin/refunds?status=NEEDS_ATTENTION');
    expect(waiting.body.data.map(({ id }: { id: string }) => id)).toContain(refund.id);
    expect((await admin.post(`/admin/refunds/${refund.id}/retry`)).body.data).toMatchObject({ attempt: 2 });
    await app.settle();
    expect(await onlyRefundOf(payment.id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await owed(refund)).toBe(0);
    expect((await admin.post(`/admin/refunds/${refund.id}/retry`)).body.code).toBe('refund_not_waiting');
    expect(await payments.findViolations()).toEqual([]);
  });

  it('is not failed again by what was said of an earlier attempt', async () => {
    const payment = await paid('CARD', 'pm_card_refundFail');
    await payment.giveBack(5_000);
    await app.settle();
    await app.later(3 * DAY_MS + MINUTE_MS);
    const refund = await onlyRefundOf(payment.id);
    const failure = await app.gateway.findNews('refund.failed', refund.id);
    const admin = await app.make.admin();
    await admin.post(`/admin/refunds/${refund.id}/retry`);
    await app.settle();
    const repeated = { ...failure, id: `evt_${refund.id.replaceAll('-', '')}` };
    expect((await sendWebhook(app, repeated)).status).toBe(200);
    expect(await onlyRefundOf(payment.id)).toMatchObject({ status: 'SUCCEEDED' });
    const parked = await admin.get('/admin/payments/parked');
    expect(parked.body.data).toEqual([]);
  });

  /** A refund that came back, as its failure was told, and an admin to see to it. */
  async function failed() {
    const payment = await paid('CARD', 'pm_card_refundFail');
    await payment.giveBack(5_000);
    await app.settle();
    await app.later(3 * DAY_MS + MINUTE_MS);
    const refund = await onlyRefundOf(payment.id);
    return { payment, refund, admin: await app.make.admin() };
  }

  it('can be settled by wire instead', async () => {
    const { refund, admin } = await failed();
    const wire = { reference: `FED${newId()}` };
    expect((await admin.post(`/admin/refunds/${refund.id}/confirm-wire`, wire)).status).toBe(200);
    expect(await owed(refund)).toBe(0);
    expect(await payments.findViolations()).toEqual([]);
  });

  it('and was wired then, is not undone by late news of the same try', async () => {
    const { payment, refund, admin } = await failed();
    const wire = { reference: `FED${newId()}` };
    await admin.post(`/admin/refunds/${refund.id}/confirm-wire`, wire);
    for (const status of ['failed', 'pending', 'succeeded']) {
      const news = await app.gateway.findNews('refund.failed', refund.id);
      expect(await tellAgain(news, { type: 'refund.updated' }, { status })).toMatchObject({ status: 'DONE' });
    }
    expect(await onlyRefundOf(payment.id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await owed(refund)).toBe(0);
    expect(await violations()).toEqual([]);
  });
});

it('a refund that was wired, and that the gateway has paid as well, is booked as a loss, once', async () => {
  const payment = await paid('CARD', 'pm_card_pendingRefund');
  await payment.giveBack(PRICE_CENTS);
  await app.settle();
  const refund = await onlyRefundOf(payment.id);
  const news = await app.gateway.findNews('refund.created', refund.id);
  await tellAgain(news, { type: 'refund.updated' }, { status: 'failed' });
  const admin = await app.make.admin();
  const wire = { reference: `FED${newId()}` };
  expect((await admin.post(`/admin/refunds/${refund.id}/confirm-wire`, wire)).status).toBe(200);
  const book = async () => {
    const reason = { reason: 'Paid by the gateway after the wire.' };
    const { status, body } = await admin.post(`/admin/refunds/${refund.id}/book-loss`, reason);
    return status === 200 ? status : body.code;
  };
  expect(await book()).toBe('refund_not_waiting');
  await app.later(4 * DAY_MS + HOUR_MS);
  const parked = async () =>
    (await app.modules.gateway.listStuckMoney()).filter(({ whatToDo }) => whatToDo.includes(refund.id));
  const [stuck] = await parked();
  expect(stuck?.whatToDo).toContain(`POST /admin/refunds/${refund.id}/book-loss`);
  expect((await violations()).map(({ check }) => check)).toContain('payments.refund_at_gateway');
  const lost = await app.modules.ledger.balance('expense:chargebacks');
  expect([await book(), await book()]).toEqual([200, 'refund_not_waiting']);
  expect(await app.modules.ledger.balance('expense:chargebacks')).toBe(lost + PRICE_CENTS);
  for (const { subject } of await parked()) {
    const event = subject.replace('event ', '');
    expect((await admin.post(`/admin/webhooks/${app.gateway.name}/${event}/replay`)).status).toBe(200);
  }
  expect(await parked()).toEqual([]);
  expect(await violations()).toEqual([]);
});

/** Tells an event in other words, as a new one, and answers what became of it. */
async function tellAgain(news: object | null, differing: object, object: object) {
  const { data, ...event } = news as { data: { object: object } };
  const id = `evt_${newId().replaceAll('-', '')}`;
  const told = { ...event, ...differing, id, data: { object: { ...data.object, ...object } } };
  expect((await sendWebhook(app, told)).status).toBe(200);
  const [row] = await app.platform.database.select<{ status: string; reason: string | null }>(
    'SELECT status, reason FROM webhook_events WHERE eventId = :id',
    { id },
  );
  return row;
}

describe('a wire', () => {
  it('goes back by wire: owed until an admin records that it was sent, once', async () => {
    const payment = await paid('WIRE');
    await payment.giveBack(PRICE_CENTS);
    await app.settle();
    const refund = await onlyRefundOf(payment.id);
    expect(refund.status).toBe('AWAITING_WIRE');
    expect(await owed(refund)).toBe(PRICE_CENTS);
    expect(await payments.listStuckMoney()).toContainEqual(
      expect.objectContaining({
        subject: `refund ${refund.id}`,
        whatToDo: expect.stringContaining(`POST /admin/refunds/${refund.id}/confirm-wire`) as string,
      }),
    );
    const [admin, buyer] = [await app.make.admin(), await app.make.buyer()];
    const path = `/admin/refunds/${refund.id}/confirm-wire`;
    const wire = { reference: `FED${newId()}` };
    expect((await buyer.post(path, wire)).status).toBe(403);
    const answers = await Promise.all([admin.post(path, wire), admin.post(path, wire)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await owed(refund)).toBe(0);
    expect((await admin.post(path, { reference: 'another' })).body.code).toBe('refund_not_waiting');
    expect((await admin.post(`/admin/refunds/${newId()}/confirm-wire`, wire)).status).toBe(404);
    await app.settle();
    expect(heard.filter((news) => news.startsWith('succeeded')).length).toBeGreaterThan(0);
    expect(await payments.findViolations()).toEqual([]);
  });

  it('keeps the payer’s account from being deleted until it is paid', async () => {
    const [admin, payer] = [await app.make.admin(), await app.make.buyer()];
    const leave = () => payer.send('delete', '/users/me', { password: payer.password });
    const order = { ...anOrder('WIRE'), payerId: payer.id };
    const { id } = await payments.start(order);
    const wire = { amountCents: PRICE_CENTS, reference: `FED${id}` };
    await payments.confirmWire({ kind: 'system', name: 'test' }, id, wire);
    await payments.refund({
      ...{ key: `test:${newId()}`, paymentId: id, amountCents: PRICE_CENTS, reason: 'Test' },
      from: `unallocated:${id}`,
    });
    const refused = await leave();
    expect([refused.status, refused.body.code]).toEqual([409, 'deletion_prevented']);
    expect(refused.body.detail).toContain('A refund to you is under way.');
    const refund = await onlyRefundOf(id);
    await admin.post(`/admin/refunds/${refund.id}/confirm-wire`, { reference: `FED${newId()}` });
    expect((await leave()).status).toBe(200);
  });

  it('one wire settles one refund', async () => {
    const admin = await app.make.admin();
    const wire = { reference: `FED${newId()}` };
    const codes: (string | undefined)[] = [];
    for (const payment of [await paid('WIRE'), await paid('WIRE')]) {
      await payment.giveBack(1_000);
      const refund = await onlyRefundOf(payment.id);
      codes.push((await admin.post(`/admin/refunds/${refund.id}/confirm-wire`, wire)).body.code);
    }
    expect(codes).toEqual([undefined, 'bank_reference_used']);
  });

  /** A refund that an admin has wired, and what can be said of it. */
  async function wiredBack(method: 'CARD' | 'WIRE' = 'WIRE', cents = PRICE_CENTS) {
    const payment = await paid(method, method === 'CARD' ? 'pm_card_refundFail' : undefined);
    await payment.giveBack(cents);
    await app.settle();
    await app.later(3 * DAY_MS + MINUTE_MS);
    const refund = await onlyRefundOf(payment.id);
    const admin = await app.make.admin();
    const say = (step: string, reference: string, reason?: string) =>
      admin.post(`/admin/refunds/${refund.id}/${step}`, { reference, reason });
    const reference = `FED${newId()}`;
    expect((await say('confirm-wire', reference)).status).toBe(200);
    return { payment, refund, admin, say, reference };
  }

  const atBank = () => app.modules.ledger.balance('bank:wire');
  const standingOf = async ({ id }: Refund) => {
    const [row] = await app.platform.database.select<{ status: string }>(
      'SELECT status FROM refunds WHERE id = :id',
      { id },
    );
    return [row?.status, await owed({ id } as Refund)];
  };

  it('that comes back from the bank is owed again, booked once, and wired again', async () => {
    const { refund, admin, say, reference } = await wiredBack();
    const before = await atBank();
    const back = `RET${newId()}`;
    const answers = [
      await say('wire-returned', back, 'No such account.'),
      await say('wire-returned', back, 'No such account.'),
    ];
    for (const { status, body } of answers) {
      expect([status, body.data.status]).toEqual([200, 'NEEDS_ATTENTION']);
      expect(body.data).toMatchObject({ failureReason: 'No such account.', bankReference: null });
    }
    expect([await standingOf(refund), await atBank()]).toEqual([
      ['NEEDS_ATTENTION', PRICE_CENTS],
      before + PRICE_CENTS,
    ]);
    expect(heard.filter((news) => news.startsWith('failed')).length).toBeGreaterThan(0);
    expect(await violations()).toEqual([]);

    expect((await say('wire-returned', `RET${newId()}`)).body.code).toBe('no_wire_out');
    expect((await say('confirm-wire', reference)).body.code).toBe('bank_reference_used');
    expect((await admin.post(`/admin/refunds/${refund.id}/retry`)).body.code).toBe('refund_not_waiting');
    expect((await say('confirm-wire', `FED${newId()}`)).status).toBe(200);
    expect([await standingOf(refund), await atBank()]).toEqual([['SUCCEEDED', 0], before]);
    expect((await say('wire-returned', `RET${newId()}`)).status).toBe(200);
    expect([await standingOf(refund), await atBank()]).toEqual([
      ['NEEDS_ATTENTION', PRICE_CENTS],
      before + PRICE_CENTS,
    ]);
    expect(await violations()).toEqual([]);
    const trail = await admin.get(`/admin/action-log?subjectId=${refund.id}&action=refund.wire_returned`);
    expect(trail.body.data).toHaveLength(2);
    await say('confirm-wire', `FED${newId()}`);
  });

  it('that comes back is booked once however many say so at once', async () => {
    const { refund, admin, say } = await wiredBack();
    const before = await atBank();
    const back = `RET${newId()}`;
    const answers = await Promise.all(Array.from({ length: 5 }, () => say('wire-returned', back)));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect([await standingOf(refund), await atBank()]).toEqual([
      ['NEEDS_ATTENTION', PRICE_CENTS],
      before + PRICE_CENTS,
    ]);
    const trail = await admin.get(`/admin/action-log?subjectId=${refund.id}&action=refund.wire_returned`);
    expect(trail.body.data).toHaveLength(1);
    await say('confirm-wire', `FED${newId()}`);
  });

  it('that comes back goes out by the gateway all the same, where it came from there', async () => {
    const { payment, refund, admin, say } = await wiredBack('CARD', 5_000);
    expect((await say('wire-returned', `RET${newId()}`)).status).toBe(200);
    expect((await admin.post(`/admin/refunds/${refund.id}/retry`)).status).toBe(200);
    await app.settle();
    expect(await onlyRefundOf(payment.id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await owed(refund)).toBe(0);
    expect((await say('wire-returned', `RET${newId()}`)).body.code).toBe('no_wire_out');
    expect(await violations()).toEqual([]);
  });

  it('that comes back: one return is one wire’s, and no arrival', async () => {
    const [one, other] = [await wiredBack(), await wiredBack()];
    const back = `RET${newId()}`;
    expect((await one.say('wire-returned', back)).status).toBe(200);
    expect((await other.say('wire-returned', back)).body.code).toBe('bank_reference_used');
    expect((await other.say('wire-returned', `FED${other.payment.id}`)).body.code).toBe(
      'bank_reference_used',
    );
    expect(await standingOf(other.refund)).toEqual(['SUCCEEDED', 0]);
    const awaited = await payments.start(anOrder('WIRE'));
    const arrival = { amountCents: PRICE_CENTS, reference: back };
    const confirmed = payments.confirmWire({ kind: 'system', name: 'test' }, awaited.id, arrival);
    await expect(confirmed).rejects.toMatchObject({ code: 'bank_reference_used' });
    await one.say('confirm-wire', `FED${newId()}`);
  });

  it.each([
    ['refund_wired', `UPDATE refunds SET bankReference = NULL WHERE id = :id`],
    ['sent_wire_booked', `UPDATE sent_wires SET ordinal = 7 WHERE subjectId = :id`],
  ])('that the books do not show as it was is a violation: %s', async (check, tamper) => {
    const { refund, reference } = await wiredBack();
    const { database } = app.platform;
    await database.change(tamper, { id: refund.id });
    const found = await payments.findViolations();
    expect(found).toContainEqual(expect.objectContaining({ check: `payments.${check}` }));
    await database.change('UPDATE refunds SET bankReference = :reference WHERE id = :id', {
      reference,
      id: refund.id,
    });
    await database.change('UPDATE sent_wires SET ordinal = 1 WHERE subjectId = :id', { id: refund.id });
    expect(await payments.findViolations()).toEqual([]);
  });
});
