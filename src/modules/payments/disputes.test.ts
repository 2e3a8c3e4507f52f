/** Card disputes keep the books true from the withdrawal to the bank's word, in whatever order the news comes. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { anOrder, disputeEvent, PRICE_CENTS, sendWebhook } from '../../../tests/support/make-payments';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { paymentDisputeClosed, paymentDisputed } from './index';

let app: TestApp;
const heard: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  app.platform.events.on(paymentDisputed, 'test', { runs: 'unit' }, ({ paymentId }) => {
    heard.push(`disputed ${paymentId}`);
    return Promise.resolve();
  });
  app.platform.events.on(paymentDisputeClosed, 'test', { runs: 'unit' }, ({ paymentId, outcome }) => {
    heard.push(`${outcome} ${paymentId}`);
    return Promise.resolve();
  });
});
afterAll(() => app.close());

/** A payment whose money has been moved on, as whoever it was for would. */
async function paid(paymentMethodId = 'pm_card_visa') {
  const { id } = await app.modules.payments.start(anOrder('CARD', paymentMethodId));
  await app.modules.ledger.post([
    {
      id: `test:${id}:moved`,
      debit: `unallocated:${id}`,
      credit: `escrow:${newId()}`,
      amount: PRICE_CENTS,
      unit: 'USD',
      reason: 'Taken',
      subject: { type: 'test', id },
    },
  ]);
  await app.settle();
  const [row] = await app.platform.database.select<{ gatewayPaymentId: string }>(
    'SELECT gatewayPaymentId FROM payments WHERE id = :id',
    { id },
  );
  return { id, intentId: row?.gatewayPaymentId ?? '' };
}

async function disputeState(paymentId: string) {
  const [dispute] = await app.platform.database.select<{ id: string; status: string; money: string }>(
    'SELECT id, status, money FROM card_disputes WHERE paymentId = :paymentId',
    { paymentId },
  );
  if (!dispute) return null;
  const heldCents = await app.modules.ledger.balance(`disputes:${dispute.id}`);
  return { status: dispute.status, money: dispute.money, heldCents };
}

const chargebacks = () => app.modules.ledger.balance('expense:chargebacks');
const atGateway = () => app.modules.ledger.balance(`gateway:${app.gateway.name}`);
it.each([
  ['pm_card_createDisputeWon', 'WON', 'REINSTATED', 0],
  ['pm_card_createDisputeLost', 'LOST', 'LOST', PRICE_CENTS],
] as const)('%s: frozen at once, and then %s', async (method, status, money, lossCents) => {
  const before = { loss: await chargebacks(), gateway: await atGateway() };
  const { id } = await paid(method);
  await app.later(DAY_MS + MINUTE_MS);
  expect(await disputeState(id)).toEqual({ status: 'OPEN', money: 'WITHDRAWN', heldCents: PRICE_CENTS });
  expect(await atGateway()).toBe(before.gateway);
  const admin = await app.make.admin();
  const open = await admin.get('/admin/payments/disputes?status=OPEN');
  expect(open.body.data).toEqual([expect.objectContaining({ paymentId: id, money: 'WITHDRAWN' })]);
  await app.later(30 * DAY_MS);
  expect(await disputeState(id)).toEqual({ status, money, heldCents: 0 });
  expect(await chargebacks()).toBe(before.loss + lossCents);
  expect(heard.filter((news) => news.endsWith(id))).toEqual([`disputed ${id}`, `${status} ${id}`]);
  // What the bank has given back to the payer is not refunded by us as well.
  expect(await app.modules.payments.refundable(id)).toBe(PRICE_CENTS - lossCents);
  expect(await app.violations('money', 'ledger')).toEqual([]);
});

const orders = <Item>(items: Item[]): Item[][] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));

it.each<[string, [string, string][], { status: string; money: string; loss: number }]>([
  [
    'won',
    [
      ['created', 'needs_response'],
      ['funds_withdrawn', 'needs_response'],
      ['closed', 'won'],
      ['funds_reinstated', 'won'],
    ],
    { status: 'WON', money: 'REINSTATED', loss: 0 },
  ],
  [
    'lost',
    [
      ['created', 'needs_response'],
      ['funds_withdrawn', 'needs_response'],
      ['closed', 'lost'],
    ],
    { status: 'LOST', money: 'LOST', loss: PRICE_CENTS },
  ],
])('the events of one that is %s end alike in any order, each coming twice', async (_, events, end) => {
  for (const order of orders(events)) {
    const before = await chargebacks();
    const { id, intentId } = await paid();
    const disputeId = `dp_${newId().replaceAll('-', '')}`;
    for (const [type, status] of [...order, ...order]) {
      await sendWebhook(app, disputeEvent(type, disputeId, intentId, status));
    }
    expect(await disputeState(id)).toEqual({ status: end.status, money: end.money, heldCents: 0 });
    expect(await chargebacks()).toBe(before + end.loss);
  }
  expect(await app.modules.ledger.findViolations()).toEqual([]);
});

it('an inquiry that is closed took no money', async () => {
  const { id, intentId } = await paid();
  const disputeId = `dp_${newId().replaceAll('-', '')}`;
  await sendWebhook(app, disputeEvent('created', disputeId, intentId, 'warning_needs_response'));
  expect(await disputeState(id)).toBeNull();
  await sendWebhook(app, disputeEvent('closed', disputeId, intentId, 'warning_closed'));
  await app.settle();
  expect(heard.filter((news) => news.endsWith(id))).toEqual([]);
  expect(await disputeState(id)).toEqual({ status: 'WON', money: 'WITH_US', heldCents: 0 });
});

it('one that was answered in the gateway’s dashboard is shown as answered, also when older news comes after', async () => {
  const [admin, { intentId }] = [await app.make.admin(), await paid()];
  const disputeId = `dp_${newId().replaceAll('-', '')}`;
  const due = Math.floor(app.clock.now() / 1_000) + 864_000;
  const told = (type: string, status: string) => {
    const event = disputeEvent(type, disputeId, intentId, status);
    Object.assign(event.data.object, { evidence_details: { due_by: due } });
    return sendWebhook(app, event);
  };
  const shown = async () => {
    const { body } = await admin.get('/admin/payments/disputes?status=OPEN');
    const dispute = body.data.find(
      (each: { gatewayDisputeId: string }) => each.gatewayDisputeId === disputeId,
    );
    const stuck = await app.modules.payments.listStuckMoney();
    const listed = stuck.find(({ subject }) => subject === `dispute ${disputeId}`);
    return [dispute.evidenceDueAt, dispute.answeredAt !== null, listed?.kind];
  };
  const dueAt = new Date(due * 1_000).toISOString();
  await told('funds_withdrawn', 'needs_response');
  expect(await shown()).toEqual([dueAt, false, 'CARD_DISPUTE_OPEN']);
  await told('updated', 'under_review');
  expect(await shown()).toEqual([dueAt, true, 'CARD_DISPUTE_ANSWERED']);
  await told('created', 'needs_response');
  expect(await shown()).toEqual([dueAt, true, 'CARD_DISPUTE_ANSWERED']);
});

it('an inquiry that becomes a dispute is one from then on', async () => {
  const { id, intentId } = await paid();
  const disputeId = `dp_${newId().replaceAll('-', '')}`;
  await sendWebhook(app, disputeEvent('created', disputeId, intentId, 'warning_needs_response'));
  await sendWebhook(app, disputeEvent('updated', disputeId, intentId, 'needs_response'));
  await sendWebhook(app, disputeEvent('funds_withdrawn', disputeId, intentId, 'needs_response'));
  await app.settle();
  expect(await disputeState(id)).toEqual({ status: 'OPEN', money: 'WITHDRAWN', heldCents: PRICE_CENTS });
  expect(heard.filter((news) => news.endsWith(id))).toEqual([`disputed ${id}`]);
});

it('that one side knows and the other does not is found by reconcile', async () => {
  const checks = async () => (await app.modules.payments.findViolations()).map(({ check }) => check);
  const before = await checks();
  const planted = await paid();
  const unknown = disputeEvent('created', `dp_${newId().replaceAll('-', '')}`, planted.intentId, 'lost');
  await sendWebhook(app, unknown);
  expect((await checks()).filter((check) => check === 'payments.dispute_at_gateway').length).toBe(
    before.filter((check) => check === 'payments.dispute_at_gateway').length + 1,
  );
  expect(before).not.toContain('payments.gateway_dispute_known');
  const { id } = await paid('pm_card_createDisputeLost');
  await app.later(DAY_MS + MINUTE_MS);
  await app.platform.database.change(`UPDATE card_disputes SET status = 'WON' WHERE paymentId = :id`, { id });
  expect(await checks()).not.toContain('payments.gateway_dispute_known');
  await app.platform.database.change(`DELETE FROM card_disputes WHERE paymentId = :id`, { id });
  app.clock.advance(3 * HOUR_MS);
  expect(await checks()).toContain('payments.gateway_dispute_known');
});

it('what is disputed the gateway itself gives back no more', async () => {
  const { intentId: paymentId } = await paid('pm_card_createDispute');
  await app.later(DAY_MS + MINUTE_MS);
  const order = { idempotencyKey: newId(), reference: newId(), paymentId, amountCents: 100 };
  await expect(app.modules.gateway.gateways.forNewMoney?.createRefund(order)).rejects.toMatchObject({
    code: 'charge_disputed',
  });
});

describe('a refund that the gateway could not carry out', () => {
  it('is settled by what the bank gave the payer in a dispute; the rest of it is owed by itself', async () => {
    const GIVEN_BACK = PRICE_CENTS * 0.6;
    const { id } = await app.modules.payments.start(anOrder('CARD', 'pm_card_refundFail'));
    const half = PRICE_CENTS / 2;
    const giveBack = () =>
      app.modules.payments.refund({
        ...{ key: newId(), paymentId: id, amountCents: half, from: `unallocated:${id}` },
        reason: 'Not wanted any more.',
      });
    await giveBack();
    await giveBack();
    await app.settle();
    await app.later(4 * DAY_MS);
    const refunds = await app.platform.database.select<{ id: string; status: string }>(
      'SELECT id, status FROM refunds WHERE paymentId = :id ORDER BY id',
      { id },
    );
    expect(refunds.map(({ status }) => status)).toEqual(['NEEDS_ATTENTION', 'NEEDS_ATTENTION']);
    const [one, other] = refunds.map((refund) => refund.id) as [string, string];
    const admin = await app.make.admin();
    const settle = (refundId: string) => admin.post(`/admin/refunds/${refundId}/settle-by-bank`);
    expect((await settle(one)).body.code).toBe('nothing_from_bank');
    const before = await chargebacks();
    const [intent] = await app.gateway.intentsOf(id);
    const disputeId = `dp_${newId().replaceAll('-', '')}`;
    const tell = (type: string, status: string) =>
      sendWebhook(app, disputeEvent(type, disputeId, intent?.id ?? '', status, GIVEN_BACK));
    // What the bank gives back, or may, is not sent as well.
    const send = async (refundId: string, step: string, said: object = {}) => {
      const wire = step === 'confirm-wire' ? { reference: newId() } : {};
      const { status, body } = await admin.post(`/admin/refunds/${refundId}/${step}`, { ...wire, ...said });
      return status === 200 ? body.data.status : body.detail;
    };
    for (const [status, why] of [
      ['needs_response', /until it decides/],
      ['lost', /settle-by-bank/],
    ] as const) {
      await tell(status === 'lost' ? 'closed' : 'funds_withdrawn', status);
      for (const step of ['confirm-wire', 'retry']) expect(await send(one, step)).toMatch(why);
    }
    // The bank gave back the whole of one and a part of the other; the rest of that is owed by itself.
    const answers = await Promise.all([one, other].map(settle));
    expect(answers.map(({ body }) => [body.data.status, body.data.bankReference])).toEqual(
      [one, other].map(() => ['SUCCEEDED', disputeId]),
    );
    const all = async () =>
      (await admin.get(`/admin/refunds?paymentId=${id}`)).body.data as {
        id: string;
        status: string;
        amountCents: number;
        partedFromId: string | null;
      }[];
    const rest = (await all()).find(({ partedFromId }) => partedFromId !== null);
    expect(rest).toMatchObject({ status: 'NEEDS_ATTENTION', amountCents: PRICE_CENTS - GIVEN_BACK });
    expect((await settle(one)).status).toBe(200);
    expect((await settle(rest?.id ?? '')).body.code).toBe('nothing_from_bank');
    expect(await app.modules.ledger.balance(`refunds:${rest?.id}`)).toBe(PRICE_CENTS - GIVEN_BACK);
    expect(await chargebacks()).toBe(before);
    const found = (await app.violations('money', 'ledger')).map(({ check }) => check);
    for (const check of ['refund_wired', 'refund_booked', 'refunds_sum', 'refund_at_gateway'])
      expect(found).not.toContain(`payments.${check}`);
    // An appeal turns the bank's word: the payer has the money no more, and is owed it again.
    await tell('funds_reinstated', 'won');
    await tell('closed', 'won');
    expect(await chargebacks()).toBe(before);
    const owed = await all();
    expect(owed.map(({ status }) => status)).toEqual(owed.map(() => 'NEEDS_ATTENTION'));
    expect(owed.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(PRICE_CENTS);
    for (const refund of owed) {
      expect(await app.modules.ledger.balance(`refunds:${refund.id}`)).toBe(refund.amountCents);
    }
    expect(await send(rest?.id ?? '', 'confirm-wire')).toBe('SUCCEEDED');
  });

  it('was wired when the bank had taken the money as well: an admin says so on purpose', async () => {
    const { id } = await app.modules.payments.start(anOrder('CARD', 'pm_card_refundFail'));
    const [intent] = await app.gateway.intentsOf(id);
    const order = { key: newId(), paymentId: id, amountCents: PRICE_CENTS, from: `unallocated:${id}` };
    await app.modules.payments.refund({ ...order, reason: 'Not wanted any more.' });
    await app.settle();
    await app.later(4 * DAY_MS);
    const admin = await app.make.admin();
    const [refund] = (await admin.get(`/admin/refunds?paymentId=${id}`)).body.data;
    const disputeId = `dp_${newId().replaceAll('-', '')}`;
    await sendWebhook(app, disputeEvent('funds_withdrawn', disputeId, intent?.id ?? '', 'needs_response'));
    const confirm = (said: object) =>
      admin.post(`/admin/refunds/${refund.id}/confirm-wire`, { reference: newId(), ...said });
    expect((await confirm({})).body.code).toBe('refund_not_waiting');
    expect((await confirm({ paidTwice: true })).body.data).toMatchObject({ status: 'SUCCEEDED' });
    expect(await app.modules.ledger.balance(`refunds:${refund.id}`)).toBe(0);
  });
});
