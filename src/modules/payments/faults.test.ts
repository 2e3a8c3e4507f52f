/** Refunds and payouts through a network and a process that fail at every step: none twice, none lost. */
import { type GatewayApp, startGatewayApp } from '../../../tests/support/make-gateway';
import { anOrder, PRICE_CENTS } from '../../../tests/support/make-payments';
import { chosenSeed, seededChance } from '../../../tests/support/seeded';
import type { Fault } from '../../../tests/support/stripe-stand-in';
import { sized } from '../../../tests/support/size';
import { HOUR_MS } from '../../platform/kernel/clock';
import { armCrash } from '../../platform/kernel/crash';
import { newId } from '../../platform/kernel/ids';

const LONG_MS = 900_000;
const FAULTS: Fault[] = ['RESET', 'DROP', 'ERROR_500', 'RATE_LIMIT'];
const CRASH_POINTS = [
  'payments.before_refund_call',
  'payments.after_refund_call',
  'payments.before_payout_call',
  'payments.after_payout_call',
  'payments.after_event_written',
  'payments.before_event_commit',
];
const REFUNDS = sized(250, 30);
const PAYOUTS = sized(250, 30);
const PART_CENTS = 1_000;

let world: GatewayApp;
const killForReal = process.kill.bind(process);

beforeAll(async () => {
  world = await startGatewayApp('stripe');
});
afterAll(async () => {
  armCrash(undefined);
  process.kill = killForReal;
  await world.close();
});

/** What dies here is the work in hand, whose unit is undone, as it would be with the process. */
function dieSoftly(): void {
  process.kill = () => {
    throw new Error('The process died here.');
  };
}

async function refundInParts(count: number): Promise<void> {
  const perPayment = PRICE_CENTS / PART_CENTS;
  for (let done = 0; done < count; done += perPayment) {
    const { id } = await world.app.modules.payments.start(anOrder('CARD', 'pm_card_visa'));
    for (let part = 0; part < Math.min(perPayment, count - done); part += 1) {
      await world.app.modules.payments.refund({
        key: `test:${newId()}`,
        paymentId: id,
        amountCents: PART_CENTS,
        from: `unallocated:${id}`,
        reason: 'Test',
      });
    }
  }
}

async function payOutInParts(count: number): Promise<string> {
  const { app } = world;
  const seller = await app.make.seller();
  await app.modules.ledger.post([
    {
      id: `test:${seller.id}:earned`,
      debit: 'bank:wire',
      credit: `payable:${seller.id}`,
      amount: count * PART_CENTS,
      unit: 'USD',
      reason: 'Earned',
      subject: { type: 'test', id: seller.id },
    },
  ]);
  await seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() });
  const [account] = world.stripe?.world.all('account') ?? [];
  await world.completeAccount(account?.id ?? '');
  await world.settle();
  app.clock.advance(48 * HOUR_MS);
  const { email, password } = seller;
  const login = await app.anonymous.post('/auth/login', { email, password });
  const client = app.withToken(String(login.body.data.accessToken));
  for (let asked = 0; asked < count; asked += 1) {
    const answer = await client.post(
      '/seller/payouts',
      { amountCents: PART_CENTS },
      { 'idempotency-key': newId() },
    );
    expect(answer.status).toBe(201);
  }
  return seller.id;
}

it(
  'five hundred of them are each done once',
  async () => {
    const chance = seededChance(chosenSeed());
    const sellerId = await payOutInParts(PAYOUTS);
    await refundInParts(REFUNDS);

    dieSoftly();
    world.stripe?.failBy(() => (chance.next() < 0.3 ? chance.pick(FAULTS) : null));
    for (let round = 0; round < 12; round += 1) {
      armCrash(chance.next() < 0.5 ? chance.pick(CRASH_POINTS) : undefined);
      const events = world.stripe?.world;
      if (events) events.pending = chance.shuffle([...events.pending, ...events.pending.slice(0, 20)]);
      await world.settle().catch(() => undefined);
      world.app.clock.advance(HOUR_MS / 2);
    }
    armCrash(undefined);
    world.stripe?.failBy(() => null);
    for (let round = 0; round < 4; round += 1) {
      world.app.clock.advance(HOUR_MS);
      await world.settle();
    }

    const count = async (table: string, status: string) => {
      const [row] = await world.app.platform.database.select<{ total: number }>(
        `SELECT COUNT(*) AS total FROM ${table} WHERE status = :status`,
        { status },
      );
      return Number(row?.total);
    };
    expect([await count('refunds', 'SUCCEEDED'), await count('payouts', 'PAID')]).toEqual([REFUNDS, PAYOUTS]);
    const there = (object: string, name: string) => {
      const all = world.stripe?.world.all(object) ?? [];
      return [all.length, new Set(all.map(({ metadata }) => metadata[name])).size];
    };
    expect(there('refund', 'refundAttempt')).toEqual([REFUNDS, REFUNDS]);
    expect(there('transfer', 'payoutAttempt')).toEqual([PAYOUTS, PAYOUTS]);
    expect(await world.app.modules.ledger.balance(`payable:${sellerId}`)).toBe(0);
    expect(await world.app.modules.payments.findViolations()).toEqual([]);
    const books = await world.app.modules.ledger.findViolations();
    expect(books.filter(({ check }) => check !== 'ledger.clearing_overdue')).toEqual([]);
  },
  LONG_MS,
);
