/** Whatever the order and the number of copies in which news comes, it ends in one state and one ledger. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import {
  disputeEvent,
  intentEvent,
  PRICE_CENTS,
  sendWebhook,
  paymentState,
  startDebit,
} from '../../../tests/support/make-payments';
import { chosenSeed, seededChance } from '../../../tests/support/seeded';
import { sized } from '../../../tests/support/size';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { paymentSucceeded } from './index';

const LONG_MS = 900_000;
const ORDERS = sized(500, 12);
const EVENTS = sized(100, 4);
const COPIES = sized(50, 20);
/** Whose copies are on their way side by side. */
const EVENTS_AT_ONCE = 2;

let app: TestApp;
const heard = new Map<string, number>();

beforeAll(async () => {
  app = await startTestApp();
  app.platform.events.on(paymentSucceeded, 'test', { runs: 'unit' }, ({ paymentId }) => {
    heard.set(paymentId, (heard.get(paymentId) ?? 0) + 1);
    return Promise.resolve();
  });
});
afterAll(() => app.close());

/** Everything that is told of a payment that fails, is canceled, is paid after all, is disputed and lost. */
function eventsOf(intentId: string) {
  const disputeId = `dp_${newId().replaceAll('-', '')}`;
  const disputed = (type: string, status: string) => disputeEvent(type, disputeId, intentId, status);
  return [
    intentEvent({ intentId, status: 'processing' }),
    intentEvent({ intentId, status: 'requires_payment_method' }),
    intentEvent({ intentId, status: 'canceled' }),
    intentEvent({ intentId, status: 'succeeded' }),
    disputed('created', 'needs_response'),
    disputed('funds_withdrawn', 'needs_response'),
    disputed('closed', 'lost'),
  ];
}

it(
  'any order of the events of one payment end in one state and one ledger',
  async () => {
    const chance = seededChance(chosenSeed());
    const ids: string[] = [];
    for (let round = 0; round < ORDERS; round += 1) {
      const payment = await startDebit(app);
      ids.push(payment.id);
      for (const event of chance.shuffle(eventsOf(payment.intentId))) await sendWebhook(app, event);
    }
    // A dispute that came before the payment's success waits, and is taken up again.
    for (let round = 0; round < 8; round += 1) {
      await app.later(6 * MINUTE_MS);
    }
    const ends = new Set<string>();
    for (const id of ids) {
      const [dispute] = await app.platform.database.select<{ id: string; status: string; money: string }>(
        'SELECT id, status, money FROM card_disputes WHERE paymentId = :id',
        { id },
      );
      const disputedCents = await app.modules.ledger.balance(`disputes:${dispute?.id}`);
      const { status, money } = dispute ?? {};
      ends.add(
        JSON.stringify({ ...(await paymentState(app, id)), dispute: { status, money, disputedCents } }),
      );
    }
    expect([...ends]).toEqual([
      JSON.stringify({
        status: 'SUCCEEDED',
        late: false,
        unallocatedCents: PRICE_CENTS,
        dispute: { status: 'LOST', money: 'LOST', disputedCents: 0 },
      }),
    ]);
    expect(ids.filter((id) => heard.get(id) !== 1)).toEqual([]);
    expect(await app.modules.ledger.balance('expense:chargebacks')).toBe(ORDERS * PRICE_CENTS);
    expect(await app.modules.ledger.findViolations()).toEqual([]);
  },
  LONG_MS,
);

it(
  'events in many copies each, at once, have one effect each',
  async () => {
    const payments = [];
    for (let count = 0; count < EVENTS; count += 1) payments.push(await startDebit(app));
    const chance = seededChance(chosenSeed());
    for (let from = 0; from < EVENTS; from += EVENTS_AT_ONCE) {
      const events = payments
        .slice(from, from + EVENTS_AT_ONCE)
        .map(({ intentId }) => intentEvent({ intentId, status: 'succeeded' }));
      const copies = chance.shuffle(events.flatMap((event) => Array.from({ length: COPIES }, () => event)));
      const answers = await Promise.all(copies.map((event) => sendWebhook(app, event)));
      expect(answers.map(({ status }) => status)).toEqual(copies.map(() => 200));
    }
    await app.settle();
    for (const { id } of payments) {
      expect(await paymentState(app, id)).toMatchObject({
        status: 'SUCCEEDED',
        unallocatedCents: PRICE_CENTS,
      });
      expect(heard.get(id)).toBe(1);
    }
  },
  LONG_MS,
);
