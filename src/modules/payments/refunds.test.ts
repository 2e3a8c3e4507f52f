/** Refunds keep their promises: never more than came, never twice, never lost when they fail. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { anOrder, PRICE_CENTS, sendWebhook } from '../../../tests/support/make-payments';
import { DAY_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { type Payments, refundFailed, refundSucceeded } from './index';

let app: TestApp;
let payments: Payments;
const heard: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  payments = app.modules.payments;
  app.platform.outbox.on(refundSucceeded, 'test', { runs: 'unit' }, ({ key }) => {
    heard.push(`succeeded ${key}`);
    return Promise.resolve();
  });
  app.platform.outbox.on(refundFailed, 'test', { runs: 'unit' }, ({ key }) => {
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
const violations = async () => [
  ...(await payments.findViolations()),
  ...(await app.modules.ledger.findViolations()),
];

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

  it('is pending at the gateway for days, and owed meanwhile', async () => {
    const payment = await paid('CARD', 'pm_card_pendingRefund');
    await payment.giveBack(5_000);
    await app.settle();
    expect((await onlyRefundOf(payment.id)).status).toBe('PENDING');
    expect(await owed(await onlyRefundOf(payment.id))).toBe(5_000);
    app.clock.advance(3 * DAY_MS + MINUTE_MS);
    await app.settle();
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
    app.clock.advance(3 * DAY_MS + MINUTE_MS);
    await app.settle();
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
    app.clock.advance(3 * DAY_MS + MINUTE_MS);
    await app.settle();
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

  it('can be settled by wire instead', async () => {
    const payment = await paid('CARD', 'pm_card_refundFail');
    await payment.giveBack(5_000);
    await app.settle();
    app.clock.advance(3 * DAY_MS + MINUTE_MS);
    await app.settle();
    const refund = await onlyRefundOf(payment.id);
    const admin = await app.make.admin();
    const wire = { reference: `FED${newId()}` };
    expect((await admin.post(`/admin/refunds/${refund.id}/confirm-wire`, wire)).status).toBe(200);
    expect(await owed(refund)).toBe(0);
    expect(await payments.findViolations()).toEqual([]);
  });
});

describe('a wire', () => {
  it('goes back by wire: owed until an admin records that it was sent, once', async () => {
    const payment = await paid('WIRE');
    await payment.giveBack(PRICE_CENTS);
    await app.settle();
    const refund = await onlyRefundOf(payment.id);
    expect(refund.status).toBe('AWAITING_WIRE');
    expect(await owed(refund)).toBe(PRICE_CENTS);
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
});
