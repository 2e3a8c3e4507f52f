/** Payouts keep their promises: what was earned goes out once, to an account known long enough, or is payable again. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { bankPayoutFailed } from './index';
import type { TransferBehaviour } from './sandbox/sandbox-connect';

let app: TestApp;
const refusedByBanks: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  app.platform.outbox.on(bankPayoutFailed, 'test', { runs: 'unit' }, ({ userId }) => {
    refusedByBanks.push(userId);
    return Promise.resolve();
  });
});
afterAll(() => app.close());

const violations = async () => [
  ...(await app.modules.payments.findViolations()),
  ...(await app.modules.ledger.findViolations()),
];

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

/** The log-in does not last that long. */
async function after48Hours({ email, password, id }: TestUser): Promise<TestUser> {
  app.clock.advance(48 * HOUR_MS);
  const login = await app.anonymous.post('/auth/login', { email, password });
  const client = app.withToken(String(login.body.data.accessToken));
  return Object.assign(client, { id, email, password });
}

const ask = (seller: TestUser, amountCents: number, method = 'GATEWAY', key = newId()) =>
  seller.post('/seller/payouts', { amountCents, method }, { 'idempotency-key': key });

const payable = (seller: TestUser) => app.modules.ledger.balance(`payable:${seller.id}`);
const payoutOf = async (seller: TestUser) => (await seller.get('/seller/payouts')).body.data[0];

it('to a new account waits 48 hours, then goes out once however often it is asked for', async () => {
  let seller = await aSeller();
  expect((await seller.get('/seller/payout-account')).body.data).toMatchObject({ status: 'WAITING' });
  const early = await ask(seller, 1_000);
  expect([early.status, early.body.code]).toEqual([409, 'payout_account_not_ready']);
  seller = await after48Hours(seller);
  const key = newId();
  const answers = [await ask(seller, 30_000, 'GATEWAY', key), await ask(seller, 30_000, 'GATEWAY', key)];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  await app.settle();
  expect(await payoutOf(seller)).toMatchObject({ status: 'PAID', amountCents: 30_000 });
  expect(await payable(seller)).toBe(20_000);
  const tooMuch = await ask(seller, 20_001);
  expect([tooMuch.status, tooMuch.body.code]).toEqual([409, 'payout_too_large']);
  expect(await violations()).toEqual([]);
});

it('asked for ten times at once goes out as often as there is money', async () => {
  const seller = await after48Hours(await aSeller(50_000));
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(seller, 20_000)));
  const statuses = answers.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([201, 201, ...Array<number>(8).fill(409)]);
  await app.settle();
  expect(await payable(seller)).toBe(10_000);
  expect(await violations()).toEqual([]);
});

it('that the gateway refuses is payable again', async () => {
  const seller = await after48Hours(await aSeller(50_000, 'REFUSED'));
  await ask(seller, 50_000);
  await app.settle();
  expect(await payoutOf(seller)).toMatchObject({ status: 'FAILED' });
  expect(await payable(seller)).toBe(50_000);
  expect(await violations()).toEqual([]);
});

it('that the gateway calls back later is returned, and payable again', async () => {
  const seller = await after48Hours(await aSeller(50_000, 'COME_BACK'));
  const atGateway = () => app.modules.ledger.balance(`gateway:${app.gateway.name}`);
  const before = await atGateway();
  await ask(seller, 50_000);
  await app.settle();
  expect(await payoutOf(seller)).toMatchObject({ status: 'PAID' });
  expect([await payable(seller), await atGateway()]).toEqual([0, before - 50_000]);
  app.clock.advance(HOUR_MS + MINUTE_MS);
  await app.settle();
  const again = await app.anonymous.post('/auth/login', { email: seller.email, password: seller.password });
  const client = app.withToken(String(again.body.data.accessToken));
  expect((await client.get('/seller/payouts')).body.data[0]).toMatchObject({ status: 'RETURNED' });
  expect([await payable(seller), await atGateway()]).toEqual([50_000, before]);
  expect(await violations()).toEqual([]);
});

it('that the seller’s own bank refuses at the end is told him, and changes nothing here', async () => {
  const seller = await aSeller(50_000);
  await app.gateway.failBankPayout(await accountOf(seller));
  await app.settle();
  expect(refusedByBanks).toEqual([seller.id]);
  expect(await payable(seller)).toBe(50_000);
  expect(await violations()).toEqual([]);
});

it('by wire waits for an admin, who records it once or gives it up', async () => {
  const admin = await app.make.admin();
  const seller = await aSeller(50_000);
  const { body } = await ask(seller, 40_000, 'WIRE');
  const path = `/admin/payouts/${body.data.id}`;
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
  expect(await violations()).toEqual([]);
});
