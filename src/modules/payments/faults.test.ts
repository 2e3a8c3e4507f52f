/** Payments, refunds and payouts where the network fails and the work breaks off at every step: none twice, none lost. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { findCrashPoints } from '../../../tests/support/crash-points';
import { anOrder, PRICE_CENTS } from '../../../tests/support/make-payments';
import { chosenSeed, seededChance } from '../../../tests/support/seeded';
import { sized } from '../../../tests/support/size';
import type { Fault, StripeStandIn } from '../../../tests/support/stripe-stand-in';
import { HOUR_MS } from '../../platform/kernel/clock';
import { armCrash } from '../../platform/kernel/crash';
import { newId } from '../../platform/kernel/ids';

const LONG_MS = 900_000;
const FAULTS: Fault[] = ['RESET', 'DROP', 'ERROR_500', 'RATE_LIMIT'];
const FAULT_RATE = 0.3;
const POINTS = ['gateway', 'payments', 'payouts']
  .flatMap((name) => findCrashPoints(`modules/${name}`))
  .toSorted();
const REFUNDS = sized(250, 30);
const PAYOUTS = sized(250, 30);
const PART_CENTS = 1_000;

let app: TestApp;
let stripe: StripeStandIn;

beforeAll(async () => {
  app = await startTestApp();
  if (!app.gateway.standIn) throw new Error('Faults need the stand-in of Stripe.');
  stripe = app.gateway.standIn;
});
afterEach(() => {
  armCrash(undefined);
});
afterAll(() => app.close());

/**
 * What dies is the work in hand, whose unit is undone as it would be with the process. So a point kills all that come to
 * it for as long as it is armed, which a real death (tests/races/money-crash.test.ts) does once.
 */
function armDeathOfWork(point: string | null, deaths: Set<string>): void {
  armCrash(point ?? undefined, () => {
    deaths.add(point ?? '');
    throw new Error('The process died here.');
  });
}

const refund = (paymentId: string) =>
  app.modules.payments.refund({
    key: `test:${newId()}`,
    paymentId,
    amountCents: PART_CENTS,
    from: `unallocated:${paymentId}`,
    reason: 'Test',
  });

/** So many parts of a payment can be given back. */
const PARTS = PRICE_CENTS / PART_CENTS;

async function payableSeller(): Promise<TestUser> {
  const seller = await app.make.seller();
  await app.modules.ledger.post([
    {
      id: `test:${seller.id}:earned`,
      debit: 'bank:wire',
      credit: `payable:${seller.id}`,
      amount: PAYOUTS * PART_CENTS,
      unit: 'USD',
      reason: 'Earned',
      subject: { type: 'test', id: seller.id },
    },
  ]);
  await seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() });
  const account = stripe.world.all('account').at(-1);
  await app.gateway.pages.completeAccount(account?.id ?? '');
  await app.settle();
  app.clock.advance(48 * HOUR_MS);
  return seller;
}

async function payOut(seller: TestUser, count: number): Promise<void> {
  for (let asked = 0; asked < count; asked += 1) {
    const key = { 'idempotency-key': newId() };
    const answer = await seller.post('/seller/payouts', { amountCents: PART_CENTS }, key);
    expect(answer.status).toBe(201);
  }
}

const countOf = async (table: string, status: string): Promise<number> => {
  const [row] = await app.platform.database.select<{ total: number }>(
    `SELECT COUNT(*) AS total FROM ${table} WHERE status = :status`,
    { status },
  );
  return Number(row?.total);
};

/** How many there are at the gateway, and how many of them have a reference of their own. */
const there = (object: string, reference: string): number[] => {
  const all = stripe.world.all(object);
  return [all.length, new Set(all.map(({ metadata }) => metadata[reference])).size];
};

it(
  'refunds and payouts are each done once, whatever dies',
  async () => {
    expect(POINTS).toContain('payouts.after_gateway_call');
    const chance = seededChance(chosenSeed());
    const seller = await payableSeller();
    const payments: string[] = [];
    for (let parts = 0; parts < REFUNDS; parts += PARTS) {
      payments.push((await app.modules.payments.start(anOrder('CARD', 'pm_card_visa'))).id);
    }

    const deaths = new Set<string>();
    stripe.failBy(() => (chance.next() < FAULT_RATE ? chance.pick(FAULTS) : null));
    // Each point once, then each once more in another order, and quiet rounds in between.
    const rounds = [...chance.shuffle(POINTS), ...chance.shuffle([...POINTS, null, null, null, null])];
    const orders = rounds.map(() => anOrder('CARD', 'pm_card_visa'));
    const share = (total: number, nth: number) =>
      Math.floor((total * (nth + 1)) / rounds.length) - Math.floor((total * nth) / rounds.length);
    let refunded = 0;
    for (const [nth, point] of rounds.entries()) {
      for (let part = 0; part < share(REFUNDS, nth); part += 1, refunded += 1) {
        await refund(payments[Math.floor(refunded / PARTS)] ?? '');
      }
      await payOut(seller, share(PAYOUTS, nth));
      armDeathOfWork(point, deaths);
      // Whoever pays tries again in the next rounds.
      for (const order of orders.slice(0, nth + 1)) {
        await app.modules.payments.start(order).catch(() => undefined);
      }
      const { world } = stripe;
      world.pending = chance.shuffle([...world.pending, ...world.pending.slice(0, 20)]);
      await app.settle().catch(() => undefined);
      app.clock.advance(HOUR_MS / 2);
    }
    armCrash(undefined);
    stripe.failBy(() => null);
    for (const order of orders) await app.modules.payments.start(order).catch(() => undefined);
    for (let round = 0; round < 4; round += 1) {
      await app.later(HOUR_MS);
    }

    expect([...deaths].toSorted()).toEqual(POINTS);
    expect([await countOf('refunds', 'SUCCEEDED'), await countOf('payouts', 'PAID')]).toEqual([
      REFUNDS,
      PAYOUTS,
    ]);
    expect(there('refund', 'refundAttempt')).toEqual([REFUNDS, REFUNDS]);
    expect(there('transfer', 'payoutAttempt')).toEqual([PAYOUTS, PAYOUTS]);
    const paid = payments.length + orders.length;
    expect(there('payment_intent', 'paymentId')).toEqual([paid, paid]);
    expect(await countOf('payments', 'SUCCEEDED')).toBe(paid);
    expect(await app.modules.ledger.balance(`payable:${seller.id}`)).toBe(0);
    expect(await app.modules.payments.findViolations()).toEqual([]);
    const books = await app.modules.ledger.findViolations();
    expect(books.filter(({ check }) => check !== 'ledger.clearing_overdue')).toEqual([]);
  },
  LONG_MS,
);

describe('one of each', () => {
  /** A refund and a payout, or one of them, that have been asked for and not been sent yet. */
  async function asked(wanted: ('refund' | 'payout')[]) {
    const seller = await payableSeller();
    const { id } = await app.modules.payments.start(anOrder('CARD', 'pm_card_visa'));
    await app.settle();
    const before = [there('refund', 'refundAttempt')[0] ?? 0, there('transfer', 'payoutAttempt')[0] ?? 0];
    if (wanted.includes('refund')) await refund(id);
    if (wanted.includes('payout')) await payOut(seller, 1);
    return { made: () => madeSince(before) };
  }

  const madeSince = ([refunds = 0, transfers = 0]: number[]): number[] => [
    (there('refund', 'refundAttempt')[0] ?? 0) - refunds,
    (there('transfer', 'payoutAttempt')[0] ?? 0) - transfers,
  ];

  it('whose answer was lost is found again, also when the gateway has forgotten the key', async () => {
    const { made } = await asked(['refund', 'payout']);
    stripe.failBy((operation) => (/^POST .*(refunds|transfers)$/.test(operation) ? 'DROP' : null));
    await app.platform.queue.runDue();
    expect(made()).toEqual([1, 1]);
    // Nor is there any news of it.
    await app.gateway.loseNews();
    stripe.failBy(() => 'ERROR_500');
    await app.later(26 * HOUR_MS);
    stripe.failBy(() => null);
    await app.later(2 * HOUR_MS);
    expect(made()).toEqual([1, 1]);
    expect(await app.modules.payments.findViolations()).toEqual([]);
  });

  it('payment, sent again after a silence by a process that dies with the answer, is made once', async () => {
    const order = anOrder('CARD', 'pm_card_visa');
    const intents = () => stripe.world.all('payment_intent').length;
    const before = intents();
    stripe.failBy((operation) => (operation.startsWith('POST') ? 'RESET' : null));
    await expect(app.modules.payments.start(order)).rejects.toThrow();
    stripe.failBy(() => null);
    expect(intents()).toBe(before);
    app.clock.advance(HOUR_MS / 2);
    armDeathOfWork('payments.after_gateway_call', new Set());
    await expect(app.modules.payments.start(order)).rejects.toThrow('The process died here.');
    armCrash(undefined);
    // The poller asks before the gateway finds what it has just made, and no news of it comes.
    await app.gateway.loseNews();
    await app.settle();
    await app.later(HOUR_MS);
    expect(intents()).toBe(before + 1);
    await expect(app.modules.payments.start(order)).rejects.toThrow(/paid already/);
    expect(await app.modules.payments.findViolations()).toEqual([]);
  });

  it.each([
    ['refund', [1, 0]],
    ['payout', [0, 1]],
  ] as const)(
    '%s, sent by the job and by the poller in the same moment, is sent once',
    async (kind, once) => {
      const { made } = await asked([kind]);
      app.clock.advance(2 * HOUR_MS);
      // Long enough for either to have looked before the other has sent.
      stripe.delayBy(200);
      await app.settle();
      stripe.delayBy(0);
      expect(made()).toEqual(once);
      expect(await app.modules.payments.findViolations()).toEqual([]);
    },
  );
});
