/**
 * Stuck money × the verbs that end it: each kind is caused for real, is on the list with what to do, and is ended by that;
 * then it is off the list, whoever it concerns is told the truth, and the books are right.
 */
import type { TestUser } from '../../../tests/support/app';
import {
  anOrder,
  disputeEvent,
  intentEvent,
  sendWebhook,
  setBankAccount,
  startDebit,
} from '../../../tests/support/make-payments';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { systemActor } from '../../platform/kernel/actor';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
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

async function kindsAbout(id: string): Promise<string[]> {
  const { body } = await succeed(world.admin.get('/admin/money/stuck'));
  return (body.data as { kind: string; subject: string }[])
    .filter(({ subject }) => subject.endsWith(id))
    .map(({ kind }) => kind);
}

/** The gateway refuses every refund until it is told to give them again. */
const refuseRefunds = (code: string) => refuseAll('createRefund', code);
function refuseAll(what: 'createRefund' | 'createPayment', code: string): () => void {
  const gateway = world.app.modules.gateway.gateways.forNewMoney;
  if (!gateway) throw new Error('No gateway takes new money.');
  const before = gateway[what];
  const refuse = () => Promise.reject(new GatewayRefusal(code, 'Not now.'));
  Object.assign(gateway, { [what]: refuse });
  return () => void Object.assign(gateway, { [what]: before });
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

/** A deal that is canceled, whose refund goes as `how` says. */
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
/** The gateway has too little to send one. */
async function refusedPayout(): Promise<{ seller: TestUser; id: string; sendAgain: () => void }> {
  const { app } = world;
  const seller = await owedSeller(6_000);
  await succeed(seller.post('/seller/payout-account', {}));
  const account = await one<{ there: string }>(
    'SELECT gatewayAccountId AS there FROM payout_accounts WHERE userId = :id',
    seller.id,
  );
  await app.gateway.pages.completeAccount(account.there);
  await app.settle();
  await world.later(3 * DAY_MS);
  const payouts = app.modules.gateway.gateways.forNewMoney?.payouts;
  if (!payouts) throw new Error('No gateway pays out.');
  const { createTransfer } = payouts;
  payouts.createTransfer = () => Promise.reject(new GatewayRefusal('balance_insufficient', 'Not now.'));
  const { body } = await succeed(seller.post('/seller/payouts', { amountCents: 6_000, method: 'GATEWAY' }));
  await app.settle();
  const sendAgain = () => {
    payouts.createTransfer = createTransfer;
  };
  return { seller, id: String(body.data.id), sendAgain };
}

async function disputed(status: string, decided: 'won' | 'lost'): Promise<Stuck> {
  const deal = await deposited();
  const disputeId = idAt('dp');
  const tell = (type: string, as: string) =>
    sendWebhook(world.app, disputeEvent(type, disputeId, deal.intentId, as, SUM));
  await tell('funds_withdrawn', 'needs_response');
  if (status !== 'needs_response') await tell('updated', status);
  await world.app.settle();
  return {
    subject: `dispute ${disputeId}`,
    async end() {
      await tell('closed', decided);
      return '200';
    },
    truth: async () => expect(await world.held(deal)).toBe(decided === 'won' ? SUM : 0),
  };
}

async function reviveAll(): Promise<string> {
  const { body } = await succeed(world.admin.get('/admin/jobs'));
  let last = '200';
  for (const { id } of body.data.deadJobs as { id: string }[])
    last = await codeOf(world.admin.post(`/admin/jobs/${id}/revive`));
  await world.later(HOUR_MS);
  return last;
}

/** Of whoever hears that a payment has succeeded. */
const failingJobs = () =>
  world.app.platform.database.select(
    `SELECT kind, lastError FROM jobs
     WHERE status <> 'DONE' AND kind LIKE 'payment.succeeded%' AND kind NOT LIKE '%> notifications'`,
  );

/** Credits that were paid, and whose order cannot be read as it was made: it does not take the money. */
async function takenByNobody(forMs: number) {
  const user = await world.app.make.buyer();
  const debit = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
  await succeed(user.post('/credits/purchase', { credits: 2, ...debit }));
  const { paymentId, intentId, orderId, priceCents } = await one<
    Record<'paymentId' | 'intentId' | 'orderId', string> & { priceCents: number }
  >(
    `SELECT p.id AS paymentId, p.gatewayPaymentId AS intentId, o.id AS orderId, o.priceCents
     FROM credit_orders o JOIN payments p ON p.subjectId = o.id WHERE o.userId = :id`,
    user.id,
  );
  const setPrice = (cents: number) =>
    world.app.platform.database.change('UPDATE credit_orders SET priceCents = :cents WHERE id = :orderId', {
      ...{ cents, orderId },
    });
  await setPrice(Number(priceCents) - 1);
  await sendWebhook(world.app, intentEvent({ intentId, status: 'succeeded', amount: Number(priceCents) }));
  for (let waited = 0; waited < forMs; waited += HOUR_MS) await world.later(HOUR_MS);
  const order = {
    priceCents: Number(priceCents),
    putRight: () => setPrice(Number(priceCents)),
    revive: reviveAll,
  };
  return { order, user, paymentId, path: `/admin/payments/${paymentId}/give-back` };
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

/** Kinds whose end is at the gateway, or by doing what its own tests show in full. */
CASES.push(
  [
    'PAYMENT_REFUSED_FOR_US',
    'Fix at the gateway',
    async () => {
      const takeAgain = refuseAll('createPayment', 'testmode_charges_only');
      const deal = await world.at('SIGNED');
      const { body } = await succeed(deal.buyer.post(pathOf(deal, '/deposit'), CARD));
      return {
        subject: `payment ${body.data.payment.id}`,
        async end() {
          takeAgain();
          await world.later(16 * MINUTE_MS);
          return '200';
        },
        truth: async () => expect(await world.statusOf(deal)).toBe('IN_REVIEW'),
      };
    },
  ],
  [
    'PAYMENT_UNRESOLVED',
    'Look the payment up at the gateway',
    async () => {
      const { id } = await startDebit(world.app);
      await world.app.platform.database.change(`UPDATE payments SET status = 'STARTED' WHERE id = :id`, {
        id,
      });
      world.app.clock.advance(2 * HOUR_MS);
      return {
        subject: `payment ${id}`,
        async end() {
          await world.later(HOUR_MS);
          return '200';
        },
      };
    },
  ],
  [
    'REFUND_PENDING',
    'Look the refund up at the gateway',
    async () => {
      const deal = await deposited({ method: 'CARD', paymentMethodId: 'pm_card_pendingRefund' });
      expect(await say(pathOf(deal, '/cancel'))).toBe('200');
      await world.app.settle();
      world.app.clock.advance(15 * DAY_MS);
      const refund = await one<{ id: string; there: string }>(
        'SELECT id, gatewayRefundId AS there FROM refunds WHERE paymentId = :id',
        deal.paymentId,
      );
      return {
        subject: `refund ${refund.id}`,
        async end() {
          const object = {
            ...{ id: refund.there, object: 'refund', amount: SUM, currency: 'usd', status: 'succeeded' },
            ...{ payment_intent: deal.intentId, metadata: { refundAttempt: `${refund.id}:1` }, created: 1 },
          };
          await sendWebhook(world.app, {
            ...{ id: idAt('evt'), object: 'event', type: 'refund.updated', created: 1_790_000_000 },
            data: { object },
          });
          return '200';
        },
        truth: async () => expect(await balance(`refunds:${refund.id}`)).toBe(0),
      };
    },
  ],
  [
    'PAYOUT_REQUESTED',
    '/give-up',
    async () => {
      const { seller, id, sendAgain } = await refusedPayout();
      return {
        subject: `payout ${id}`,
        async end() {
          const code = await say(`/admin/payouts/${id}/give-up`);
          sendAgain();
          await world.later(2 * HOUR_MS);
          return code;
        },
        async truth() {
          expect([await balance(`payable:${seller.id}`), await balance(`payouts:${id}`)]).toEqual([6_000, 0]);
          expect(await say(`/admin/payouts/${id}/give-up`)).toBe('409 payout_not_waiting');
        },
      };
    },
  ],
  [
    'PAYOUT_REQUESTED',
    'tried again each hour',
    async () => {
      const { seller, id, sendAgain } = await refusedPayout();
      return {
        subject: `payout ${id}`,
        async end() {
          sendAgain();
          await world.later(2 * HOUR_MS);
          return '200';
        },
        async truth() {
          expect([await balance(`payable:${seller.id}`), await balance(`payouts:${id}`)]).toEqual([0, 0]);
        },
      };
    },
  ],
  ['CARD_DISPUTE_OPEN', 'Send the bank the evidence', () => disputed('needs_response', 'lost')],
  ['CARD_DISPUTE_ANSWERED', 'the bank decides', () => disputed('under_review', 'won')],
  [
    'INVOICE_BEYOND_PLAN',
    '/accept',
    async () => {
      const user = await world.app.make.seller();
      const { body } = await succeed(user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }));
      await world.app.gateway.pages.payCheckout(body.data.checkoutUrl);
      await world.app.settle();
      const dearer = 'UPDATE subscription_periods SET amountCents = amountCents + 2100 WHERE userId = :id';
      await world.app.platform.database.change(dearer, { id: user.id });
      const { invoiceId, cents } = await one<{ invoiceId: string; cents: number }>(
        'SELECT invoiceId, amountCents AS cents FROM subscription_periods WHERE userId = :id',
        user.id,
      );
      return {
        subject: `invoice ${invoiceId}`,
        end: () =>
          sayBoth(`/admin/subscription-invoices/${invoiceId}/accept`, { amountCents: Number(cents) }),
      };
    },
  ],
  [
    'DEAL_UNDIVIDED',
    '/admin/resolve',
    async () => {
      const deal = await deposited({ method: 'WIRE' });
      expect(await say(pathOf(deal, '/cancel'))).toBe('200');
      const { id } = await one<{ id: string }>(
        'SELECT id FROM refunds WHERE paymentId = :id',
        deal.paymentId,
      );
      expect(await say(`/admin/refunds/${id}/take-back`)).toBe('200');
      await world.app.settle();
      const split = { buyerCents: 0, sellerCents: SUM };
      return {
        subject: `transaction ${deal.id}`,
        end: () => say(pathOf(deal, '/admin/resolve'), { outcome: 'CANCELLED', split }),
        truth: async () => expect(await world.held(deal)).toBe(0),
      };
    },
  ],
  [
    'HOLDBACK_ON_HOLD',
    '/admin/release-hold',
    async () => {
      const deal = await world.at('COMPLETED', { terms: { holdbackPct: 20, holdbackDays: 30 } });
      expect(await say(pathOf(deal, '/admin/hold'))).toBe('200');
      for (let days = 0; days < 32; days += 8) await world.later(8 * DAY_MS);
      return {
        subject: `transaction ${deal.id}`,
        end: async () => say(pathOf(deal, '/admin/release-hold'), await world.versionOf(deal)),
      };
    },
  ],
  [
    'CLEARING_OVERDUE',
    '/give-back',
    async () => {
      const { order, user, path, paymentId } = await takenByNobody(2 * DAY_MS);
      return {
        subject: `account unallocated:${paymentId}`,
        end: () => say(path),
        async truth() {
          expect(await say(path)).toBe('409 nothing_to_give_back');
          // The job that could not take it finds nothing to take.
          await order.putRight();
          await order.revive();
          expect(await failingJobs()).toEqual([]);
          expect(await world.app.modules.billing.creditBalance(user.id)).toBe(0);
          const { refunded } = await one<{ refunded: number }>(
            'SELECT refundedCents AS refunded FROM payments WHERE id = :id',
            paymentId,
          );
          expect(Number(refunded)).toBe(order.priceCents);
        },
      };
    },
  ],
  [
    'CLEARING_OVERDUE',
    '/revive',
    async () => {
      const { order, user, paymentId } = await takenByNobody(2 * DAY_MS);
      return {
        subject: `account unallocated:${paymentId}`,
        async end() {
          await order.putRight();
          return order.revive();
        },
        truth: async () => expect(await world.app.modules.billing.creditBalance(user.id)).toBe(2),
      };
    },
  ],
  [
    'CLEARING_OVERDUE',
    '/send-back',
    async () => {
      const sent = { amountCents: SUM, method: 'WIRE', reference: idAt('X'), sender: 'Nobody known' };
      const { body } = await succeed(world.admin.post('/admin/unassigned-money', sent));
      const path = `/admin/unassigned-money/${body.data.id}`;
      for (let days = 0; days < 15; days += 5) await world.later(5 * DAY_MS);
      return {
        subject: `account unassigned:${body.data.id}`,
        end: () => say(`${path}/send-back`, { reference: idAt('B') }),
      };
    },
  ],
  [
    'CLEARING_OVERDUE',
    '/give-up',
    async () => {
      const { payments } = world.app.modules;
      const { id } = await payments.start(anOrder('WIRE'));
      const part = { amountCents: 100, reference: idAt('P'), partial: true };
      await payments.confirmWire(systemActor('tests'), id, part);
      world.app.clock.advance(22 * DAY_MS);
      return {
        subject: `account wires:${id}`,
        end: () => say(`/admin/payments/${id}/give-up`),
      };
    },
  ],
);

test.each(CASES)('%s is ended by %s', async (kind, verb, make) => {
  const { subject, end, truth } = await make();
  const [stuck] = (await listed(subject)).filter((each) => each.kind === kind);
  expect(stuck?.whatToDo).toContain(verb);
  expect(await end()).toBe('200');
  await world.app.settle();
  expect((await listed(subject)).filter((each) => each.kind === kind)).toEqual([]);
  await truth?.();
  const wrong = await world.app.violations('transactions', 'ledger', 'money', 'gateway');
  // The gateway was told of by this test, and does not know of it; what other cases have left waits for long.
  const known = (check: string) =>
    (check.startsWith('payments.') && check.includes('gateway')) || check === 'ledger.clearing_overdue';
  expect(wrong.filter(({ check }) => !known(check))).toEqual([]);
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

test('what an account holds for too long is listed once, under the name that says most', async () => {
  const deal = await deposited({ method: 'WIRE' });
  expect(await say(pathOf(deal, '/cancel'))).toBe('200');
  await world.later(15 * DAY_MS);
  const { id } = await one<{ id: string }>('SELECT id FROM refunds WHERE paymentId = :id', deal.paymentId);
  expect(await kindsAbout(id)).toEqual(['REFUND_AWAITING_WIRE']);
  const seller = await owedSeller(9_000);
  const { body } = await succeed(seller.post('/seller/payouts', { amountCents: 9_000, method: 'WIRE' }));
  await world.later(8 * DAY_MS);
  expect(await kindsAbout(String(body.data.id))).toEqual(['PAYOUT_AWAITING_WIRE']);
});

/** What pays for each, and where it would have gone. */
const TAKERS: [what: string, goesTo: RegExp, pay: () => Promise<string>][] = [
  [
    'a deposit',
    /^escrow:/,
    async () => {
      const deal = await world.at('SIGNED');
      return String((await succeed(deal.buyer.post(pathOf(deal, '/deposit'), CARD))).body.data.payment.id);
    },
  ],
  [
    'a premium fee',
    /^revenue:listings$/,
    async () => {
      const { seller, listingId } = await world.offered();
      const path = `/listings/${listingId}/premium-request`;
      const { id } = (await succeed(seller.post(path, {}))).body.data as { id: string };
      await succeed(world.admin.put(`/admin/premium-requests/${id}`, { decision: 'APPROVE' }));
      await codeOf(seller.post(`${path}/payment`, CARD));
      return (await one<{ id: string }>('SELECT id FROM payments WHERE subjectId = :id', id)).id;
    },
  ],
];

test.each(TAKERS)(
  'whoever failed to take %s finds nothing to take once it is given back',
  async (_, goesTo, pay) => {
    const { ledger } = world.app.modules;
    const { post } = ledger;
    ledger.post = (orders) =>
      orders.some(({ credit, debit }) => goesTo.test(credit) && debit.startsWith('unallocated:'))
        ? Promise.reject(new Error('It cannot be taken.'))
        : post(orders);
    const paymentId = await pay();
    for (let hours = 0; hours < 26; hours += 1) await world.later(HOUR_MS);
    ledger.post = post;
    const cents = await balance(`unallocated:${paymentId}`);
    expect(cents).toBeGreaterThan(0);
    expect(await say(`/admin/payments/${paymentId}/give-back`)).toBe('200');
    await reviveAll();
    expect(await failingJobs()).toEqual([]);
    const { refunded } = await one<{ refunded: number }>(
      'SELECT refundedCents AS refunded FROM payments WHERE id = :id',
      paymentId,
    );
    expect([await balance(`unallocated:${paymentId}`), Number(refunded)]).toEqual([0, cents]);
  },
);

test('what a payment brought is given back neither while it may be taken nor once it is', async () => {
  const { order, user, path } = await takenByNobody(HOUR_MS);
  expect(await say(path)).toBe('409 nothing_to_give_back');
  await order.putRight();
  await order.revive();
  expect(await world.app.modules.billing.creditBalance(user.id)).toBe(2);
  await world.later(2 * DAY_MS);
  expect(await say(path)).toBe('409 nothing_to_give_back');
  // Read before it was taken, in the same moment.
  const { ledger } = world.app.modules;
  const read = ledger.balance;
  ledger.balance = () => Promise.resolve(100);
  expect(await say(path)).toBe('409 nothing_to_give_back');
  ledger.balance = read;
});
