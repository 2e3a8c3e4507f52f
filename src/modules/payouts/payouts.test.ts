/** Payouts keep their promises: what was earned goes out once, to an account known long enough, or is payable again. */
import { GatewayRefusal } from '../gateway';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { callBack } from '../../../tests/support/call-back';
import { A_BANK_ACCOUNT, sendWebhook, setBankAccount } from '../../../tests/support/make-payments';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { bankPayoutFailed, payoutFailed } from './index';
import type { TransferBehaviour } from '../gateway/sandbox/sandbox-payouts';

let app: TestApp;
const refusedByBanks: string[] = [];
const failedPayouts: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  app.platform.events.on(bankPayoutFailed, 'test', { runs: 'unit' }, ({ userId }) => {
    refusedByBanks.push(userId);
    return Promise.resolve();
  });
  app.platform.events.on(payoutFailed, 'test', { runs: 'unit' }, ({ userId }) => {
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
  await setBankAccount(seller);
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
  expect(await app.violations('money', 'ledger')).toEqual([]);
});

it('asked for ten times at once goes out as often as there is money', async () => {
  const seller = await aSeller(50_000);
  app.clock.advance(48 * HOUR_MS);
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(seller, 20_000)));
  const statuses = answers.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([201, 201, ...Array<number>(8).fill(409)]);
  await app.settle();
  expect(await payable(seller)).toBe(10_000);
  expect(await app.violations('money', 'ledger')).toEqual([]);
});

it('that the gateway refuses is payable again', async () => {
  const seller = await aSeller(50_000, 'REFUSED');
  app.clock.advance(48 * HOUR_MS);
  await ask(seller, 50_000);
  await app.settle();
  expect(await payoutOf(seller)).toMatchObject({ status: 'FAILED' });
  expect(await payable(seller)).toBe(50_000);
  expect(await app.violations('money', 'ledger')).toEqual([]);
});

it('whose look-up is refused may have gone out: it waits until it was looked up, and goes out once', async () => {
  const seller = await anOldSeller();
  const gateway = app.modules.gateway.gateways.find(app.gateway.name)?.payouts;
  if (!gateway) throw new Error('Expected payouts.');
  const own = { ...gateway };
  // Whether the money went is not known, and then the look-up is refused.
  gateway.createTransfer = () => Promise.reject(new Error('The connection broke.'));
  await ask(seller, 50_000);
  await app.settle();
  gateway.findTransfer = () => Promise.reject(new GatewayRefusal('resource_missing', 'No such group.'));
  await app.later(HOUR_MS);
  const refused = [(await payoutOf(seller)).status, await payable(seller)];
  Object.assign(gateway, own);
  expect(refused).toEqual(['REQUESTED', 0]);
  await app.later(HOUR_MS);
  expect(await payoutOf(seller)).toMatchObject({ status: 'PAID' });
  expect(await payable(seller)).toBe(0);
  expect(await app.violations('money', 'ledger')).toEqual([]);
});

it('to an account that was closed at the gateway is payable again, and another one is opened there', async () => {
  const seller = await anOldSeller();
  const { change } = app.platform.database;
  const closed = `acct_${newId().replaceAll('-', '')}`;
  await change('UPDATE payout_accounts SET gatewayAccountId = :closed WHERE userId = :id', {
    ...{ closed, id: seller.id },
  });
  expect((await ask(seller, 10_000)).status).toBe(201);
  await app.settle();
  expect(await payoutOf(seller)).toMatchObject({ status: 'FAILED' });
  expect(await payable(seller)).toBe(50_000);
  expect((await seller.get('/seller/payout-account')).body.data).toMatchObject({ status: 'INCOMPLETE' });
  const open = () => seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() });
  expect((await open()).status).toBe(200);
  const opened = await accountOf(seller);
  expect(opened).not.toBe(closed);
  expect((await open()).status).toBe(200);
  expect(await accountOf(seller)).toBe(opened);
  await app.gateway.pages.completeAccount(opened);
  await app.settle();
  // As any new one.
  expect((await ask(seller, 10_000)).body.detail).toContain('48 hours');
  app.clock.advance(48 * HOUR_MS);
  expect((await ask(seller, 10_000)).status).toBe(201);
  await app.settle();
  expect(await payoutOf(seller)).toMatchObject({ status: 'PAID' });
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
  expect(await app.violations('money', 'ledger')).toEqual([]);
});

it('that the seller’s own bank refuses at the end is told to the seller, and changes nothing here', async () => {
  const seller = await aSeller(50_000);
  await app.gateway.failBankPayout(await accountOf(seller));
  await app.settle();
  expect(refusedByBanks).toEqual([seller.id]);
  expect(await payable(seller)).toBe(50_000);
  expect(await app.violations('money', 'ledger')).toEqual([]);
});

it('by wire to a new bank account waits 48 hours, and then goes there', async () => {
  const admin = await app.make.admin();
  const seller = await app.make.seller();
  await earn(seller, 50_000);
  const nameless = await ask(seller, 10_000, 'WIRE');
  expect([nameless.status, nameless.body.code]).toEqual([409, 'bank_account_not_ready']);
  await setBankAccount(seller);
  expect((await seller.get('/seller/bank-account')).body.data).toEqual({
    status: 'WAITING',
    usableFrom: expect.any(String) as string,
    ...{ accountHolder: 'Prairie Line LLC', bankName: 'First Test Bank', routingNumber: '021000021' },
    lastDigits: '5529',
  });
  app.clock.advance(48 * HOUR_MS - MINUTE_MS);
  expect((await ask(seller, 10_000, 'WIRE')).body.detail).toContain('48 hours');
  app.clock.advance(MINUTE_MS);
  await setBankAccount(seller);
  const { body } = await ask(seller, 10_000, 'WIRE');
  expect(body.data).toMatchObject({ status: 'AWAITING_WIRE', bankAccountDigits: '5529' });

  const reveal = () => admin.post(`/admin/payouts/${body.data.id}/bank-account`);
  expect((await reveal()).body.data).toEqual(A_BANK_ACCOUNT);
  await admin.post(`/admin/payouts/${body.data.id}/record-wire`, { reference: `FED${newId()}` });
  expect((await reveal()).body.code).toBe('payout_not_waiting');
  const another = { ...A_BANK_ACCOUNT, accountNumber: '99900011' };
  expect((await seller.put('/seller/bank-account', another)).body.data).toMatchObject({ status: 'WAITING' });
  expect((await ask(seller, 10_000, 'WIRE')).body.code).toBe('bank_account_not_ready');
  expect((await seller.delete('/seller/bank-account')).body.data).toMatchObject({ status: 'NONE' });
  const steps = await app.platform.database.select<{ action: string; actorId: string }>(
    `SELECT action, actorId FROM audit_entries WHERE subjectId IN (:seller, :payout) AND action LIKE '%bank_account%'
     ORDER BY id`,
    { seller: seller.id, payout: body.data.id },
  );
  expect(steps.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['bank_account.named', seller.id],
    ['payout.bank_account_read', admin.id],
    ['bank_account.named', seller.id],
    ['bank_account.removed', seller.id],
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
  await setBankAccount(seller);
  await app.settle();
  expect(await told()).toHaveLength(2);
  const notices: { kind: string; title: string }[] = (await seller.get('/notifications')).body.data;
  const titles = notices.filter(({ kind }) => kind.startsWith('PAYOUT')).map(({ title }) => title);
  expect(titles.toSorted()).toEqual([
    'The bank account we pay you to has changed',
    'The payout account we pay you to has changed',
  ]);
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

  // Moved to somebody else's row, it names no account of theirs.
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
  expect((await admin.get(`/admin/payouts?userId=${seller.id}`)).body.data).toMatchObject([
    { id: body.data.id, status: 'PAID', method: 'WIRE' },
  ]);
  const exported = await seller.get('/users/me/export');
  expect(JSON.stringify(exported.body)).toContain(A_BANK_ACCOUNT.bankName);
  app.clock.advance(15 * DAY_MS);
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
  expect(await app.modules.payouts.listStuckMoney()).toContainEqual(
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
  expect(await app.violations('money', 'ledger')).toEqual([]);
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
  expect(await app.violations('money', 'ledger')).toEqual([]);
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
  expect(await app.violations('money', 'ledger')).toEqual([]);
  await app.platform.database.change(
    'UPDATE sent_wires SET returnFeeCents = 1 WHERE returnReference = :reference',
    {
      reference,
    },
  );
  expect(await app.violations('money')).toMatchObject([{ check: 'payments.sent_wire_booked' }]);
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
  const found = await app.violations('money', 'ledger');
  for (const check of ['payouts.payout_booked', 'payments.payout_wired']) {
    expect(found).toContainEqual(expect.objectContaining({ check, subject: body.data.id }));
  }
  await make('AWAITING_WIRE');
  expect(await app.violations('money', 'ledger')).toEqual([]);
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
  expect(await app.violations('money')).toEqual([]);
});

it.each([{ account: 'acct_evil' }, { context: 'acct_evil' }, { context: 'org_evil/acct_evil' }])(
  'goes to the account as it was when something that happened elsewhere (%j) says that it has changed',
  async (elsewhere) => {
    const seller = await aSeller();
    const accountId = await accountOf(seller);
    const shown = async () => (await seller.get('/seller/payout-account')).body.data;
    const before = await shown();
    const tell = async (place: object) => {
      const id = `evt_${newId().replaceAll('-', '')}`;
      const object = { id: accountId, object: 'account', details_submitted: true, payouts_enabled: false };
      const event = { id, object: 'event', type: 'account.updated', created: 0, ...place, data: { object } };
      expect((await sendWebhook(app, event)).status).toBe(200);
      const [row] = await app.platform.database.select<{ status: string }>(
        'SELECT status FROM webhook_events WHERE eventId = :id',
        { id },
      );
      const [account] = await app.platform.database.select<{ enabled: number }>(
        'SELECT payoutsEnabled AS enabled FROM payout_accounts WHERE gatewayAccountId = :accountId',
        { accountId },
      );
      return [row?.status, Number(account?.enabled)];
    };
    expect(await tell(elsewhere)).toEqual(['IGNORED', 1]);
    expect(await shown()).toEqual(before);
    expect(await tell({ account: accountId, context: accountId })).toEqual(['DONE', 0]);
  },
);

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
  // Banks send wires back within days.
  for (const seller of [wired, sent]) {
    expect((await leave(seller)).body.detail).toContain('banks can still send it back');
  }
  app.clock.advance(14 * DAY_MS);
  for (const seller of [wired, sent]) expect((await leave(seller)).status).toBe(200);
});

it('of which the gateway calls a part back, and then the rest, is payable again by so much, in any order of the news', async () => {
  const seller = await anOldSeller(50_000);
  const before = await app.modules.ledger.balance(`gateway:${app.gateway.name}`);
  await ask(seller, 50_000);
  await app.settle();
  const { id } = await payoutOf(seller);
  const back = async (cents: number) => {
    await callBack(app, id, cents);
    await app.settle();
    const { status, returnedCents } = await payoutOf(seller);
    return [status, returnedCents, await payable(seller)];
  };
  expect(await back(20_000)).toEqual(['PAID', 20_000, 20_000]);
  expect(await app.modules.gateway.listStuckMoney()).toEqual([]);
  expect(await app.violations('money')).toEqual([]);
  expect(await back(35_000)).toEqual(['PAID', 35_000, 35_000]);
  expect(await back(50_000)).toEqual(['RETURNED', 50_000, 50_000]);
  expect(await app.modules.ledger.balance(`gateway:${app.gateway.name}`)).toBe(before);
  expect(await app.violations('money')).toEqual([]);
});

describe('what is payable to somebody who cannot draw it', () => {
  let admins: [TestUser, TestUser];
  beforeAll(async () => {
    admins = [await app.make.admin(), await app.make.admin()];
  });
  const stuckFor = async ({ id }: TestUser) =>
    (await app.modules.payouts.listStuckMoney()).filter(({ subject }) => subject === `user ${id}`);
  const act = async (admin: TestUser, { id }: TestUser, step: string, body: object) => {
    const answer = await admin.post(`/admin/payables/${id}/${step}`, body);
    return answer.status === 200 ? (answer.body.data as { payout: { id: string } | null }) : answer.body.code;
  };
  const reason = 'They proved by their papers who they are.';
  const settle = async (payout: { id: string } | null) => {
    const path = `/admin/payouts/${payout?.id}`;
    expect((await admins[0].post(`${path}/bank-account`)).body.data).toEqual(A_BANK_ACCOUNT);
    const sent = await admins[0].post(`${path}/record-wire`, { reference: newId() });
    expect([sent.status, sent.body.data?.status]).toEqual([200, 'PAID']);
  };

  const GONE: Record<string, (seller: TestUser) => Promise<unknown>> = {
    async 'who has deleted the account, and whose payout came back afterwards'(seller) {
      const { body } = await ask(seller, 50_000, 'WIRE');
      const path = `/admin/payouts/${body.data.id}`;
      await admins[0].post(`${path}/record-wire`, { reference: newId() });
      app.clock.advance(15 * DAY_MS);
      expect((await seller.send('delete', '/users/me', { password: seller.password })).status).toBe(200);
      await app.settle();
      await admins[0].post(`${path}/wire-returned`, { reference: newId(), reason: 'Closed.' });
    },
    'who is suspended': ({ id }) =>
      admins[0].post(`/admin/users/${id}/suspend`, { reason: 'We look into a complaint.' }),
    'who is blocked': ({ id }) =>
      admins[0].post(`/admin/users/${id}/block`, { reason: 'They sold what is not theirs.' }),
    'who is no seller any more': ({ id }) =>
      admins[0].post(`/admin/users/${id}/roles`, { roles: ['BUYER'], reason: 'They only buy now.' }),
  };

  it.each(Object.entries(GONE))(
    '%s is on the list, and goes where two administrators say',
    async (_, leave) => {
      const seller = await anOldSeller();
      const named = { amountCents: 50_000, bankAccount: A_BANK_ACCOUNT, reason };
      expect(await act(admins[0], seller, 'pay', named)).toBe('payable_not_open');
      await leave(seller);
      expect(await payable(seller)).toBe(50_000);
      expect(await stuckFor(seller)).toMatchObject([{ kind: 'PAYABLE_UNCLAIMED', amountCents: 50_000 }]);
      expect(await act(admins[0], seller, 'pay', { ...named, amountCents: 50_001 })).toBe('payout_too_large');
      expect(await act(admins[0], seller, 'pay', named)).toMatchObject({ payout: null });
      expect(await act(admins[0], seller, 'pay', named)).toBe('second_admin_needed');
      const other = { ...A_BANK_ACCOUNT, accountNumber: '99935529' };
      expect(await act(admins[1], seller, 'pay', { ...named, bankAccount: other })).toMatchObject({
        payout: null,
      });
      const ordered = await act(admins[0], seller, 'pay', { ...named, bankAccount: other });
      expect(ordered).toMatchObject({ payout: { status: 'AWAITING_WIRE', orderedById: admins[0].id } });
      const refused = await admins[1].post(`/admin/payouts/${ordered.payout.id}/refuse-wire`, {
        reason: 'The bank does not know it.',
      });
      expect(refused.status).toBe(200);
      await act(admins[0], seller, 'pay', named);
      const { payout } = await act(admins[1], seller, 'pay', named);
      expect(await stuckFor(seller)).toEqual([]);
      await settle(payout);
      await app.settle();
      expect(await payable(seller)).toBe(0);
      expect(await app.violations('money')).toEqual([]);
    },
  );

  it('goes to the account that they had named by the word of one, and is held meanwhile by whoever says why', async () => {
    const seller = await anOldSeller();
    await GONE['who is blocked']?.(seller);
    const until = iso(app.clock.now() + 30 * DAY_MS);
    const hold = { reason: 'A court decides whose it is', until };
    expect(await act(admins[0], seller, 'hold', { ...hold, until: iso(app.clock.now()) })).toBe(
      'payable_not_open',
    );
    expect(await act(admins[0], seller, 'hold', hold)).toMatchObject({
      hold: { reason: hold.reason, until },
    });
    expect(await stuckFor(seller)).toMatchObject([
      { kind: 'PAYABLE_HELD', whatToDo: expect.stringContaining(hold.reason) as string },
    ]);
    const wanted = { amountCents: 50_000, reason };
    expect(await act(admins[0], seller, 'pay', wanted)).toBe('payable_not_open');
    expect(await act(admins[0], seller, 'release', { reason: 'It was decided.' })).toMatchObject({
      hold: null,
    });
    expect(await act(admins[0], seller, 'release', { reason: 'It was decided.' })).toBe('payable_not_open');
    const { payout } = await act(admins[0], seller, 'pay', wanted);
    await settle(payout);
    expect(await payable(seller)).toBe(0);
  });

  it('does not go to an account that was named just before they were suspended, perhaps by a thief', async () => {
    const seller = await anOldSeller();
    const stolen = { ...A_BANK_ACCOUNT, accountNumber: '99900022' };
    expect((await seller.put('/seller/bank-account', stolen)).status).toBe(200);
    await GONE['who is suspended']?.(seller);
    const wanted = { amountCents: 50_000, reason };
    expect(await act(admins[0], seller, 'pay', wanted)).toBe('bank_account_not_ready');
    expect(await payable(seller)).toBe(50_000);
    // Another one that two name is theirs to name.
    const named = { ...wanted, bankAccount: A_BANK_ACCOUNT };
    expect(await act(admins[0], seller, 'pay', named)).toMatchObject({ payout: null });
    const { payout } = await act(admins[1], seller, 'pay', named);
    await settle(payout);
  });

  it('is made so of a transfer that waits for somebody blocked; one that goes out all the same is taken from it', async () => {
    const seller = await anOldSeller();
    const { body } = await ask(seller, 50_000);
    const giveUp = async () => {
      const given = await admins[0].post(`/admin/payouts/${body.data.id}/give-up`, {
        reason: 'They are blocked.',
      });
      return given.status === 200 ? given.body.data.status : given.body.code;
    };
    expect(await giveUp()).toBe('payout_not_waiting');
    await GONE['who is blocked']?.(seller);
    await app.settle();
    expect((await app.modules.payouts.listStuckMoney()).map(({ whatToDo }) => whatToDo)).toContainEqual(
      expect.stringContaining(`POST /admin/payouts/${body.data.id}/give-up`),
    );
    expect([await giveUp(), await giveUp()]).toEqual(['FAILED', 'payout_not_waiting']);
    expect(await stuckFor(seller)).toMatchObject([{ kind: 'PAYABLE_UNCLAIMED', amountCents: 50_000 }]);
    expect(await app.violations('money')).toEqual([]);

    const destination = await accountOf(seller);
    const goesOut = async (payoutAttempt: string) => {
      const object = {
        ...{
          id: `tr_${newId().replaceAll('-', '')}`,
          object: 'transfer',
          amount: 50_000,
          amount_reversed: 0,
        },
        ...{ reversed: false, currency: 'usd', destination, metadata: { payoutAttempt }, created: 0 },
      };
      const id = `evt_${newId().replaceAll('-', '')}`;
      const event = { id, object: 'event', type: 'transfer.created', created: 0, data: { object } };
      expect((await sendWebhook(app, event)).status).toBe(200);
    };
    await goesOut(body.data.id);
    const all = (await admins[0].get(`/admin/payouts?userId=${seller.id}`)).body.data;
    expect([all[0].status, await payable(seller)]).toEqual(['PAID', 0]);
    // Where the money has gone another way meanwhile, a person has to look.
    await app.platform.database.change(
      `UPDATE payouts SET status = 'FAILED', gatewayTransferId = NULL WHERE id = :id`,
      {
        id: body.data.id,
      },
    );
    await goesOut(body.data.id);
    expect(await app.modules.gateway.listStuckMoney()).toContainEqual(
      expect.objectContaining({ whatToDo: expect.stringContaining('paid out again') as string }),
    );
    await app.platform.database.change(`DELETE FROM webhook_events WHERE status = 'PARKED'`, {});
    await app.platform.database.change(`UPDATE payouts SET status = 'PAID' WHERE id = :id`, {
      id: body.data.id,
    });
  });

  it('what is held waits also for those who can draw it, until then', async () => {
    const seller = await anOldSeller();
    const until = iso(app.clock.now() + 2 * DAY_MS);
    await act(admins[0], seller, 'hold', { reason: 'The buyer says that the papers are false', until });
    expect((await ask(seller, 20_000)).status).toBe(201);
    await app.settle();
    expect(await payoutOf(seller)).toMatchObject({
      status: 'REQUESTED',
      failureReason: expect.stringContaining('holds this money') as string,
    });
    await app.later(3 * DAY_MS);
    expect(await payoutOf(seller)).toMatchObject({ status: 'PAID' });
  });
});

function atGateway() {
  const payouts = app.modules.gateway.gateways.forNewMoney?.payouts;
  if (!payouts) throw new Error('No gateway pays out.');
  return payouts;
}

describe('when the money goes', () => {
  interface Condition {
    close(seller: TestUser): Promise<unknown>;
    open(seller: TestUser): Promise<unknown>;
  }
  const pauseAccounts = () => {
    const at = atGateway();
    const { retrieveAccount } = at;
    at.retrieveAccount = async (id) => ({ ...(await retrieveAccount.call(at, id)), payoutsEnabled: false });
    return () => {
      at.retrieveAccount = retrieveAccount;
    };
  };
  let heldBack: string | null = null;
  let reopen = () => {};
  const CONDITIONS: Record<string, Condition> = {
    'the account was paused': {
      close: () => Promise.resolve((reopen = pauseAccounts())),
      open: () => Promise.resolve(reopen()),
    },
    'the person was suspended': {
      close: ({ id }) => office.post(`/admin/users/${id}/suspend`, { reason: 'We look into a complaint.' }),
      open: ({ id }) => office.post(`/admin/users/${id}/unblock`, { reason: 'The complaint was settled.' }),
    },
    'their money is held back': {
      close: ({ id }) => Promise.resolve((heldBack = id)),
      open: () => Promise.resolve((heldBack = null)),
    },
  };
  let office: TestUser;
  beforeAll(async () => {
    office = await app.make.admin();
    app.modules.payouts.holdsBack((userId) =>
      Promise.resolve(userId === heldBack ? 'The bank of a buyer disputes it.' : null),
    );
  });

  it.each(Object.entries(CONDITIONS))(
    '%s since it was ordered: it waits, and goes when that is over',
    async (_, condition) => {
      const seller = await anOldSeller();
      const { body } = await ask(seller, 20_000);
      await condition.close(seller);
      await app.settle();
      const stateOf = async () => {
        const rows = await app.platform.database.select<{ status: string; failureReason: string | null }>(
          'SELECT status, failureReason FROM payouts WHERE id = :id',
          { id: body.data.id },
        );
        return rows[0];
      };
      expect(await stateOf()).toEqual({ status: 'REQUESTED', failureReason: expect.any(String) as string });
      const stuck = (await office.get('/admin/money/stuck')).body.data as { subject: string }[];
      expect(stuck.map(({ subject }) => subject)).toContain(`payout ${body.data.id}`);
      await condition.open(seller);
      await app.later(2 * HOUR_MS);
      expect(await stateOf()).toEqual({ status: 'PAID', failureReason: null });
    },
  );

  const ANOTHER = { ...A_BANK_ACCOUNT, accountNumber: '99900011' };
  const bank = (seller: TestUser, account: object) => seller.put('/seller/bank-account', account);
  const held = (seller: TestUser, days: number) =>
    office.post(`/admin/payables/${seller.id}/hold`, {
      ...{ reason: 'A court decides whose it is', until: iso(app.clock.now() + days * DAY_MS) },
    });
  const { 'the account was paused': _, ...OF_PEOPLE } = CONDITIONS;
  const OF_WIRES: Record<string, Condition> = {
    ...OF_PEOPLE,
    'their money is held by the platform': {
      close: (seller) => held(seller, 30),
      open: ({ id }) => office.post(`/admin/payables/${id}/release`, { reason: 'It was decided.' }),
    },
    'their bank account was removed': {
      close: (seller) => seller.delete('/seller/bank-account'),
      async open(seller) {
        await bank(seller, A_BANK_ACCOUNT);
        expect((await sayWire(seller, 'record-wire')).code).toBe('payout_not_waiting');
        app.clock.advance(2 * DAY_MS);
      },
    },
    'they have named another bank account': {
      close: (seller) => bank(seller, ANOTHER),
      async open(seller) {
        await bank(seller, A_BANK_ACCOUNT);
        app.clock.advance(2 * DAY_MS);
      },
    },
  };
  async function sayWire(seller: TestUser, step: string) {
    const [{ id = '' } = {}] = await app.platform.database.select<{ id: string }>(
      `SELECT id FROM payouts WHERE userId = :id AND status = 'AWAITING_WIRE' ORDER BY requestedAt DESC, id DESC LIMIT 1`,
      { id: seller.id },
    );
    const said = step === 'refuse-wire' ? { reason: 'It goes elsewhere.' } : { reference: newId() };
    const { body } = await office.post(`/admin/payouts/${id}/${step}`, said);
    const stuck = (await app.modules.payouts.listStuckMoney()).find(
      ({ subject }) => subject === `payout ${id}`,
    );
    return { code: body.code as string, status: body.data?.status as string, advice: stuck?.whatToDo ?? '' };
  }

  it.each(Object.entries(OF_WIRES))(
    'of a wire %s since: it is neither shown nor recorded, can be given up, and goes when that is over',
    async (_name, condition) => {
      const seller = await anOldSeller();
      await ask(seller, 20_000, 'WIRE');
      await ask(seller, 30_000, 'WIRE');
      await condition.close(seller);
      for (const step of ['bank-account', 'record-wire'])
        expect([step, await sayWire(seller, step)]).toMatchObject([
          step,
          { code: 'payout_not_waiting', advice: expect.stringContaining('/refuse-wire') as string },
        ]);
      expect(await sayWire(seller, 'refuse-wire')).toMatchObject({ status: 'FAILED' });
      expect(await payable(seller)).toBe(30_000);
      await condition.open(seller);
      expect(await sayWire(seller, 'record-wire')).toMatchObject({ status: 'PAID' });
      expect(await payable(seller)).toBe(30_000);
      expect(await app.violations('money')).toEqual([]);
    },
  );

  it('a wire whose account was read before its owner removed that may be out: it is shown no more, and recorded', async () => {
    const seller = await anOldSeller();
    await ask(seller, 20_000, 'WIRE');
    await sayWire(seller, 'bank-account');
    await seller.delete('/seller/bank-account');
    expect(await sayWire(seller, 'bank-account')).toMatchObject({
      ...{ code: 'payout_not_waiting', advice: expect.stringContaining('/record-wire') as string },
    });
    expect(await sayWire(seller, 'record-wire')).toMatchObject({ status: 'PAID' });
  });

  it('a wire that was ordered for somebody who can ask for their money again is given up', async () => {
    const seller = await anOldSeller();
    const suspended = CONDITIONS['the person was suspended'];
    await suspended?.close(seller);
    const ordered = await office.post(`/admin/payables/${seller.id}/pay`, {
      ...{ amountCents: 50_000, reason: 'They proved by their papers who they are.' },
    });
    expect(ordered.body.data.payout).toMatchObject({ status: 'AWAITING_WIRE' });
    await suspended?.open(seller);
    for (const step of ['bank-account', 'record-wire'])
      expect([step, (await sayWire(seller, step)).code]).toEqual([step, 'payout_not_waiting']);
    expect(await sayWire(seller, 'refuse-wire')).toMatchObject({ status: 'FAILED' });
    expect(await payable(seller)).toBe(50_000);
  });

  it('what the gateway refuses for the platform’s own trouble is tried again, and the seller hears nothing of it', async () => {
    const seller = await anOldSeller();
    const at = atGateway();
    const { createTransfer } = at;
    const keys: string[] = [];
    at.createTransfer = (order) => {
      keys.push(order.idempotencyKey);
      if (keys.length > 2) return createTransfer.call(at, order);
      throw new GatewayRefusal('balance_insufficient', 'You have insufficient funds in your Stripe account.');
    };
    try {
      const { body } = await ask(seller, 20_000);
      await app.settle();
      const shown = async () => (await seller.get('/seller/payouts')).body.data[0];
      expect(await shown()).toMatchObject({ status: 'REQUESTED' });
      expect((await shown()).failureReason).not.toMatch(/insufficient|Stripe/);
      const stuck = (await office.get('/admin/money/stuck')).body.data as { subject: string }[];
      expect(stuck.map(({ subject }) => subject)).toContain(`payout ${body.data.id}`);
      for (let hours = 0; hours < 3; hours += 1) await app.later(2 * HOUR_MS);
      expect(await shown()).toMatchObject({ status: 'PAID' });
    } finally {
      at.createTransfer = createTransfer;
    }
    expect(new Set(keys).size).toBe(3);
    expect(await payable(seller)).toBe(30_000);
  });
});
