/** The list of stuck money shows what waits for too long, once it does, and no longer than it does. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import {
  anOrder,
  disputeEvent,
  intentEvent,
  PRICE_CENTS,
  sendWebhook,
  startDebit,
} from '../../../tests/support/make-payments';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

interface Waiting {
  subject: string;
  amountCents: number | null;
  /** What ends it, before all that is due is done. */
  settle?: () => Promise<unknown>;
}

const aDisputeId = (): string => `dp_${newId().replaceAll('-', '')}`;

const listed = async (about: string) => {
  const { gateway, payments, payouts } = app.modules;
  const lists = await Promise.all([gateway, payments, payouts].map((module) => module.listStuckMoney()));
  return lists
    .flat()
    .filter(({ subject }) => subject === about)
    .map(({ kind, amountCents }) => ({ kind, amountCents }));
};

async function idOf(sql: string, id: string): Promise<string> {
  const [row] = await app.platform.database.select<{ id: string }>(sql, { id });
  return row?.id ?? '';
}

/** Started, and what the gateway made of it was not heard. */
async function aStartedPayment(): Promise<Waiting> {
  const { id } = await startDebit(app);
  await app.gateway.loseNews();
  await app.platform.database.change(`UPDATE payments SET status = 'STARTED' WHERE id = :id`, { id });
  return { subject: `payment ${id}`, amountCents: PRICE_CENTS };
}

async function aPaymentUnderWay(): Promise<Waiting> {
  const { id } = await startDebit(app);
  return { subject: `payment ${id}`, amountCents: PRICE_CENTS };
}

/** Of a payment that came; it has not been sent yet. */
async function aRequestedRefund(paymentMethodId = 'pm_card_visa'): Promise<Waiting> {
  const { id } = await app.modules.payments.start(anOrder('CARD', paymentMethodId));
  await app.settle();
  const from = `unallocated:${id}`;
  const order = { key: newId(), paymentId: id, amountCents: 5_000, from, reason: 'Test' };
  await app.modules.payments.refund(order);
  const refund = await idOf('SELECT id FROM refunds WHERE paymentId = :id', id);
  return { subject: `refund ${refund}`, amountCents: 5_000 };
}

async function aPendingRefund(): Promise<Waiting> {
  const refund = await aRequestedRefund('pm_card_pendingRefund');
  await app.settle();
  return refund;
}

async function aRequestedPayout(): Promise<Waiting> {
  const seller = await app.make.seller();
  const subject = { type: 'test', id: seller.id };
  const ways = { debit: 'bank:wire', credit: `payable:${seller.id}` };
  await app.modules.ledger.post([
    { id: `test:${seller.id}:earned`, ...ways, amount: 7_000, unit: 'USD', reason: 'Earned', subject },
  ]);
  await seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() });
  const account = 'SELECT gatewayAccountId AS id FROM payout_accounts WHERE userId = :id';
  await app.gateway.pages.completeAccount(await idOf(account, seller.id));
  await app.settle();
  app.clock.advance(2 * DAY_MS);
  const order = { amountCents: 7_000, method: 'GATEWAY' };
  const { body } = await seller.post('/seller/payouts', order, { 'idempotency-key': newId() });
  return { subject: `payout ${body.data.id}`, amountCents: 7_000 };
}

/** A dispute of a payment of which nobody has said yet that it came. */
async function anEventBeforeItsTime(): Promise<Waiting> {
  const { intentId } = await startDebit(app);
  const event = disputeEvent('created', aDisputeId(), intentId, 'needs_response');
  expect((await sendWebhook(app, event)).status).toBe(200);
  const settle = () => sendWebhook(app, intentEvent({ intentId, status: 'succeeded' }));
  return { subject: `event ${event.id}`, amountCents: null, settle };
}

it.each<[string, string, number, () => Promise<Waiting>]>([
  ['PAYMENT_UNRESOLVED', 'a payment that was started', HOUR_MS, aStartedPayment],
  ['PAYMENT_UNRESOLVED', 'a bank debit under way', 10 * DAY_MS, aPaymentUnderWay],
  ['REFUND_REQUESTED', 'a refund that was not sent', DAY_MS, aRequestedRefund],
  ['REFUND_PENDING', 'a refund that the gateway has not ended', 14 * DAY_MS, aPendingRefund],
  ['PAYOUT_REQUESTED', 'a payout that was not sent', DAY_MS, aRequestedPayout],
  ['EVENT_RECEIVED', 'an event that has had no effect', HOUR_MS, anEventBeforeItsTime],
])('%s: %s, when it is due and until it is settled', async (kind, _, dueAfterMs, make) => {
  const { subject, amountCents, settle } = await make();
  app.clock.advance(dueAfterMs - MINUTE_MS);
  expect(await listed(subject)).toEqual([]);
  app.clock.advance(2 * MINUTE_MS);
  expect(await listed(subject)).toEqual([{ kind, amountCents }]);
  await settle?.();
  await app.settle();
  expect(await listed(subject)).toEqual([]);
});

it('CARD_DISPUTE_OPEN: a dispute, from the first word of it to the last', async () => {
  const { id } = await app.modules.payments.start(anOrder('CARD', 'pm_card_visa'));
  await app.settle();
  const [intent] = await app.gateway.intentsOf(id);
  const dispute = aDisputeId();
  const tell = (type: string, status: string) =>
    sendWebhook(app, disputeEvent(type, dispute, intent?.id ?? '', status));
  expect(await listed(`dispute ${dispute}`)).toEqual([]);
  await tell('created', 'needs_response');
  expect(await listed(`dispute ${dispute}`)).toEqual([
    { kind: 'CARD_DISPUTE_OPEN', amountCents: PRICE_CENTS },
  ]);
  await tell('closed', 'lost');
  expect(await listed(`dispute ${dispute}`)).toEqual([]);
});
