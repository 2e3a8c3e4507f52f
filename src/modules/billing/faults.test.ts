/** What a user does with money ends the same, whatever Stripe loses, repeats, reorders or refuses. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { anOrder } from '../../../tests/support/make-payments';
import { chosenSeed, seededChance } from '../../../tests/support/seeded';
import { todaysPart } from '../../../tests/support/size';
import type { NetworkFault, StripeStandIn } from '../../../tests/support/stripe-stand-in';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';

const FAULTS: NetworkFault[] = ['RESET', 'DROP', 'ERROR_500', 'RATE_LIMIT'];
const TRIES = 20;

let app: TestApp;
let stripe: StripeStandIn;
const chance = seededChance(chosenSeed());

beforeAll(async () => {
  app = await startTestApp();
  if (!app.gateway.standIn) throw new Error('Faults need the stand-in of Stripe.');
  stripe = app.gateway.standIn;
});
afterEach(() => {
  stripe.failBy(() => null);
  stripe.delayBy(0);
  stripe.world.mix = (events) => events;
});
afterAll(() => app.close());

/** Months differ in length, and so does the rest of one. */
async function waitForMarch(): Promise<void> {
  const year = new Date(app.clock.now()).getUTCFullYear() + 1;
  await app.later(Date.UTC(year, 2, 1) - app.clock.now());
}

/** Gives what waits for a retry its retry. */
async function waitOut(): Promise<void> {
  for (let hour = 0; hour < 5; hour += 1) await app.later(HOUR_MS);
}

/** Like a patient client: the same request with the same key until the answer is final. */
async function insist(user: TestUser, path: string, body: object) {
  const headers = { 'idempotency-key': newId() };
  for (let tries = 1; ; tries += 1) {
    const answer = await user.post(path, body, headers);
    if (answer.status < 500) return answer;
    expect([answer.body.code, tries]).toEqual(['payment_gateway_unavailable', tries]);
    if (tries === TRIES) throw new Error(`${path} was never answered.`);
  }
}

/** Subscribes, buys, upgrades, is declined, cancels, is paid out and refunded; returns the final state. */
async function live(): Promise<object> {
  await waitForMarch();
  const user = await app.make.seller();
  const opened = await insist(user, '/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
  expect(await app.gateway.pages.payCheckout(opened.body.data.checkoutUrl)).toBe(true);
  const card = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
  const debit = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
  await insist(user, '/credits/purchase', { credits: 2, ...card });
  await insist(user, '/credits/purchase', { credits: 1, ...debit });
  await insist(user, '/credits/purchase', { credits: 9, ...card, paymentMethodId: 'pm_card_chargeDeclined' });
  const paidBackId = await payAndGiveBack(user);
  await earnAndPayOut(user);
  await app.later(13 * DAY_MS);
  await insist(user, '/credits/change-subscription', { plan: 'ENTERPRISE', interval: 'MONTH' });
  await waitOut();
  await insist(user, '/credits/cancel-subscription', { atPeriodEnd: true });
  await app.later(17 * DAY_MS);
  await waitOut();
  const anew = await insist(user, '/credits/subscribe', { plan: 'STARTER', interval: 'YEAR' });
  expect(await app.gateway.pages.payCheckout(anew.body.data.checkoutUrl)).toBe(true);
  await waitOut();
  expect((await insist(user, '/credits/cancel-subscription', { atPeriodEnd: false })).status).toBe(200);
  await waitOut();
  return standingOf(user, paidBackId);
}

async function payAndGiveBack(user: TestUser): Promise<string> {
  const order = { ...anOrder('CARD', 'pm_card_visa'), payerId: user.id };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const payment = await app.modules.payments.start(order).catch(() => null);
    if (!payment) continue;
    const refund = { key: newId(), paymentId: payment.id, from: `unallocated:${payment.id}`, reason: 'Test' };
    await app.modules.payments.refund({ ...refund, amountCents: payment.amountCents });
    return payment.id;
  }
  throw new Error('The payment was never answered.');
}

async function earnAndPayOut(user: TestUser): Promise<void> {
  await app.modules.ledger.post([
    {
      ...{ id: `test:${user.id}:earned`, debit: 'bank:wire', credit: `payable:${user.id}`, amount: 5_000 },
      ...{ unit: 'USD', reason: 'Earned', subject: { type: 'test', id: user.id } },
    },
  ]);
  await insist(user, '/seller/payout-account', {});
  const [row] = await app.platform.database.select<{ gatewayAccountId: string }>(
    'SELECT gatewayAccountId FROM payout_accounts WHERE userId = :id',
    { id: user.id },
  );
  await app.gateway.pages.completeAccount(row?.gatewayAccountId ?? '');
  // The seller looks whether it is ready, which asks Stripe in case its event was lost.
  await user.get('/seller/payout-account');
  await waitOut();
  await app.later(2 * DAY_MS);
  expect((await insist(user, '/seller/payouts', { amountCents: 3_000 })).status).toBe(201);
  await waitOut();
}

async function standingOf(user: TestUser, paidBackId: string): Promise<object> {
  const list = async (path: string) => (await user.get(path)).body.data as Record<string, unknown>[];
  const subscription = (await user.get('/credits/subscription')).body.data;
  const there = (object: string) =>
    stripe.world.all(object).filter(({ metadata }) => metadata.reference === user.id).length;
  return {
    subscription: [subscription.status, subscription.plan, subscription.endReason, subscription.due],
    credits: await app.modules.billing.creditBalance(user.id),
    // To the dollar: the rest of a period is charged by the second.
    invoices: (await list('/payments/invoices')).map(({ plan, amountCents, credits }) => [
      plan,
      Math.round(Number(amountCents) / 100),
      credits,
    ]),
    payments: (await list('/payments')).map(({ status, amountCents }) => [status, amountCents]),
    payouts: (await list('/seller/payouts')).map(({ status, amountCents }) => [status, amountCents]),
    payable: await app.modules.ledger.balance(`payable:${user.id}`),
    refundable: await app.modules.payments.refundable(paidBackId),
    customers: there('customer'),
    accounts: there('account'),
  };
}

let calm: object;

it('without faults', async () => {
  calm = await live();
  expect(calm).toMatchObject({
    subscription: ['ENDED', 'STARTER', 'CANCELLED', null],
    payouts: [['PAID', 3_000]],
    payable: 2_000,
    refundable: 0,
    customers: 1,
    accounts: 1,
  });
  expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
});

interface Condition {
  name: string;
  begin(): void;
  /** What has to hold afterwards, beside what always has. */
  check?(): void;
}

/** Twice, because the library itself retries once when a connection is closed. */
function failingTwice(fault: NetworkFault): Condition {
  const tries = new Map<string, number>();
  return {
    name: `when the first two tries of every call end in ${fault}`,
    begin: () =>
      stripe.failBy((operation) => {
        const count = (tries.get(operation) ?? 0) + 1;
        tries.set(operation, count);
        return count > 2 ? null : fault;
      }),
    check: () => expect(tries.size).toBeGreaterThan(15),
  };
}

const CONDITIONS: Condition[] = [
  ...FAULTS.map(failingTwice),
  {
    name: 'when answers are slow, and events arrive twice and in any order',
    begin() {
      stripe.delayBy(20);
      stripe.world.mix = (events) => chance.shuffle([...events, ...events]);
    },
  },
  {
    name: 'when no event ever arrives',
    begin() {
      stripe.world.mix = () => [];
    },
  },
];

it.each(todaysPart(CONDITIONS, 3))('$name', async ({ begin, check }) => {
  begin();
  expect(await live()).toEqual(calm);
  check?.();
  stripe.failBy(() => null);
  expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
});

it('when all of that happens together', async () => {
  stripe.delayBy(5);
  stripe.failBy(() => (chance.next() < 0.3 ? chance.pick(FAULTS) : null));
  stripe.world.mix = (events) => chance.shuffle([...events, ...events.filter(() => chance.next() < 0.3)]);
  expect(await live()).toEqual(calm);
  stripe.failBy(() => null);
  await waitOut();
  expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
});
