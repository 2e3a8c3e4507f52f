/** Payouts keep their promises: what was earned goes out once, to an account known long enough, or is payable again. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { bankPayoutFailed, payoutFailed } from './index';
import type { TransferBehaviour } from './sandbox/sandbox-connect';

let app: TestApp;
const refusedByBanks: string[] = [];
const failedPayouts: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  app.platform.outbox.on(bankPayoutFailed, 'test', { runs: 'unit' }, ({ userId }) => {
    refusedByBanks.push(userId);
    return Promise.resolve();
  });
  app.platform.outbox.on(payoutFailed, 'test', { runs: 'unit' }, ({ userId }) => {
    failedPayouts.push(userId);
    return Promise.resolve();
  });
});
afterAll(() => app.close());

async function aSeller(payableCents = 50_000, transfers: TransferBehaviour = 'ARRIVE') {
  const seller = await app.make.seller();
  await app.modules.ledger.post([
    {
      id: `test:${seller.id}:earned`,
      debit: 'bank:wire',
      credit: `payable:${seller.id}`,
      amount: payableCents,
      unit: 'USD',
      reason: 'Earned',
      subject: { type: 'test', id: seller.id },
    },
  ]);
  const opened = await seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() });
  expect(opened.status).toBe(200);
  await app.gateway.pages.completeAccount(await accountOf(seller), transfers);
  await app.settle();
  return seller;
}

async function accountOf({ id }: TestUser): Promise<string> {
  const [account] = await app.platform.database.select<{ gatewayAccountId: string }>(
    'SELECT gatewayAccountId FROM payout_accounts WHERE userId = :id',
    { id },
  );
  return account?.gatewayAccountId ?? '';
}

const ask = (seller: TestUser, amountCents: number, method = 'GATEWAY', key = newId()) =>
  seller.post('/seller/payouts', { amountCents, method }, { 'idempotency-key': key });

const payable = (seller: TestUser) => app.modules.ledger.balance(`payable:${seller.id}`);
const payoutOf = async (seller: TestUser) => (await seller.get('/seller/payouts')).body.data[0];

it('to a new account waits 48 hours, then goes out once however often it is asked for', async () => {
  const seller = await aSeller();
  expect((await seller.get('/seller/payout-account')).body.data).toMatchObject({ status: 'WAITING' });
  const early = await ask(seller, 1_000);
  expect([early.status, early.body.code]).toEqual([409, 'payout_account_not_ready']);
  app.clock.advance(48 * HOUR_MS);
  const key = newId();
  const answers = [await ask(seller, 30_000, 'GATEWAY', key), await ask(seller, 30_000, 'GATEWAY', key)];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  await app.settle();
  expect(await payoutOf(seller)).toMatchObject({ status: 'PAID', amountCents: 30_000 });
  expect(await payable(seller)).toBe(20_000);
  const tooMuch = await ask(seller, 20_001);
  expect([tooMuch.status, tooMuch.body.code]).toEqual([409, 'payout_too_large']);
  expect(await app.violations('payments', 'ledger')).toEqual([]);
});

it('asked for ten times at once goes out as often as there is money', async () => {
  const seller = await aSeller(50_000);
  app.clock.advance(48 * HOUR_MS);
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(seller, 20_000)));
  const statuses = answers.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([201, 201, ...Array<number>(8).fill(409)]);
  await app.settle();
  expect(await payable(seller)).toBe(10_000);
  expect(await app.violations('payments', 'ledger')).toEqual([]);
});

it('that the gateway refuses is payable again', async () => {
  const seller = await aSeller(50_000, 'REFUSED');
  app.clock.advance(48 * HOUR_MS);
  await ask(seller, 50_000);
  await app.settle();
  expect(await payoutOf(seller)).toMatchObject({ status: 'FAILED' });
  expect(await payable(seller)).toBe(50_000);
  expect(await app.violations('payments', 'ledger')).toEqual([]);
});

it('that the gateway calls back later is returned, and payable again', async () => {
  const seller = await aSeller(50_000, 'COME_BACK');
  app.clock.advance(48 * HOUR_MS);
  const atGateway = () => app.modules.ledger.balance(`gateway:${app.gateway.name}`);
  const before = await atGateway();
  await ask(seller, 50_000);
  await app.settle();
  expect(await payoutOf(seller)).toMatchObject({ status: 'PAID' });
  expect([await payable(seller), await atGateway()]).toEqual([0, before - 50_000]);
  await app.later(HOUR_MS + MINUTE_MS);
  expect((await seller.get('/seller/payouts')).body.data[0]).toMatchObject({ status: 'RETURNED' });
  expect([await payable(seller), await atGateway()]).toEqual([50_000, before]);
  expect(await app.violations('payments', 'ledger')).toEqual([]);
});

it('that the seller’s own bank refuses at the end is told him, and changes nothing here', async () => {
  const seller = await aSeller(50_000);
  await app.gateway.failBankPayout(await accountOf(seller));
  await app.settle();
  expect(refusedByBanks).toEqual([seller.id]);
  expect(await payable(seller)).toBe(50_000);
  expect(await app.violations('payments', 'ledger')).toEqual([]);
});

it('by wire waits for an admin, who records it once or gives it up', async () => {
  const admin = await app.make.admin();
  const seller = await aSeller(50_000);
  const { body } = await ask(seller, 40_000, 'WIRE');
  const path = `/admin/payouts/${body.data.id}`;
  expect(await app.modules.payments.listStuckMoney()).toContainEqual(
    expect.objectContaining({
      subject: `payout ${body.data.id}`,
      whatToDo: expect.stringContaining(`POST ${path}/record-wire`) as string,
    }),
  );
  const record = (reference: string) =>
    admin.post(`${path}/record-wire`, { reference }, { 'idempotency-key': newId() });
  const reference = `FED${newId()}`;
  expect((await record(reference)).body.data).toMatchObject({ status: 'PAID' });
  expect((await record(reference)).body.data).toMatchObject({ status: 'PAID' });
  expect((await record('another')).status).toBe(409);
  const next = await ask(seller, 10_000, 'WIRE');
  const refused = await admin.post(
    `/admin/payouts/${next.body.data.id}/refuse-wire`,
    { reason: 'The bank does not know the account' },
    { 'idempotency-key': newId() },
  );
  expect(refused.body.data).toMatchObject({ status: 'FAILED' });
  expect(await payable(seller)).toBe(10_000);
  expect(await app.violations('payments', 'ledger')).toEqual([]);
});

it('by wire that comes back from the bank is payable again, once, and can be asked for anew', async () => {
  const admin = await app.make.admin();
  const [seller, other] = [await aSeller(50_000), await aSeller(50_000)];
  const wired = async (whose: TestUser, amountCents: number) => {
    const { body } = await ask(whose, amountCents, 'WIRE');
    const path = `/admin/payouts/${body.data.id}`;
    const say = (step: string, reference: string) =>
      admin.post(`${path}/${step}`, { reference, reason: step === 'wire-returned' ? 'Closed.' : undefined });
    expect((await say('record-wire', `FED${newId()}`)).status).toBe(200);
    return { say };
  };
  const payout = await wired(seller, 40_000);
  const before = await app.modules.ledger.balance('bank:wire');
  const back = `RET${newId()}`;
  const answers = await Promise.all([payout.say('wire-returned', back), payout.say('wire-returned', back)]);
  for (const { status, body } of answers) {
    expect([status, body.data.status, body.data.failureReason]).toEqual([200, 'RETURNED', 'Closed.']);
  }
  expect(await payable(seller)).toBe(50_000);
  expect(await app.modules.ledger.balance('bank:wire')).toBe(before + 40_000);
  expect((await payout.say('wire-returned', `RET${newId()}`)).body.code).toBe('no_wire_out');
  expect((await payout.say('record-wire', `FED${newId()}`)).body.code).toBe('payout_not_waiting');
  await app.settle();
  expect(failedPayouts.filter((userId) => userId === seller.id)).toHaveLength(1);

  const another = await wired(other, 10_000);
  expect((await another.say('wire-returned', back)).body.code).toBe('bank_reference_used');
  expect(await payable(other)).toBe(40_000);
  await wired(seller, 50_000);
  expect(await payable(seller)).toBe(0);
  expect(await app.violations('payments', 'ledger')).toEqual([]);
});

it('that the books do not show as it is, is a violation', async () => {
  const seller = await aSeller(50_000);
  const { body } = await ask(seller, 50_000, 'WIRE');
  const make = (status: string) =>
    app.platform.database.change('UPDATE payouts SET status = :status WHERE id = :id', {
      status,
      id: body.data.id,
    });
  await make('PAID');
  const found = await app.violations('payments', 'ledger');
  for (const check of ['payments.payout_booked', 'payments.payout_wired']) {
    expect(found).toContainEqual(expect.objectContaining({ check, subject: body.data.id }));
  }
  await make('AWAITING_WIRE');
  expect(await app.violations('payments', 'ledger')).toEqual([]);
});

it('by the gateway is not returned by an admin', async () => {
  const seller = await aSeller(50_000);
  app.clock.advance(48 * HOUR_MS);
  await ask(seller, 50_000);
  await app.settle();
  const admin = await app.make.admin();
  const { id } = await payoutOf(seller);
  const answer = await admin.post(`/admin/payouts/${id}/wire-returned`, { reference: `RET${newId()}` });
  expect(answer.body.code).toBe('no_wire_out');
  expect(await payoutOf(seller)).toMatchObject({ status: 'PAID' });
});

it('that is on its way keeps its owner from going', async () => {
  const leave = (seller: TestUser) => seller.send('delete', '/users/me', { password: seller.password });
  const [wired, sent] = [await aSeller(50_000), await aSeller(50_000)];
  app.clock.advance(48 * HOUR_MS);
  const { body } = await ask(wired, 50_000, 'WIRE');
  await ask(sent, 50_000);
  for (const seller of [wired, sent]) {
    const refused = await leave(seller);
    expect([refused.status, refused.body.code]).toEqual([409, 'deletion_prevented']);
    expect(refused.body.detail).toContain('A payout to you is under way.');
  }
  const admin = await app.make.admin();
  await admin.post(`/admin/payouts/${body.data.id}/record-wire`, { reference: `FED${newId()}` });
  await app.settle();
  for (const seller of [wired, sent]) expect((await leave(seller)).status).toBe(200);
});
