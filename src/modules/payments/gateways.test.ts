/** What holds with either gateway: the money that comes, goes back, and goes out, once each, through every failure. */
import { GATEWAYS, type GatewayApp, startGatewayApp } from '../../../tests/support/make-gateway';
import { anOrder, PRICE_CENTS, standing } from '../../../tests/support/make-payments';
import type { TestUser } from '../../../tests/support/app';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import type { Payments } from './index';

describe.each(GATEWAYS)('with %s', (name) => {
  let world: GatewayApp;
  let payments: Payments;

  beforeAll(async () => {
    world = await startGatewayApp(name);
    payments = world.app.modules.payments;
  });
  afterAll(() => world.close());

  const ledger = () => world.app.modules.ledger;
  const violations = async () => [
    ...(await payments.findViolations()),
    ...(await ledger().findViolations()).filter(({ check }) => !check.includes('clear')),
  ];

  async function aPayment(paymentMethodId = 'pm_card_visa') {
    const method = paymentMethodId.startsWith('pm_card') ? ('CARD' as const) : ('BANK_DEBIT' as const);
    const payment = await payments.start(anOrder(method, paymentMethodId));
    await world.settle();
    return payment;
  }

  const giveBack = (paymentId: string, amountCents: number) =>
    payments.refund({
      key: `test:${newId()}`,
      paymentId,
      amountCents,
      from: `unallocated:${paymentId}`,
      reason: 'Test',
    });

  it('a card brings its money once, and gives it back in parts and whole', async () => {
    const { id } = await aPayment();
    expect(await standing(world.app, id)).toEqual({
      status: 'SUCCEEDED',
      late: false,
      unallocatedCents: PRICE_CENTS,
    });
    await giveBack(id, 100_000);
    await giveBack(id, PRICE_CENTS - 100_000);
    await world.settle();
    expect(await standing(world.app, id)).toMatchObject({ unallocatedCents: 0 });
    expect(await payments.refundable(id)).toBe(0);
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['pm_card_chargeDeclined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
    ['pm_unheardOf', 'resource_missing'],
  ])('%s is an answer, not an error', async (paymentMethodId, code) => {
    const refused = await payments.start(anOrder('CARD', paymentMethodId));
    expect(refused).toMatchObject({ status: 'FAILED', failure: { code } });
  });

  it('a bank debit is under way for four days, and then brings its money or fails', async () => {
    const good = await aPayment('pm_usBankAccount_success');
    const bad = await aPayment('pm_usBankAccount_insufficientFunds');
    expect([good.status, bad.status]).toEqual(['PROCESSING', 'PROCESSING']);
    world.app.clock.advance(4 * DAY_MS + MINUTE_MS);
    await world.settle();
    expect(await standing(world.app, good.id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await standing(world.app, bad.id)).toMatchObject({ status: 'FAILED', unallocatedCents: 0 });
  });

  it('what no webhook tells, the poller finds', async () => {
    const { id } = await aPayment('pm_usBankAccount_success');
    world.app.clock.advance(4 * DAY_MS);
    world.stripe?.world.catchUp();
    await world.app.platform.queue.runDue();
    await world.loseWebhooks();
    world.app.clock.advance(2 * HOUR_MS);
    await world.settle();
    expect(await standing(world.app, id)).toMatchObject({
      status: 'SUCCEEDED',
      unallocatedCents: PRICE_CENTS,
    });
  });

  it('a refund that comes back waits for a person, and is owed', async () => {
    const { id } = await aPayment('pm_card_refundFail');
    await giveBack(id, PRICE_CENTS);
    await world.settle();
    world.app.clock.advance(3 * DAY_MS + MINUTE_MS);
    await world.settle();
    const [refund] = await world.app.platform.database.select<{ id: string; status: string }>(
      'SELECT id, status FROM refunds WHERE paymentId = :id',
      { id },
    );
    expect(refund?.status).toBe('NEEDS_ATTENTION');
    expect(await ledger().balance(`refunds:${refund?.id}`)).toBe(PRICE_CENTS);
  });

  describe('a payout', () => {
    async function aSeller(payableCents = 50_000, refuses = false) {
      const seller = await world.app.make.seller();
      const subject = { type: 'test', id: seller.id };
      await ledger().post([
        {
          id: `test:${seller.id}:earned`,
          debit: 'bank:wire',
          credit: `payable:${seller.id}`,
          amount: payableCents,
          unit: 'USD',
          reason: 'Earned',
          subject,
        },
      ]);
      const opened = await seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() });
      expect(opened.status).toBe(200);
      const [account] = await world.app.platform.database.select<{ gatewayAccountId: string }>(
        'SELECT gatewayAccountId FROM payout_accounts WHERE userId = :id',
        { id: seller.id },
      );
      await world.completeAccount(account?.gatewayAccountId ?? '', refuses);
      await world.settle();
      return seller;
    }

    /** The log-in does not last that long. */
    async function after48Hours(seller: TestUser): Promise<TestUser> {
      world.app.clock.advance(48 * HOUR_MS);
      const { email, password, id } = seller;
      const login = await world.app.anonymous.post('/auth/login', { email, password });
      const client = world.app.withToken(String(login.body.data.accessToken));
      return Object.assign(client, { id, email, password });
    }

    const ask = (seller: TestUser, amountCents: number, method = 'GATEWAY', key = newId()) =>
      seller.post('/seller/payouts', { amountCents, method }, { 'idempotency-key': key });

    const payable = (seller: TestUser) => ledger().balance(`payable:${seller.id}`);
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
      await world.settle();
      expect(await payoutOf(seller)).toMatchObject({ status: 'PAID', amountCents: 30_000 });
      expect(await payable(seller)).toBe(20_000);
      const tooMuch = await ask(seller, 20_001);
      expect([tooMuch.status, tooMuch.body.code]).toEqual([409, 'payout_too_large']);
      expect(await violations()).toEqual([]);
    });

    it('asked for ten times at once goes out as often as there is money', async () => {
      const seller = await after48Hours(await aSeller(50_000));
      const answers = await Promise.all(Array.from({ length: 10 }, () => ask(seller, 20_000)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([
        201,
        201,
        ...Array<number>(8).fill(409),
      ]);
      await world.settle();
      expect(await payable(seller)).toBe(10_000);
      expect(await violations()).toEqual([]);
    });

    it('that the gateway refuses is payable again', async () => {
      const seller = await after48Hours(await aSeller(50_000, true));
      await ask(seller, 50_000);
      await world.settle();
      expect(await payoutOf(seller)).toMatchObject({ status: 'FAILED' });
      expect(await payable(seller)).toBe(50_000);
      expect(await violations()).toEqual([]);
    });

    it('by wire waits for an admin, who records it once or gives it up', async () => {
      const admin = await world.app.make.admin();
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
  });
});
