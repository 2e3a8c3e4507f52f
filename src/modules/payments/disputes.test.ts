/** Card disputes keep the books true from the withdrawal to the bank's word, in whatever order the news comes. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { anOrder, PRICE_CENTS, sendWebhook } from '../../../tests/support/make-payments';
import { DAY_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { paymentDisputeClosed, paymentDisputed } from './index';

let app: TestApp;
const heard: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  app.platform.outbox.on(paymentDisputed, 'test', { runs: 'unit' }, ({ paymentId }) => {
    heard.push(`disputed ${paymentId}`);
    return Promise.resolve();
  });
  app.platform.outbox.on(paymentDisputeClosed, 'test', { runs: 'unit' }, ({ paymentId, outcome }) => {
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

async function standing(paymentId: string) {
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
const violations = async () => [
  ...(await app.modules.payments.findViolations()),
  ...(await app.modules.ledger.findViolations()),
];

it.each([
  ['pm_card_createDisputeWon', 'WON', 'REINSTATED', 0],
  ['pm_card_createDisputeLost', 'LOST', 'LOST', PRICE_CENTS],
] as const)('%s: frozen at once, and then %s', async (method, status, money, lossCents) => {
  const before = { loss: await chargebacks(), gateway: await atGateway() };
  const { id } = await paid(method);
  app.clock.advance(DAY_MS + MINUTE_MS);
  await app.settle();
  expect(await standing(id)).toEqual({ status: 'OPEN', money: 'WITHDRAWN', heldCents: PRICE_CENTS });
  expect(await atGateway()).toBe(before.gateway);
  const admin = await app.make.admin();
  const open = await admin.get('/admin/payments/disputes?status=OPEN');
  expect(open.body.data).toEqual([expect.objectContaining({ paymentId: id, money: 'WITHDRAWN' })]);
  app.clock.advance(30 * DAY_MS);
  await app.settle();
  expect(await standing(id)).toEqual({ status, money, heldCents: 0 });
  expect(await chargebacks()).toBe(before.loss + lossCents);
  expect(heard.filter((news) => news.endsWith(id))).toEqual([`disputed ${id}`, `${status} ${id}`]);
  expect(await violations()).toEqual([]);
});

const disputeEvent = (type: string, disputeId: string, intentId: string, status: string) => ({
  id: `evt_${newId().replaceAll('-', '')}`,
  object: 'event',
  type: `charge.dispute.${type}`,
  created: 1_790_000_000,
  data: {
    object: {
      id: disputeId,
      object: 'dispute',
      amount: PRICE_CENTS,
      currency: 'usd',
      payment_intent: intentId,
      reason: 'fraudulent',
      status,
      created: 1_790_000_000,
    },
  },
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
    expect(await standing(id)).toEqual({ status: end.status, money: end.money, heldCents: 0 });
    expect(await chargebacks()).toBe(before + end.loss);
  }
  expect(await app.modules.ledger.findViolations()).toEqual([]);
});

it('an inquiry that is closed took no money', async () => {
  const { id, intentId } = await paid();
  const disputeId = `dp_${newId().replaceAll('-', '')}`;
  await sendWebhook(app, disputeEvent('created', disputeId, intentId, 'warning_needs_response'));
  await sendWebhook(app, disputeEvent('closed', disputeId, intentId, 'warning_closed'));
  expect(await standing(id)).toEqual({ status: 'WON', money: 'WITH_US', heldCents: 0 });
});
