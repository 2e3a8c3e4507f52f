/**
 * Stuck money × the verbs that end it: each kind is caused for real, is on the list with what to do, and is ended by that;
 * then it is off the list, whoever it concerns is told the truth, and the books are right.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { TestUser } from '../../../tests/support/app';
import { disputeEvent, intentEvent, sendWebhook, setBankAccount } from '../../../tests/support/make-payments';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { GatewayRefusal, type GatewayRefund } from '../gateway';

const REASON = 'Looked up at the bank and at the gateway.';
const CARD = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
const SUM = 1_000_000;

let world: DealWorld;
beforeAll(async () => {
  world = await startDealWorld({ TWO_ADMIN_LIMIT_CENTS: '10000000000' });
});
afterAll(() => world.close());

interface Stuck {
  /** As the list names it. */
  subject: string;
  /** The admins of whom each says it, one after the other; the answer of the last. */
  end(): Promise<string>;
  /** What is so afterwards. */
  truth?(): Promise<void>;
}

const balance = (account: string) => world.app.modules.ledger.balance(account);
const atGateway = () => balance(`gateway:${world.app.gateway.name}`);
const lost = () => balance('expense:chargebacks');
const pathOf = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;
const say = (path: string, body: object = {}) => codeOf(world.admin.post(path, { ...body, reason: REASON }));
async function sayBoth(path: string, body: object): Promise<string> {
  await say(path, body);
  return codeOf(world.secondAdmin.post(path, { ...body, reason: REASON }));
}
async function one<Row extends object>(sql: string, id: string): Promise<Row> {
  const [row] = await world.app.platform.database.select<Row>(sql, { id });
  if (!row) throw new Error(`Nothing found: ${sql}`);
  return row;
}
const idAt = (prefix: string) => `${prefix}_${newId().replaceAll('-', '')}`;

async function listed(subject: string) {
  const { body } = await succeed(world.admin.get('/admin/money/stuck'));
  return (body.data as { kind: string; subject: string; whatToDo: string }[]).filter(
    (each) => each.subject === subject,
  );
}

/** The gateway refuses every refund until it is told to give them again. */
function refuseRefunds(code: string): () => void {
  const gateway = world.app.modules.gateway.gateways.forNewMoney;
  if (!gateway) throw new Error('No gateway takes new money.');
  const { createRefund } = gateway;
  gateway.createRefund = () => Promise.reject(new GatewayRefusal(code, 'Not now.'));
  return () => {
    gateway.createRefund = createRefund;
  };
}

/** Taken by the gateway for a payment that says to be ours and is not. */
async function takenForNobody(): Promise<string> {
  const taken = await world.app.modules.gateway.gateways.forNewMoney?.createPayment({
    ...{ idempotencyKey: newId(), reference: newId(), returnUrl: 'https://example.com' },
    ...{ amountCents: SUM, currency: 'usd', method: 'CARD', paymentMethodId: CARD.paymentMethodId },
    ...{ payerId: newId(), description: 'A test' },
  });
  await world.app.settle();
  const { eventId } = await one<{ eventId: string }>(
    `SELECT eventId FROM webhook_events WHERE objectId = :id AND type = 'payment_intent.succeeded'`,
    taken?.id ?? '',
  );
  return eventId;
}
const bookPath = (eventId: string) => `/admin/webhooks/${world.app.gateway.name}/${eventId}/book`;

/** Of it, which the gateway did not give back when it was asked to. */
async function returnRefused(as: 'RETURN' | 'LOSS'): Promise<Stuck> {
  const [before, wereLost] = [await atGateway(), await lost()];
  const eventId = await takenForNobody();
  const giveAgain = refuseRefunds('charge_disputed');
  expect(await sayBoth(bookPath(eventId), { as: 'RETURN' })).toBe('200');
  await world.later(HOUR_MS);
  giveAgain();
  // The last word has its day.
  expect(await say(bookPath(eventId), { as: 'LOSS' })).toBe('409 event_not_parked');
  await world.later(DAY_MS);
  expect(await say(bookPath(eventId), { as: 'ASSIGN' })).toBe('200');
  return {
    subject: `event ${eventId}`,
    end: () => sayBoth(bookPath(eventId), { as }),
    async truth() {
      const kept = as === 'LOSS' ? SUM : 0;
      expect([await atGateway(), await lost()]).toEqual([before + kept, wereLost - kept]);
      expect(await say(bookPath(eventId), { as })).toBe('409 event_not_parked');
    },
  };
}

async function deposited(how: object = CARD): Promise<MadeDeal & { paymentId: string; intentId: string }> {
  const deal = await world.at('SIGNED');
  const { body } = await succeed(deal.buyer.post(pathOf(deal, '/deposit'), how));
  const { id: paymentId, amountCents } = body.data.payment as { id: string; amountCents: number };
  if (how !== CARD && (how as { method: string }).method === 'WIRE') {
    const wire = { amountCents, reference: `W ${deal.id}` };
    await succeed(world.admin.post(pathOf(deal, `/admin/verify-deposit/${paymentId}`), wire));
  }
  await world.app.settle();
  const { intentId } = await one<{ intentId: string }>(
    'SELECT gatewayPaymentId AS intentId FROM payments WHERE id = :id',
    paymentId,
  );
  return { ...deal, paymentId, intentId };
}

/** A deal that is cancelled, whose refund goes as `how` says. */
async function refundOf(how: object, verb: string): Promise<Stuck> {
  const deal = await deposited(how);
  const { buyer, paymentId } = deal;
  expect(await say(pathOf(deal, '/cancel'))).toBe('200');
  await world.app.settle();
  await world.later(HOUR_MS + 1);
  const { id } = await one<{ id: string }>('SELECT id FROM refunds WHERE paymentId = :id', paymentId);
  const reference = verb === 'confirm-wire' ? { reference: `BACK ${id}` } : {};
  return {
    subject: `refund ${id}`,
    end: () => codeOf(world.admin.post(`/admin/refunds/${id}/${verb}`, reference)),
    async truth() {
      const { status } = await one<{ status: string }>('SELECT status FROM refunds WHERE id = :id', id);
      expect([status, await balance(`refunds:${id}`), await world.statusOf(deal)]).toEqual([
        ...['SUCCEEDED', 0],
        'CANCELLED',
      ]);
      const { body } = await succeed(buyer.get(pathOf(deal, '/payments')));
      expect(body.data[0]).toMatchObject({ refundedCents: SUM });
    },
  };
}

async function owedSeller(cents: number): Promise<TestUser> {
  const seller = await world.app.make.seller();
  await setBankAccount(seller);
  const earned = { id: `test:${seller.id}`, debit: 'bank:wire', credit: `payable:${seller.id}` };
  const subject = { type: 'test', id: seller.id };
  await world.app.modules.ledger.post([{ ...earned, amount: cents, unit: 'USD', reason: 'Earned', subject }]);
  await world.later(2 * DAY_MS + HOUR_MS);
  return seller;
}
async function wiredPayout(verb: 'record-wire' | 'refuse-wire'): Promise<Stuck> {
  const seller = await owedSeller(7_000);
  const { body } = await succeed(seller.post('/seller/payouts', { amountCents: 7_000, method: 'WIRE' }));
  const id = String(body.data.id);
  return {
    subject: `payout ${id}`,
    end: () =>
      verb === 'record-wire'
        ? codeOf(world.admin.post(`/admin/payouts/${id}/record-wire`, { reference: id }))
        : say(`/admin/payouts/${id}/refuse-wire`),
    async truth() {
      const owed = await balance(`payable:${seller.id}`);
      expect([owed, await balance(`payouts:${id}`)]).toEqual([verb === 'record-wire' ? 0 : 7_000, 0]);
    },
  };
}
async function unclaimed(): Promise<{ seller: TestUser; path: string }> {
  const seller = await owedSeller(8_000);
  await succeed(
    world.admin.post(`/admin/users/${seller.id}/block`, { reason: 'It was not theirs to sell.' }),
  );
  return { seller, path: `/admin/payables/${seller.id}` };
}

const CASES: [kind: string, verb: string, make: () => Promise<Stuck>][] = [
  [
    'EVENT_PARKED',
    '/book',
    async () => {
      const before = await atGateway();
      const eventId = await takenForNobody();
      return {
        subject: `event ${eventId}`,
        end: () => sayBoth(bookPath(eventId), { as: 'RETURN' }),
        truth: async () => expect(await atGateway()).toBe(before),
      };
    },
  ],
  ['RETURN_REFUSED', '/book', () => returnRefused('RETURN')],
  ['RETURN_REFUSED', '/book', () => returnRefused('LOSS')],
  [
    'EVENT_RECEIVED',
    '/replay',
    async () => {
      const deal = await world.at('SIGNED');
      const debit = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
      const { body } = await succeed(deal.buyer.post(pathOf(deal, '/deposit'), debit));
      const { intentId } = await one<{ intentId: string }>(
        'SELECT gatewayPaymentId AS intentId FROM payments WHERE id = :id',
        String(body.data.payment.id),
      );
      const event = disputeEvent('created', idAt('dp'), intentId, 'warning_needs_response', SUM);
      await sendWebhook(world.app, event);
      await world.later(2 * HOUR_MS);
      return {
        subject: `event ${event.id}`,
        async end() {
          await sendWebhook(world.app, intentEvent({ intentId, status: 'succeeded', amount: SUM }));
          return say(`/admin/webhooks/${world.app.gateway.name}/${event.id}/replay`);
        },
        truth: async () => expect(await world.statusOf(deal)).toBe('IN_REVIEW'),
      };
    },
  ],
  [
    'SECOND_ADMIN_NEEDED',
    'ask for just the same',
    async () => {
      const user = await world.app.make.buyer();
      const path = `/admin/users/${user.id}/roles`;
      expect(await say(path, { roles: ['ADMIN'] })).toBe('200');
      return {
        subject: `user ${user.id}`,
        end: () => codeOf(world.secondAdmin.post(path, { roles: ['ADMIN'], reason: REASON })),
      };
    },
  ],
  ['REFUND_AWAITING_WIRE', '/confirm-wire', () => refundOf({ method: 'WIRE' }, 'confirm-wire')],
  [
    'REFUND_NEEDS_ATTENTION',
    '/confirm-wire',
    async () => {
      const giveAgain = refuseRefunds('charge_disputed');
      return refundOf(CARD, 'confirm-wire').finally(giveAgain);
    },
  ],
  [
    'REFUND_NEEDS_ATTENTION',
    '/retry',
    async () => {
      const giveAgain = refuseRefunds('charge_disputed');
      return refundOf(CARD, 'retry').finally(giveAgain);
    },
  ],
  [
    'REFUND_REQUESTED',
    '/confirm-wire',
    async () => {
      const giveAgain = refuseRefunds('balance_insufficient');
      const stuck = await refundOf(CARD, 'confirm-wire').catch((error: unknown) => {
        giveAgain();
        throw error;
      });
      const end = async () => {
        const code = await stuck.end();
        giveAgain();
        // The gateway is not asked any more.
        await world.later(2 * HOUR_MS);
        return code;
      };
      return { ...stuck, end };
    },
  ],
  [
    'REFUND_PAST_US',
    '/book-refund',
    async () => {
      const deal = await deposited();
      const id = idAt('re');
      const object = { id, object: 'refund', amount: SUM, currency: 'usd', status: 'succeeded', created: 1 };
      await sendWebhook(world.app, {
        ...{ id: idAt('evt'), object: 'event', type: 'refund.created', created: 1_790_000_000 },
        data: { object: { ...object, payment_intent: deal.intentId, metadata: {} } },
      });
      await world.app.settle();
      const row = await one<{ id: string }>('SELECT id FROM outside_refunds WHERE gatewayRefundId = :id', id);
      return {
        subject: `outside refund ${row.id}`,
        end: () => say(pathOf(deal, '/admin/book-refund'), { outsideRefundId: row.id }),
        truth: async () => expect(await world.held(deal)).toBe(0),
      };
    },
  ],
  ['PAYOUT_AWAITING_WIRE', '/record-wire', () => wiredPayout('record-wire')],
  ['PAYOUT_AWAITING_WIRE', '/refuse-wire', () => wiredPayout('refuse-wire')],
  [
    'PAYABLE_UNCLAIMED',
    '/pay',
    async () => {
      const { seller, path } = await unclaimed();
      return {
        subject: `user ${seller.id}`,
        end: () => say(`${path}/pay`, { amountCents: 8_000 }),
        truth: async () => expect(await balance(`payable:${seller.id}`)).toBe(0),
      };
    },
  ],
  [
    'PAYABLE_HELD',
    '/release',
    async () => {
      const { seller, path } = await unclaimed();
      const until = new Date(world.app.clock.now() + 30 * DAY_MS).toISOString();
      expect(await say(`${path}/hold`, { until })).toBe('200');
      return {
        subject: `user ${seller.id}`,
        async end() {
          expect(await say(`${path}/release`)).toBe('200');
          return say(`${path}/pay`, { amountCents: 8_000 });
        },
      };
    },
  ],
];

test.each(CASES)('%s is ended by %s', async (kind, verb, make) => {
  const { subject, end, truth } = await make();
  const [stuck] = (await listed(subject)).filter((each) => each.kind === kind);
  expect(stuck?.whatToDo).toContain(verb);
  expect(await end()).toBe('200');
  await world.app.settle();
  expect((await listed(subject)).filter((each) => each.kind === kind)).toEqual([]);
  await truth?.();
  const wrong = await world.app.violations('transactions', 'ledger', 'money', 'gateway');
  // The gateway was told of by this test, and does not know of it.
  expect(wrong.filter(({ check }) => !check.startsWith('payments.') || !check.includes('gateway'))).toEqual(
    [],
  );
});

test('what the gateway is still giving back is neither paid twice nor kept', async () => {
  const { subject, end } = await returnRefused('LOSS');
  const wasLost = await lost();
  const gateway = world.app.modules.gateway.gateways.forNewMoney;
  if (!gateway) throw new Error('No gateway takes new money.');
  const { listRefunds } = gateway;
  const { id } = await one<{ id: string }>(
    'SELECT id FROM webhook_events WHERE eventId = :id',
    subject.replace('event ', ''),
  );
  gateway.listRefunds = (paymentId) =>
    Promise.resolve([
      {
        ...{ id: idAt('re'), status: 'PENDING', reference: `stray:${id}`, paymentId },
        amountCents: SUM,
        currency: 'usd',
      } as GatewayRefund,
    ]);
  expect(await end()).toBe('200');
  await world.app.settle();
  gateway.listRefunds = listRefunds;
  expect([await lost(), await balance(`unallocated:${id}`)]).toEqual([wasLost, SUM]);
  await world.later(DAY_MS + HOUR_MS);
  expect(await end()).toBe('200');
  await world.app.settle();
  expect(await balance(`unallocated:${id}`)).toBe(0);
});

/** Kinds that are held to their ends where what causes them is at home. */
const ELSEWHERE: Record<string, [file: string, words: string]> = {
  INVOICE_BEYOND_PLAN: ['gateway/stripe/other-hands.test.ts', 'two administrators accept what it brought'],
  PAYMENT_REFUSED_FOR_US: ['gateway/stripe/platforms-trouble.test.ts', 'PAYMENT_REFUSED_FOR_US'],
  PAYMENT_UNRESOLVED: ['payments/stuck-list.test.ts', 'PAYMENT_UNRESOLVED'],
  REFUND_PENDING: ['payments/stuck-list.test.ts', 'REFUND_PENDING'],
  PAYOUT_REQUESTED: ['payouts/payouts.test.ts', 'give-up'],
  CARD_DISPUTE_OPEN: ['payments/stuck-list.test.ts', 'CARD_DISPUTE_OPEN'],
  CARD_DISPUTE_ANSWERED: ['payments/disputes.test.ts', 'CARD_DISPUTE_ANSWERED'],
  DEAL_UNDIVIDED: ['transactions/late-events.test.ts', 'DEAL_UNDIVIDED'],
  HOLDBACK_ON_HOLD: ['transactions/late-events.test.ts', 'HOLDBACK_ON_HOLD'],
};

test('every other kind is held to its end by a test of its own', () => {
  for (const [kind, [file, words]] of Object.entries(ELSEWHERE)) {
    const path = `src/modules/${file}`;
    expect([kind, existsSync(path) && readFileSync(path, 'utf8').includes(words)]).toEqual([kind, true]);
  }
});
