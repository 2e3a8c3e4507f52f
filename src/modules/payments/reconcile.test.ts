/** Each check that `reconcile` makes of payments finds the one thing that is wrong, and nothing where nothing is. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { anOrder } from '../../../tests/support/make-payments';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { refundReference } from './refund.rules';

const EARNED_CENTS = 50_000;

let app: TestApp;
let world: Awaited<ReturnType<typeof aConsistentWorld>>;

beforeAll(async () => {
  app = await startTestApp();
  world = await aConsistentWorld();
});
afterAll(() => app.close());

const violations = async () =>
  (await app.violations('money', 'billing')).map(({ check, subject }) => ({ check, subject }));
const found = (check: string, subject: string) => [{ check: `${moduleOf(check)}.${check}`, subject }];

function moduleOf(check: string): string {
  if (check.includes('invoice')) return 'billing';
  if (check === 'inbox_drained') return 'gateway';
  return /payout|gateway_transfer/.test(check) ? 'payouts' : 'payments';
}

/** Expects exactly these violations, and none once the cause is repaired. */
async function expectViolations(
  expected: ReturnType<typeof found>,
  repair: () => Promise<unknown>,
): Promise<void> {
  const seen = await violations();
  await repair();
  expect(seen).toEqual(expected);
  expect(await violations()).toEqual([]);
}

async function read(sql: string, replacements: Record<string, string>): Promise<string> {
  const [row] = await app.platform.database.select<{ value: string }>(sql, replacements);
  return row?.value ?? '';
}

type Values = Record<string, string | number | null>;

const change = (sql: string, replacements: Values) => app.platform.database.change(sql, replacements);

/** One of each thing that is held against the books, long enough ago that all news of it is overdue. */
async function aConsistentWorld() {
  const { payments, ledger } = app.modules;
  const pay = async (method: string) => (await payments.start(anOrder('CARD', method))).id;
  const [former, refunded, disputed] = [
    await pay('pm_card_visa'),
    await pay('pm_card_visa'),
    await pay('pm_card_createDispute'),
  ];
  const from = `unallocated:${refunded}`;
  await payments.refund({ key: newId(), paymentId: refunded, amountCents: 5_000, from, reason: 'Test' });
  const seller = await app.make.seller();
  const { body } = await seller.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
  await ledger.post([
    {
      id: `test:${seller.id}:earned`,
      ...{ debit: 'bank:wire', credit: `payable:${seller.id}`, amount: EARNED_CENTS, unit: 'USD' },
      ...{ reason: 'Earned', subject: { type: 'test', id: seller.id } },
    },
  ]);
  await seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() });
  const account = 'SELECT gatewayAccountId AS value FROM payout_accounts WHERE userId = :id';
  await app.gateway.pages.completeAccount(await read(account, { id: seller.id }));
  await app.settle();

  await app.later(2 * DAY_MS);
  const order = { amountCents: EARNED_CENTS, method: 'GATEWAY' };
  const asked = await seller.post('/seller/payouts', order, { 'idempotency-key': newId() });
  expect(asked.status).toBe(201);
  await app.settle();
  await app.later(3 * HOUR_MS);
  await app.gateway.forgetPayment(former);
  await change(`UPDATE payments SET gateway = 'former' WHERE id = :former`, { former });
  const free = newId();
  await change(
    `INSERT INTO gateway_invoices (id, gateway, gatewayInvoiceId, subscriptionId, customerId, amountCents, paidAt)
     VALUES (:free, 'former', 'in_former', 'sub_former', 'cus_former', 0, 0)`,
    { free },
  );

  const payout = String(asked.body.data.id);
  const valueOf = (column: string, table: string, where: string, id: string) =>
    read(`SELECT ${column} AS value FROM ${table} WHERE ${where} = :id`, { id });
  const invoice = await valueOf('id', 'gateway_invoices', 'gateway', app.gateway.name);
  const event = await valueOf('id', 'webhook_events', 'type', 'transfer.created');
  return {
    ...{ former, refunded, payout, invoice, free, event },
    refund: await valueOf('id', 'refunds', 'paymentId', refunded),
    dispute: await valueOf('id', 'card_disputes', 'paymentId', disputed),
    gatewayInvoice: await valueOf('gatewayInvoiceId', 'gateway_invoices', 'id', invoice),
    transfer: await valueOf('gatewayTransferId', 'payouts', 'id', payout),
    formerTransfer: `payment:${former}:succeeded`,
    told: `event ${await valueOf('eventId', 'webhook_events', 'id', event)}`,
  };
}

type Thing = keyof typeof world;

it('finds nothing in an honest world', async () => {
  expect(Object.entries(world).filter(([, id]) => id === '' || id === 'event ')).toEqual([]);
  expect(await violations()).toEqual([]);
});

it.each<[string, string, string, Thing, Values, Thing]>([
  [
    ...(['payment_booked', 'a payment of another amount', 'payments', 'former'] as const),
    ...([{ amountCents: 1, amountReceivedCents: 1 }, 'former'] as const),
  ],
  [
    ...(['transfer_has_payment', 'money of a payment that failed', 'payments', 'former'] as const),
    ...([{ status: 'FAILED', slot: null, amountReceivedCents: null }, 'formerTransfer'] as const),
  ],
  ['payment_at_gateway', 'not known as ours', 'payments', 'refunded', { gatewayPaymentId: null }, 'refunded'],
  ['refund_booked', 'a refund not owed', 'refunds', 'refund', { status: 'PENDING' }, 'refund'],
  ['refunds_sum', 'less given back', 'payments', 'refunded', { refundedCents: 4_999 }, 'refunded'],
  ['gateway_transfer_known', 'unheard of', 'payouts', 'payout', { gatewayTransferId: null }, 'transfer'],
  ['gateway_transfer_known', 'called back here', 'payouts', 'payout', { status: 'RETURNED' }, 'transfer'],
  ['gateway_transfer_known', 'of another amount', 'payouts', 'payout', { amountCents: 1 }, 'transfer'],
  ['dispute_booked', 'money not with us', 'card_disputes', 'dispute', { money: 'WITH_US' }, 'dispute'],
  ['invoice_booked', 'a cent brought', 'gateway_invoices', 'free', { amountCents: 1 }, 'free'],
  [
    ...(['gateway_invoice_known', 'an invoice unheard of', 'gateway_invoices', 'invoice'] as const),
    ...([{ gateway: 'former', gatewayInvoiceId: 'in_other' }, 'gatewayInvoice'] as const),
  ],
  ['inbox_drained', 'an event without effect', 'webhook_events', 'event', { status: 'RECEIVED' }, 'told'],
])('%s: %s', async (check, _, table, thing, values, subject) => {
  const id = world[thing];
  const columns = Object.keys(values);
  const [before = {}] = await app.platform.database.select<Values>(
    `SELECT ${columns.join(', ')} FROM ${table} WHERE id = :id`,
    { id },
  );
  const set = (to: Values) =>
    change(`UPDATE ${table} SET ${columns.map((name) => `${name} = :${name}`).join(', ')} WHERE id = :id`, {
      ...to,
      id,
    });
  await set(values);
  await expectViolations(found(check, world[subject]), () => set(before));
});

it('payout_at_gateway: a transfer that the gateway does not know', async () => {
  const show = await hideTransfer(world.transfer);
  await expectViolations(found('payout_at_gateway', world.payout), show);
});

it('invoice_at_gateway: an invoice that the gateway does not know', async () => {
  const move = (gateway: string) =>
    change('UPDATE gateway_invoices SET gateway = :gateway WHERE id = :id', { gateway, id: world.free });
  await move(app.gateway.name);
  await expectViolations(found('invoice_at_gateway', world.free), () => move('former'));
});

it('gateway_refund_once: a refund that the gateway has paid twice', async () => {
  const { id, remove } = await plantRefund({ refundAttempt: refundReference(world.refund, 2) });
  await expectViolations(found('gateway_refund_once', id), remove);
});

it('gateway_refund_known: a refund that was given past us', async () => {
  const { id, remove } = await plantRefund({});
  await expectViolations(found('gateway_refund_known', id), remove);
});

// Last: what is in the ledger stays there.
it('transfer_has_wire: money in the books that no wire brought', async () => {
  const wire = newId();
  const id = `wire:${wire}:arrived`;
  const ways = { debit: 'bank:wire', credit: `escrow:${newId()}` };
  await app.modules.ledger.post([
    { id, ...ways, amount: 1, unit: 'USD', reason: 'Wired', subject: { type: 'wire', id: wire } },
  ]);
  expect(await violations()).toEqual(found('transfer_has_wire', id));
});

/** Answers how it is shown again. */
async function hideTransfer(id: string): Promise<() => Promise<unknown>> {
  const { standIn } = app.gateway;
  if (standIn) {
    const { objects } = standIn.world;
    const transfer = standIn.world.get(id);
    objects.delete(id);
    return () => Promise.resolve(objects.set(id, transfer));
  }
  const make = (object: string) =>
    change('UPDATE sandbox_objects SET object = :object WHERE id = :id', { object, id });
  await make('hidden');
  return () => make('transfer');
}

async function plantRefund(
  metadata: Record<string, string>,
): Promise<{ id: string; remove: () => Promise<unknown> }> {
  const [intent] = await app.gateway.intentsOf(world.refunded);
  const intentId = intent?.id ?? '';
  const { standIn } = app.gateway;
  if (standIn) {
    const fields = { amount: 5, currency: 'usd', payment_intent: intentId, status: 'succeeded' };
    const { id } = standIn.world.make('re', 'refund', new Map(), { ...fields, metadata });
    return { id, remove: () => app.gateway.removePayment(id) };
  }
  const id = `re_${newId().replaceAll('-', '')}`;
  await change(
    `INSERT INTO sandbox_refunds (id, idempotencyKey, parameters, paymentIntentId, amountCents, currency, status,
       metadata, reference, createdAt)
     VALUES (:id, :id, '{}', :intentId, 5, 'usd', 'succeeded', :metadata, 'unknown', 0)`,
    { id, intentId, metadata: JSON.stringify(metadata) },
  );
  return { id, remove: () => change('DELETE FROM sandbox_refunds WHERE id = :id', { id }) };
}
