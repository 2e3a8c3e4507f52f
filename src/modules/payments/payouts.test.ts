/** Payouts keep their promises: what was earned goes out once, to an account known long enough, or is payable again. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { A_BANK_ACCOUNT, nameBankAccount } from '../../../tests/support/make-payments';
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

const earn = (seller: TestUser, cents: number) =>
  app.modules.ledger.post([
    {
      id: `test:${seller.id}:earned`,
      debit: 'bank:wire',
      credit: `payable:${seller.id}`,
      amount: cents,
      unit: 'USD',
      reason: 'Earned',
      subject: { type: 'test', id: seller.id },
    },
  ]);

async function aSeller(payableCents = 50_000, transfers: TransferBehaviour = 'ARRIVE') {
  const seller = await app.make.seller();
  await earn(seller, payableCents);
  const opened = await seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() });
  expect(opened.status).toBe(200);
  await app.gateway.pages.completeAccount(await accountOf(seller), transfers);
  await nameBankAccount(seller);
  await app.settle();
  return seller;
}

/** Somebody who could be paid long ago. */
async function anOldSeller(payableCents = 50_000) {
  const seller = await aSeller(payableCents);
  app.clock.advance(48 * HOUR_MS);
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

it('by wire to a new bank account waits 48 hours, and then goes to the one that was named when it was asked for', async () => {
  const admin = await app.make.admin();
  const seller = await app.make.seller();
  await earn(seller, 50_000);
  const nameless = await ask(seller, 10_000, 'WIRE');
  expect([nameless.status, nameless.body.code]).toEqual([409, 'bank_account_not_ready']);
  await nameBankAccount(seller);
  expect((await seller.get('/seller/bank-account')).body.data).toEqual({
    status: 'WAITING',
    usableFrom: expect.any(String) as string,
    ...{ accountHolder: 'Prairie Line LLC', bankName: 'First Test Bank', routingNumber: '021000021' },
    lastDigits: '5529',
  });
  app.clock.advance(48 * HOUR_MS - MINUTE_MS);
  expect((await ask(seller, 10_000, 'WIRE')).body.detail).toContain('48 hours');
  app.clock.advance(MINUTE_MS);
  await nameBankAccount(seller);
  const { body } = await ask(seller, 10_000, 'WIRE');
  expect(body.data).toMatchObject({ status: 'AWAITING_WIRE', bankAccountDigits: '5529' });

  const another = { ...A_BANK_ACCOUNT, accountNumber: '99900011' };
  expect((await seller.put('/seller/bank-account', another)).body.data).toMatchObject({ status: 'WAITING' });
  expect((await ask(seller, 10_000, 'WIRE')).body.code).toBe('bank_account_not_ready');
  expect((await seller.delete('/seller/bank-account')).body.data).toMatchObject({ status: 'NONE' });

  const reveal = () => admin.post(`/admin/payouts/${body.data.id}/bank-account`);
  expect((await reveal()).body.data).toEqual(A_BANK_ACCOUNT);
  await admin.post(`/admin/payouts/${body.data.id}/record-wire`, { reference: `FED${newId()}` });
  expect((await reveal()).body.code).toBe('payout_not_waiting');
  const steps = await app.platform.database.select<{ action: string; actorId: string }>(
    `SELECT action, actorId FROM audit_entries WHERE subjectId IN (:seller, :payout) AND action LIKE '%bank_account%'
     ORDER BY id`,
    { seller: seller.id, payout: body.data.id },
  );
  expect(steps.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['bank_account.named', seller.id],
    ['bank_account.named', seller.id],
    ['bank_account.removed', seller.id],
    ['payout.bank_account_read', admin.id],
  ]);
});

it('tells by mail, and here, that money would go elsewhere', async () => {
  const seller = await aSeller();
  const { email } = await app.modules.identity.getUser(seller.id);
  const told = async () =>
    (await app.platform.mailer.sentTo(email))
      .filter(({ kind }) => kind === 'security-notice')
      .map(({ text }) => /The (\w+ account)/.exec(text)?.[1]);
  expect((await told()).toSorted()).toEqual(['bank account', 'payout account']);
  await nameBankAccount(seller);
  await app.settle();
  expect(await told()).toHaveLength(2);
  const notices: { kind: string; title: string }[] = (await seller.get('/notifications')).body.data;
  const titles = notices.filter(({ kind }) => kind.startsWith('PAYOUT')).map(({ title }) => title);
  expect(titles.toSorted()).toEqual(['Your bank account is new', 'Your payout account is new']);
});

it('keeps bank accounts so that a copy of the database does not tell them, and not beyond their owner', async () => {
  const [seller, other] = [await anOldSeller(), await anOldSeller()];
  const { body } = await ask(seller, 50_000, 'WIRE');
  const rows = async (table: string, column: string) =>
    app.platform.database.select<{ sealed: string | null }>(
      `SELECT ${column} AS sealed FROM ${table} WHERE userId = :id`,
      { id: seller.id },
    );
  const [kept] = await rows('bank_accounts', 'sealedAccount');
  const { accountNumber, accountHolder } = A_BANK_ACCOUNT;
  const readable = Buffer.from(kept?.sealed ?? '', 'base64').toString('latin1');
  for (const text of [kept?.sealed ?? '', readable]) {
    expect([text.length > 50, text.includes(accountNumber), text.includes(accountHolder)]).toEqual([
      ...[true, false, false],
    ]);
  }

  // Moved to somebody else's row, it names no account of his.
  await app.platform.database.change('UPDATE bank_accounts SET sealedAccount = :sealed WHERE userId = :id', {
    sealed: kept?.sealed ?? '',
    id: other.id,
  });
  expect((await other.get('/seller/bank-account')).body.data).toMatchObject({ status: 'NONE' });
  const diverted = await ask(other, 50_000, 'WIRE');
  expect([diverted.status, diverted.body.code]).toEqual([409, 'bank_account_not_ready']);

  const admin = await app.make.admin();
  await admin.post(`/admin/payouts/${body.data.id}/record-wire`, { reference: `FED${newId()}` });
  expect(await rows('payouts', 'sealedBankAccount')).toEqual([{ sealed: null }]);
  const exported = await seller.get('/users/me/export');
  expect(JSON.stringify(exported.body)).toContain(A_BANK_ACCOUNT.bankName);
  expect((await seller.send('delete', '/users/me', { password: seller.password })).status).toBe(200);
  await app.settle();
  expect(await rows('bank_accounts', 'sealedAccount')).toEqual([{ sealed: null }]);
});

it.each([
  ['a routing number with a wrong check digit', { routingNumber: '021000022' }],
  ['a routing number of no district', { routingNumber: '990000005' }],
  ['a routing number of zeros', { routingNumber: '000000000' }],
  ['an account number with letters', { accountNumber: '12ab5678' }],
  ['an account number that is too long', { accountNumber: '1'.repeat(18) }],
  ['a holder with a line break', { accountHolder: 'Prairie\nLine' }],
])('goes to no bank account with %s', async (_, change) => {
  const seller = await app.make.seller();
  const answer = await seller.put('/seller/bank-account', { ...A_BANK_ACCOUNT, ...change });
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
  expect((await seller.get('/seller/bank-account')).body.data).toMatchObject({ status: 'NONE' });
});

it('has one bank account a seller, also when several are named at once', async () => {
  const seller = await app.make.seller();
  const numbers = Array.from({ length: 8 }, (__, place) => `5500000${place}`);
  const answers = await Promise.all(
    numbers.map((accountNumber) => seller.put('/seller/bank-account', { ...A_BANK_ACCOUNT, accountNumber })),
  );
  expect(answers.map(({ status }) => status)).toEqual(numbers.map(() => 200));
});

it('by wire waits for an admin, who records it once or gives it up', async () => {
  const admin = await app.make.admin();
  const seller = await anOldSeller();
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
  const [other, seller] = [await aSeller(50_000), await anOldSeller()];
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

it('by wire that comes back without what banks kept of it is payable again whole; the fee is ours', async () => {
  const admin = await app.make.admin();
  const seller = await anOldSeller();
  const { body } = await ask(seller, 40_000, 'WIRE');
  const path = `/admin/payouts/${body.data.id}`;
  await admin.post(`${path}/record-wire`, { reference: `FED${newId()}` });
  const books = async () => [
    await app.modules.ledger.balance('bank:wire'),
    await app.modules.ledger.balance('expense:processing'),
  ];
  const [atBank = 0, spent = 0] = await books();
  const reference = `RET${newId()}`;
  const back = (amountCents: number) => admin.post(`${path}/wire-returned`, { reference, amountCents });
  expect((await back(40_001)).body.code).toBe('amount_mismatch');
  expect((await back(37_500)).body.data).toMatchObject({ status: 'RETURNED' });
  expect((await back(37_500)).status).toBe(200);
  expect((await back(37_000)).body.code).toBe('amount_mismatch');
  expect(await books()).toEqual([atBank + 37_500, spent + 2_500]);
  expect(await payable(seller)).toBe(50_000);
  expect(await app.violations('payments', 'ledger')).toEqual([]);
  await app.platform.database.change(
    'UPDATE sent_wires SET returnFeeCents = 1 WHERE returnReference = :reference',
    {
      reference,
    },
  );
  expect(await app.violations('payments')).toMatchObject([{ check: 'payments.sent_wire_booked' }]);
  await app.platform.database.change(
    'UPDATE sent_wires SET returnFeeCents = 2500 WHERE returnReference = :reference',
    { reference },
  );
});

it('that the books do not show as it is, is a violation', async () => {
  const seller = await anOldSeller();
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

it('waits with an account that names another bank account by now, though no news of that came', async () => {
  const seller = await anOldSeller();
  const accountId = await accountOf(seller);
  await app.gateway.changeBankOf(accountId, 'known');
  await ask(seller, 10_000);
  await app.settle();
  expect(await payoutOf(seller)).toMatchObject({ status: 'PAID' });
  await app.gateway.changeBankOf(accountId, 'other');
  expect((await ask(seller, 10_000)).status).toBe(201);
  await app.later(3 * HOUR_MS);
  expect(await payoutOf(seller)).toMatchObject({ status: 'REQUESTED' });
  expect((await seller.get('/seller/payout-account')).body.data).toMatchObject({ status: 'WAITING' });
  await app.later(50 * HOUR_MS);
  expect(await payoutOf(seller)).toMatchObject({ status: 'PAID' });
  expect(await app.violations('payments')).toEqual([]);
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
