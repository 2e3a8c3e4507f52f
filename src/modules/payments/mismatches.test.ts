/** News that cannot be ours as it is told has no effect and waits for a person; news that is old has none either. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { anOrder, setBankAccount, PRICE_CENTS, sendWebhook } from '../../../tests/support/make-payments';
import { HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { payoutFailed, payoutPaid } from '../payouts';
import type { TransferBehaviour } from '../gateway/sandbox/sandbox-payouts';

let app: TestApp;
const heard: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  app.platform.events.on(payoutPaid, 'test', { runs: 'unit' }, ({ payoutId }) => {
    heard.push(`paid ${payoutId}`);
    return Promise.resolve();
  });
  app.platform.events.on(payoutFailed, 'test', { runs: 'unit' }, ({ payoutId }) => {
    heard.push(`failed ${payoutId}`);
    return Promise.resolve();
  });
});
afterAll(() => app.close());

const idAt = (prefix: string): string => `${prefix}_${newId().replaceAll('-', '')}`;
const balance = (account: string) => app.modules.ledger.balance(account);

/** Tells it, and answers what became of the event. */
async function tell(type: string, object: object): Promise<{ status: string; reason: string | null }> {
  const event = { id: idAt('evt'), object: 'event', type, created: 1_790_000_000, data: { object } };
  expect((await sendWebhook(app, event)).status).toBe(200);
  const [row] = await app.platform.database.select<{ status: string; reason: string | null }>(
    'SELECT status, reason FROM webhook_events WHERE eventId = :id',
    { id: event.id },
  );
  return row ?? { status: 'NONE', reason: null };
}

const parked = (reason: RegExp) => ({ status: 'PARKED', reason: expect.stringMatching(reason) as string });

describe('a transfer', () => {
  const AMOUNT = 30_000;

  async function sellerWith(payableCents: number): Promise<TestUser> {
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
    return seller;
  }

  const ask = (seller: TestUser, method = 'GATEWAY') =>
    seller.post('/seller/payouts', { amountCents: AMOUNT, method }, { 'idempotency-key': newId() });

  async function openAccount(seller: TestUser): Promise<string> {
    await seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() });
    const [account] = await app.platform.database.select<{ gatewayAccountId: string }>(
      'SELECT gatewayAccountId FROM payout_accounts WHERE userId = :id',
      { id: seller.id },
    );
    return account?.gatewayAccountId ?? '';
  }

  /** A payout that has been asked for, and has not been sent yet. */
  async function requested(transfers: TransferBehaviour = 'ARRIVE') {
    const seller = await sellerWith(AMOUNT);
    const destination = await openAccount(seller);
    await app.gateway.pages.completeAccount(destination, transfers);
    await app.settle();
    app.clock.advance(48 * HOUR_MS);
    const { body } = await ask(seller);
    const id = String(body.data.id);
    const transfer = (differing: object = {}) => ({
      ...{ id: idAt('tr'), object: 'transfer', amount: AMOUNT, amount_reversed: 0, reversed: false },
      ...{ currency: 'usd', destination, metadata: { payoutAttempt: id }, created: 1_790_000_000 },
      ...differing,
    });
    const read = async () => {
      const [row] = await app.platform.database.select<{ status: string; gatewayTransferId: string | null }>(
        'SELECT status, gatewayTransferId FROM payouts WHERE id = :id',
        { id },
      );
      return {
        transferId: row?.gatewayTransferId,
        status: row?.status,
        clearing: await balance(`payouts:${id}`),
      };
    };
    return { id, seller, transfer, read };
  }

  it.each([
    ['to another account', { destination: 'acct_another' }, /went to acct_another/],
    ['of another amount', { amount: AMOUNT + 1 }, /Expected \$300\.00/],
    ['in another currency', { currency: 'cad' }, /says CAD 300\.00/],
  ])('%s is not the payout', async (_, differing, reason) => {
    const payout = await requested();
    expect(await tell('transfer.created', payout.transfer(differing))).toEqual(parked(reason));
    expect(await payout.read()).toMatchObject({ status: 'REQUESTED', clearing: AMOUNT });
    await app.settle();
    expect(await payout.read()).toMatchObject({ status: 'PAID', clearing: 0 });
  });

  it('told of again changes nothing, and a second one for the payout is not it', async () => {
    const payout = await requested();
    await app.settle();
    const { transferId } = await payout.read();
    const known = payout.transfer({ id: transferId });
    expect(await tell('transfer.created', known)).toMatchObject({ status: 'DONE' });
    expect(await tell('transfer.created', payout.transfer())).toEqual(parked(/belongs to/));
    await app.settle();
    expect(heard.filter((news) => news.endsWith(payout.id))).toEqual([`paid ${payout.id}`]);
    expect(await payout.read()).toMatchObject({ status: 'PAID', clearing: 0 });
  });

  it('of a payout that was given up is booked: its money is not payable again', async () => {
    const payout = await requested('REFUSED');
    await app.settle();
    expect(await payout.read()).toMatchObject({ status: 'FAILED', clearing: 0 });
    expect(await balance(`payable:${payout.seller.id}`)).toBe(AMOUNT);
    expect(await tell('transfer.created', payout.transfer())).toMatchObject({ status: 'DONE' });
    expect(await balance(`payable:${payout.seller.id}`)).toBe(0);
    await app.settle();
    expect(heard.filter((news) => news.endsWith(payout.id))).toEqual([
      `failed ${payout.id}`,
      `paid ${payout.id}`,
    ]);
  });

  it('needs an account, a complete one; the wait for it is not begun anew by later news of it', async () => {
    const seller = await sellerWith(AMOUNT);
    const codeOf = async () => (await ask(seller)).body.code;
    expect(await codeOf()).toBe('payout_account_not_ready');
    const accountId = await openAccount(seller);
    expect(await codeOf()).toBe('payout_account_not_ready');
    const account = (payoutsEnabled: boolean) =>
      tell('account.updated', {
        ...{ id: accountId, object: 'account', details_submitted: true, payouts_enabled: payoutsEnabled },
      });
    await account(true);
    app.clock.advance(47 * HOUR_MS);
    await account(true);
    app.clock.advance(HOUR_MS);
    await account(false);
    expect(await codeOf()).toBe('payout_account_not_ready');
    await account(true);
    expect(await codeOf()).toBeUndefined();
  });

  it('waits anew where the account names another bank account, and not where it names the same', async () => {
    const seller = await sellerWith(AMOUNT);
    const accountId = await openAccount(seller);
    const account = (...goesTo: object[]) =>
      tell('account.updated', {
        ...{ id: accountId, object: 'account', details_submitted: true, payouts_enabled: true },
        external_accounts: { data: goesTo },
      });
    const standingOf = async () => (await seller.get('/seller/payout-account')).body.data.status;
    const [known, other] = [
      { id: 'ba_1', fingerprint: 'known' },
      { id: 'ba_2', fingerprint: 'other' },
    ];
    await account(known);
    app.clock.advance(48 * HOUR_MS);
    await account();
    await account({ ...known, id: 'ba_3' });
    expect(await standingOf()).toBe('READY');
    await account(other);
    expect(await standingOf()).toBe('WAITING');
    expect((await ask(seller)).body.code).toBe('payout_account_not_ready');
    app.clock.advance(47 * HOUR_MS);
    await account(other);
    expect(await standingOf()).toBe('WAITING');
    app.clock.advance(HOUR_MS);
    expect(await standingOf()).toBe('READY');
    await account(other, known);
    expect(await standingOf()).toBe('WAITING');
  });

  it('aside, of ten payouts by wire at once there are as many as there is money for', async () => {
    const seller = await sellerWith(2 * AMOUNT + 1);
    await setBankAccount(seller);
    app.clock.advance(48 * HOUR_MS);
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(seller, 'WIRE')));
    expect(answers.map(({ status, body }) => `${status} ${body.code ?? ''}`.trim()).toSorted()).toEqual([
      ...['201', '201'],
      ...Array<string>(8).fill('409 payout_too_large'),
    ]);
    expect(await balance(`payable:${seller.id}`)).toBe(1);
  });
});

/** A card payment that has brought its money, with what the gateway calls it. */
async function paid() {
  const { id } = await app.modules.payments.start(anOrder('CARD', 'pm_card_visa'));
  await app.settle();
  const [row] = await app.platform.database.select<{ gatewayPaymentId: string }>(
    'SELECT gatewayPaymentId FROM payments WHERE id = :id',
    { id },
  );
  return { id, intentId: row?.gatewayPaymentId ?? '' };
}

describe('a refund', () => {
  const AMOUNT = 5_000;

  /** A refund that has been asked for, and has not been sent yet. */
  async function requested() {
    const payment = await paid();
    const from = `unallocated:${payment.id}`;
    await app.modules.payments.refund({
      ...{ key: `test:${newId()}`, paymentId: payment.id, amountCents: AMOUNT, from, reason: 'Test' },
    });
    const read = async () => {
      const [row] = await app.platform.database.select<{
        id: string;
        status: string;
        gatewayRefundId: string;
      }>('SELECT id, status, gatewayRefundId FROM refunds WHERE paymentId = :id', { id: payment.id });
      return { id: row?.id ?? '', refundId: row?.gatewayRefundId, status: row?.status };
    };
    const { id } = await read();
    const refund = (differing: object = {}) => ({
      ...{ id: idAt('re'), object: 'refund', amount: AMOUNT, currency: 'usd', status: 'succeeded' },
      ...{ payment_intent: payment.intentId, metadata: { refundAttempt: `${id}:1` }, created: 1_790_000_000 },
      ...differing,
    });
    return { ...payment, refundOf: id, read, refund };
  }

  it.each([
    ['of another amount', { amount: AMOUNT - 1 }, /Expected \$50\.00/],
    ['in another currency', { currency: 'cad' }, /Expected usd/],
  ])('%s is not ours', async (_, differing, reason) => {
    const refund = await requested();
    expect(await tell('refund.created', refund.refund(differing))).toEqual(parked(reason));
    expect(await refund.read()).toMatchObject({ status: 'REQUESTED' });
    expect(await balance(`refunds:${refund.refundOf}`)).toBe(AMOUNT);
    await app.settle();
    expect(await refund.read()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('that is done stays done by older news; a second one under its name is not it', async () => {
    const refund = await requested();
    await app.settle();
    const { refundId } = await refund.read();
    const older = refund.refund({ id: refundId, status: 'pending' });
    expect(await tell('refund.updated', older)).toMatchObject({ status: 'DONE' });
    expect(await refund.read()).toMatchObject({ status: 'SUCCEEDED' });
    expect(await tell('refund.created', refund.refund())).toEqual(parked(/belongs to/));
  });

  it('that failed and was wired then: of a try that has paid after all, unbooked, a person hears', async () => {
    const refund = await requested();
    const at = { id: idAt('re') };
    await tell('refund.failed', refund.refund({ ...at, status: 'failed' }));
    expect(await refund.read()).toMatchObject({ status: 'NEEDS_ATTENTION' });
    const admin = await app.make.admin();
    const path = `/admin/refunds/${refund.refundOf}/confirm-wire`;
    expect((await admin.post(path, { reference: `FED${newId()}` })).status).toBe(200);
    const again = await tell('refund.updated', refund.refund({ ...at, status: 'failed' }));
    expect(again).toMatchObject({ status: 'DONE' });
    const news = [refund.refund(at), refund.refund()];
    for (const paidAfterAll of news) {
      expect(await tell('refund.updated', paidAfterAll)).toEqual(parked(/was settled past it as well/));
    }
    await app.settle();
    expect(await refund.read()).toMatchObject({ status: 'SUCCEEDED' });
    expect(await balance(`refunds:${refund.refundOf}`)).toBe(0);
  });

  it('that was given past us is seen', async () => {
    const refund = await requested();
    await app.settle();
    const charge = (given: number) =>
      tell('charge.refunded', {
        ...{ id: idAt('ch'), object: 'charge', amount_refunded: given, payment_intent: refund.intentId },
      });
    expect(await charge(AMOUNT)).toMatchObject({ status: 'DONE' });
    // Until the gateway has told of its refunds, as it is asked to.
    expect(await charge(AMOUNT + 1)).toEqual({
      status: 'RECEIVED',
      reason: expect.stringMatching(
        /\$50\.01 was given back at the gateway, and \$50\.00 is known/,
      ) as string,
    });
  });
});

describe('a card dispute', () => {
  const dispute = (id: string, intentId: string, differing: object = {}) => ({
    ...{ id, object: 'dispute', amount: PRICE_CENTS, currency: 'usd', payment_intent: intentId },
    ...{ reason: 'fraudulent', status: 'needs_response', created: 1_790_000_000 },
    ...differing,
  });
  const disputesOf = (paymentId: string) =>
    app.platform.database.select<{ id: string; status: string; money: string }>(
      'SELECT id, status, money FROM card_disputes WHERE paymentId = :paymentId',
      { paymentId },
    );

  it.each([
    ['of more than the payment', { amount: PRICE_CENTS + 1 }],
    ['of nothing', { amount: 0 }],
    ['in another currency', { currency: 'cad' }],
  ])('%s is not of it', async (_, differing) => {
    const { id, intentId } = await paid();
    const told = dispute(idAt('dp'), intentId, differing);
    expect(await tell('charge.dispute.funds_withdrawn', told)).toEqual(parked(/of the payment is disputed/));
    expect(await disputesOf(id)).toEqual([]);
  });

  it('that changes its amount waits for a person', async () => {
    const { id, intentId } = await paid();
    const disputeId = idAt('dp');
    await tell('charge.dispute.created', dispute(disputeId, intentId));
    const changed = dispute(disputeId, intentId, { amount: PRICE_CENTS - 1 });
    expect(await tell('charge.dispute.funds_withdrawn', changed)).toEqual(parked(/now \$2,499\.99/));
    expect(await disputesOf(id)).toEqual([expect.objectContaining({ money: 'WITH_US' })]);
  });

  it('that was lost may be won after all: the loss is taken back', async () => {
    const before = await balance('expense:chargebacks');
    const { id, intentId } = await paid();
    const disputeId = idAt('dp');
    await tell('charge.dispute.funds_withdrawn', dispute(disputeId, intentId));
    await tell('charge.dispute.closed', dispute(disputeId, intentId, { status: 'lost' }));
    expect(await balance('expense:chargebacks')).toBe(before + PRICE_CENTS);
    await tell('charge.dispute.funds_reinstated', dispute(disputeId, intentId, { status: 'won' }));
    await tell('charge.dispute.closed', dispute(disputeId, intentId, { status: 'lost' }));
    expect(await disputesOf(id)).toEqual([expect.objectContaining({ status: 'WON', money: 'REINSTATED' })]);
    expect(await balance('expense:chargebacks')).toBe(before);
    expect(await app.modules.ledger.findViolations()).toEqual([]);
  });
});
