/**
 * What a refusal of the gateway means to whoever waits, for each thing that people pay or are paid for: theirs to mend is
 * told to them; ours passes, is tried again, and is told to admins only.
 */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { makeListings } from '../../../../tests/support/make-listings';
import type { Fault, StripeStandIn } from '../../../../tests/support/stripe-stand-in';
import { HOUR_MS, MINUTE_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';

let app: TestApp;
let stripe: StripeStandIn;
let make: ReturnType<typeof makeListings>;
let admin: TestUser;

beforeAll(async () => {
  app = await startTestApp();
  if (!app.gateway.standIn) throw new Error('This needs the stand-in of Stripe.');
  stripe = app.gateway.standIn;
  make = makeListings(app);
  admin = await app.make.admin();
});
afterEach(() => stripe.failBy(() => null));
afterAll(async () => {
  await app.settle();
  await app.close();
});

/** Nobody but staff reads these. */
const OURS = /key expired|rate limit|top up|balance_insufficient|api_key/i;
const refused = (status: number, type: string, code: string, message: string): Fault => ({
  ...{ status, error: { type, code, message } },
});

type Case = 'theirs, for good' | 'ours, for good' | 'ours, and passes' | 'nobody’s, and passes';
const FAULTS: Record<Case, Fault> = {
  'theirs, for good': refused(402, 'card_error', 'card_declined', 'Your card was declined.'),
  'ours, for good': refused(401, 'invalid_request_error', 'api_key_expired', 'Key expired.'),
  'ours, and passes': refused(400, 'invalid_request_error', 'balance_insufficient', 'Top up your balance.'),
  'nobody’s, and passes': 'RATE_LIMIT',
};
const CASES = Object.keys(FAULTS) as Case[];

interface Asked {
  by: TestUser;
  /** Asks once more where it is called again: the same key. */
  ask: () => ReturnType<TestUser['post']>;
}
const asking = (by: TestUser, path: string, body: object): Asked => {
  const key = { 'idempotency-key': newId() };
  return { by, ask: () => by.post(path, body, key) };
};

/** A declined card is an answer of Stripe’s, with the payment; whatever else it says is an error. */
const paying = (which: Case) => ({
  method: 'CARD',
  paymentMethodId: which === 'theirs, for good' ? 'pm_card_chargeDeclined' : 'pm_card_visa',
});

const PAID_AT_ONCE: Record<string, (which: Case) => Promise<Asked>> = {
  'a listing fee': async (which) => {
    const { id, seller } = await make.draft();
    return asking(seller, '/credits/listing-fee', { listingId: id, ...paying(which) });
  },
  'a premium fee': async (which) => {
    const { id, seller } = await make.active();
    const { body } = await seller.post(`/listings/${id}/premium-request`, { note: 'The best.' });
    await admin.put(`/admin/premium-requests/${body.data.id}`, { decision: 'APPROVE' });
    return asking(seller, `/listings/${id}/premium-request/payment`, paying(which));
  },
  credits: async (which) =>
    asking(await app.make.buyer(), '/credits/purchase', { credits: 1, ...paying(which) }),
};

const callsTo = async (user: TestUser, kind: string): Promise<number> =>
  ((await user.get('/notifications?limit=100')).body.data as { kind: string }[]).filter(
    (notice) => notice.kind === kind,
  ).length;
const lastPayment = async ({ by }: Asked) => (await by.get('/payments')).body.data[0];
const waitsForUs = async (asked: Asked): Promise<boolean> => {
  const { id } = await lastPayment(asked);
  const stuck = await app.modules.payments.listStuckMoney();
  return stuck.some(({ kind, subject }) => kind === 'PAYMENT_REFUSED_FOR_US' && subject === `payment ${id}`);
};

describe.each(Object.keys(PAID_AT_ONCE))('%s', (what) => {
  test.each(CASES)('refused: %s', async (which) => {
    const asked = await PAID_AT_ONCE[what]?.(which);
    if (!asked) throw new Error(what);
    const fault = which === 'theirs, for good' ? null : FAULTS[which];
    stripe.failBy((operation) => (operation === 'POST /v1/payment_intents' ? fault : null));
    const { status, body } = await asked.ask();
    expect(JSON.stringify(body)).not.toMatch(OURS);
    if (which === 'theirs, for good') {
      expect([200, 201]).toContain(status);
      expect(await lastPayment(asked)).toMatchObject({
        status: 'FAILED',
        failure: { message: expect.stringMatching(/declined/i) as string },
      });
      await app.settle();
      expect(await waitsForUs(asked)).toBe(false);
      return;
    }
    expect([200, 201, 503]).toContain(status);
    if (status === 503) expect(body.code).toBe('payment_gateway_unavailable');
    expect(await lastPayment(asked)).toMatchObject({ status: 'STARTED', failure: null });
    expect(await waitsForUs(asked)).toBe(true);
    await app.later(MINUTE_MS);
    expect(await callsTo(asked.by, 'PAYMENT_FAILED')).toBe(0);
    stripe.failBy(() => null);
    await app.later(16 * MINUTE_MS);
    expect(await lastPayment(asked)).toMatchObject({ status: 'SUCCEEDED', failure: null });
    expect(await app.gateway.intentsOf((await lastPayment(asked)).id)).toHaveLength(1);
    expect(await waitsForUs(asked)).toBe(false);
  });
});

test('admins are called where it is ours, and not for a card that was declined', async () => {
  expect(await callsTo(admin, 'PAYMENT_IN_TROUBLE')).toBeGreaterThan(0);
  const before = await callsTo(admin, 'PAYMENT_IN_TROUBLE');
  await app.later(25 * HOUR_MS);
  const asked = await PAID_AT_ONCE['credits']?.('theirs, for good');
  await asked?.ask();
  await app.settle();
  expect(await callsTo(admin, 'PAYMENT_IN_TROUBLE')).toBe(before);
});

describe('a subscription', () => {
  const subscribed = async () => {
    const by = await app.make.buyer();
    const { body } = await by.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
    expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
    await app.settle();
    return asking(by, '/credits/change-subscription', { plan: 'PROFESSIONAL', interval: 'MONTH' });
  };
  const begun = async () =>
    asking(await app.make.buyer(), '/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });

  describe.each([
    ['begun', begun, 'POST /v1/checkout/sessions'],
    ['changed', subscribed, 'POST /v1/subscriptions/'],
  ])('that is %s', (_, prepare, path) => {
    test.each(CASES)('refused: %s', async (which) => {
      const { ask } = await prepare();
      stripe.failBy((operation) => (operation.startsWith(path) ? FAULTS[which] : null));
      const { status, body } = await ask();
      expect(JSON.stringify(body)).not.toMatch(OURS);
      if (which === 'theirs, for good') {
        expect([status, body.code]).toEqual([402, 'payment_gateway_refused']);
        expect(body.detail).toContain('Your card was declined.');
      } else {
        expect([status, body.code]).toEqual([503, 'payment_gateway_unavailable']);
        stripe.failBy(() => null);
        expect((await ask()).status).toBeLessThan(300);
      }
    });
  });
});

describe('a payout', () => {
  const AMOUNT = 30_000;
  const WHOSE: Record<Case, Fault> = {
    ...FAULTS,
    'theirs, for good': refused(400, 'invalid_request_error', 'account_invalid', 'The account was closed.'),
  };

  test.each(CASES)('refused: %s', async (which) => {
    const by = await app.make.seller();
    await app.modules.ledger.post([
      {
        ...{ id: `test:${by.id}`, debit: 'bank:wire', credit: `payable:${by.id}`, amount: AMOUNT },
        ...{ unit: 'USD', reason: 'Earned', subject: { type: 'test', id: by.id } },
      },
    ]);
    await by.post('/seller/payout-account', {}, { 'idempotency-key': newId() });
    const [account] = await app.platform.database.select<{ gatewayAccountId: string }>(
      'SELECT gatewayAccountId FROM payout_accounts WHERE userId = :id',
      { id: by.id },
    );
    await app.gateway.pages.completeAccount(account?.gatewayAccountId ?? '', 'ARRIVE');
    await app.settle();
    await app.later(49 * HOUR_MS);
    stripe.failBy((operation) => (operation === 'POST /v1/transfers' ? WHOSE[which] : null));
    const asked = await by.post(
      '/seller/payouts',
      { amountCents: AMOUNT, method: 'GATEWAY' },
      { 'idempotency-key': newId() },
    );
    expect(asked.status).toBe(201);
    await app.settle();
    const read = async () => (await by.get('/seller/payouts')).body.data[0];
    expect(JSON.stringify(await read())).not.toMatch(OURS);
    if (which === 'theirs, for good') {
      expect(await read()).toMatchObject({ status: 'FAILED', failureReason: 'The account was closed.' });
      expect(await app.modules.ledger.balance(`payable:${by.id}`)).toBe(AMOUNT);
      expect(await callsTo(by, 'PAYOUT_FAILED')).toBe(1);
      return;
    }
    expect(await read()).toMatchObject({ status: 'REQUESTED' });
    expect(await callsTo(by, 'PAYOUT_FAILED')).toBe(0);
    stripe.failBy(() => null);
    await app.later(2 * HOUR_MS);
    expect(await read()).toMatchObject({ status: 'PAID' });
  });
});
