/** What comes late: in every state of a deal, a payout, a refund and a subscription the money has an owner, or a place on the list. */
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { callBack } from '../../../tests/support/call-back';
import { disputeEvent, intentEvent, sendWebhook, setBankAccount } from '../../../tests/support/make-payments';
import type { TestUser } from '../../../tests/support/app';
import { todaysPart } from '../../../tests/support/size';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { GatewayRefusal } from '../gateway';
import { invoiceDisputeClosed, invoiceDisputed } from '../payments';

const PRICE = 20_000_000;
const DEPOSIT = 1_000_000;
const FEE = 600_000;
const LEFT = PRICE - DEPOSIT;

let world: DealWorld;
beforeAll(async () => {
  // One administrator does here what takes two above the limit, or adds up to it.
  world = await startDealWorld({ TWO_ADMIN_LIMIT_CENTS: '10000000000' });
});
afterAll(() => world.close());

const path = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;

/** The deposit is paid with a card that is disputed a day later, and lost after thirty more. */
async function deposited(terms?: Record<string, unknown>): Promise<MadeDeal> {
  const deal = await world.at('SIGNED', terms ? { terms } : {});
  const card = { method: 'CARD', paymentMethodId: 'pm_card_createDisputeLost' };
  await succeed(deal.buyer.post(path(deal, '/deposit'), card));
  await world.app.settle();
  return deal;
}

async function fullyPaid(terms?: Record<string, unknown>): Promise<MadeDeal> {
  const deal = await world.advance(await deposited(terms), 'IN_REVIEW', 'PAYMENT_PENDING');
  const { body } = await succeed(deal.buyer.post(path(deal, '/final-payment'), { method: 'WIRE' }));
  const verify = path(deal, `/admin/verify-payment/${body.data.payment.id}`);
  await world.askBothAdmins(verify, { amountCents: LEFT, reference: `W ${deal.id}` });
  return deal;
}

const resolve = (deal: MadeDeal, outcome: string, buyerCents: number, sellerCents: number) =>
  codeOf(
    world.admin.post(path(deal, '/admin/resolve'), {
      ...{ outcome, split: { buyerCents, sellerCents }, reason: 'By what the bank left.' },
    }),
  );
const lift = async (deal: MadeDeal) =>
  codeOf(
    world.admin.post(path(deal, '/admin/release-hold'), {
      ...(await world.versionOf(deal)),
      reason: 'The bank has decided.',
    }),
  );

/** The bank has decided otherwise on appeal. */
async function winAppeal(deal: MadeDeal): Promise<void> {
  const [dispute] = await world.app.platform.database.select<{
    disputeId: string;
    intentId: string;
    amount: number;
  }>(
    `SELECT d.gatewayDisputeId AS disputeId, p.gatewayPaymentId AS intentId, d.amountCents AS amount
     FROM card_disputes d JOIN payments p ON p.id = d.paymentId WHERE p.subjectId = :id`,
    { id: deal.id },
  );
  if (!dispute) throw new Error('Expected a dispute.');
  for (const type of ['closed', 'funds_reinstated']) {
    const event = disputeEvent(type, dispute.disputeId, dispute.intentId, 'won', Number(dispute.amount));
    expect((await sendWebhook(world.app, event)).status).toBe(200);
  }
  await world.app.settle();
}

const refundedTo = async (deal: MadeDeal): Promise<number> => {
  const { body } = await succeed(deal.buyer.get(path(deal, '/payments')));
  return (body.data as { refundedCents: number }[]).reduce((sum, each) => sum + each.refundedCents, 0);
};
async function stuckFor(deal: MadeDeal): Promise<string[]> {
  const { body } = await succeed(world.admin.get('/admin/money/stuck'));
  return (body.data as { kind: string; subject: string }[])
    .filter(({ subject }) => subject === `transaction ${deal.id}`)
    .map(({ kind }) => kind);
}

test('a refund that reaches nobody is parted, and what the bank has not given back is divided anew by the deal', async () => {
  const deal = await fullyPaid();
  for (let days = 0; days < 33; days += 1) await world.later(DAY_MS);
  expect(await lift(deal)).toBe('200');
  expect(await resolve(deal, 'CANCELLED', LEFT, 0)).toBe('200');
  await world.app.settle();
  const refunds = async () =>
    (await succeed(world.admin.get('/admin/refunds?status=AWAITING_WIRE&limit=100'))).body.data as {
      id: string;
      amountCents: number;
      fromAccount: string;
    }[];
  const [whole] = (await refunds()).filter(({ fromAccount }) => fromAccount === `escrow:${deal.id}`);
  const say = (id: string | undefined, step: string, body: object) =>
    codeOf(world.admin.post(`/admin/refunds/${id}/${step}`, body));
  const reason = 'The bank knows the account no more.';
  const kept = LEFT - DEPOSIT;
  expect(await say(whole?.id, 'part', { amountCents: LEFT, reason })).toBe('409 refund_not_waiting');
  expect(await say(whole?.id, 'part', { amountCents: kept, reason })).toBe('200');
  const part = (await refunds()).find(({ amountCents }) => amountCents === DEPOSIT);
  expect(await say(part?.id, 'take-back', { reason })).toBe('200');
  expect(await say(part?.id, 'confirm-wire', { reference: `NO ${deal.id}` })).toBe('409 refund_not_waiting');
  await world.app.settle();
  expect([await world.held(deal), await stuckFor(deal)]).toEqual([DEPOSIT, ['DEAL_UNDIVIDED']]);
  expect((await world.timeline(deal)).at(-1)).toMatchObject({ move: 'REFUND_TAKEN_BACK' });
  expect(await world.violations()).toEqual([]);
  expect(await resolve(deal, 'CANCELLED', DEPOSIT / 2, DEPOSIT / 2)).toBe('200');
  await world.sendWiresBack();
  expect([await refundedTo(deal), await stuckFor(deal)]).toEqual([LEFT - DEPOSIT / 2, []]);
  const statement = await succeed(world.admin.get(path(deal, '/closing-statement?format=json')));
  expect(statement.body.data.received).toContainEqual(
    expect.objectContaining({ kind: 'REFUND_TAKEN_BACK', amountCents: DEPOSIT }),
  );
  expect(await world.violations()).toEqual([]);
});

/** How a deal ends whose deposit the bank takes back, before or after the end, and whose the money is that an appeal brings. */
const ENDS: Record<
  string,
  { make(): Promise<MadeDeal>; end(deal: MadeDeal): Promise<void>; late(deal: MadeDeal): Promise<void> }
> = {
  'cancelled with nothing left': {
    make: () => deposited(),
    async end(deal) {
      expect(await lift(deal)).toBe('200');
      expect(await resolve(deal, 'CANCELLED', 0, 0)).toBe('200');
    },
    async late(deal) {
      expect([await refundedTo(deal), await stuckFor(deal)]).toEqual([DEPOSIT, []]);
    },
  },
  'completed by decision, all to the seller': {
    make: () => fullyPaid(),
    async end(deal) {
      expect(await lift(deal)).toBe('200');
      expect(await resolve(deal, 'COMPLETED', 0, LEFT)).toBe('200');
      expect(await world.owedTo(deal.seller)).toBe(LEFT - (FEE * LEFT) / PRICE);
    },
    async late(deal) {
      await world.later(HOUR_MS);
      expect([await world.owedTo(deal.seller), await stuckFor(deal)]).toEqual([PRICE - FEE, []]);
    },
  },
  'completed, the hold-back borne': {
    make: async () =>
      world.advance(
        await fullyPaid({ holdbackPct: 5, holdbackDays: 60 }),
        'TRANSFER_IN_PROGRESS',
        'COMPLETED',
      ),
    async end(deal) {
      expect(await world.held(deal)).toBe(0);
      expect(await world.owedTo(deal.seller)).toBe(LEFT - FEE);
    },
    async late(deal) {
      expect([await world.held(deal), await stuckFor(deal)]).toEqual([DEPOSIT, ['HOLDBACK_ON_HOLD']]);
      expect(await lift(deal)).toBe('200');
      await world.later(HOUR_MS);
      expect([await world.owedTo(deal.seller), await stuckFor(deal)]).toEqual([PRICE - FEE, []]);
    },
  },
  'cancelled with a part for each': {
    make: () => fullyPaid(),
    async end(deal) {
      expect(await lift(deal)).toBe('200');
      expect(await resolve(deal, 'CANCELLED', LEFT - DEPOSIT, DEPOSIT)).toBe('200');
    },
    async late(deal) {
      const before = await world.owedTo(deal.seller);
      expect([await world.held(deal), await stuckFor(deal)]).toEqual([DEPOSIT, ['DEAL_UNDIVIDED']]);
      expect(await resolve(deal, 'COMPLETED', 0, DEPOSIT)).toBe('409 move_not_open');
      expect(await resolve(deal, 'CANCELLED', DEPOSIT / 2, DEPOSIT / 2)).toBe('200');
      expect(await resolve(deal, 'CANCELLED', 0, 0)).toBe('409 move_not_open');
      const feeOfIt = (FEE * (DEPOSIT / 2)) / PRICE;
      expect(await world.owedTo(deal.seller)).toBe(before + DEPOSIT / 2 - feeOfIt);
      expect(await refundedTo(deal)).toBe(LEFT - DEPOSIT / 2);
      expect(await stuckFor(deal)).toEqual([]);
    },
  },
  'completed, nothing borne': {
    make: async () => world.advance(await fullyPaid(), 'TRANSFER_IN_PROGRESS', 'COMPLETED'),
    async end(deal) {
      expect([await world.owedTo(deal.seller), await world.held(deal)]).toEqual([PRICE - FEE, 0]);
    },
    async late(deal) {
      expect([await world.owedTo(deal.seller), await world.held(deal)]).toEqual([PRICE - FEE, 0]);
    },
  },
};

test('what an appeal brings after the end goes to whom it is due, and nothing of it stays with the platform', async () => {
  const losses = () => world.app.modules.ledger.balance('expense:chargebacks');
  const before = await losses();
  const rows = Object.values(ENDS);
  const deals: MadeDeal[] = [];
  for (const row of rows) deals.push(await row.make());
  for (let days = 0; days < 33; days += 1) await world.later(DAY_MS);
  const each = async (work: (row: (typeof rows)[number], deal: MadeDeal) => Promise<void>) => {
    for (const [at, row] of rows.entries()) {
      const deal = deals[at];
      if (deal) await work(row, deal);
    }
  };
  await each((row, deal) => row.end(deal));
  await world.app.settle();
  await world.sendWiresBack();
  // What no deal bore the platform has lost.
  expect(await losses()).toBe(before + DEPOSIT);
  await each(async (row, deal) => {
    await winAppeal(deal);
    await row.late(deal);
  });
  await world.app.settle();
  await world.sendWiresBack();
  expect(await losses()).toBe(before);
  expect(await world.violations()).toEqual([]);
});

/**
 * The states of a deal × what comes late about its deposit, or about its final payment where the state says so, in this
 * order: whose books the sum moves, up or down; another sum is named. `buyer`: refunds to the buyer; `owed`: refunds that have
 * not reached anybody; `house`: what the platform has, less what it has lost; `parked`: news that waits for an
 * administrator; empty: nothing moves.
 */
const EVENTS = {
  'payment failed late': (deal: SmallDeal) => deal.tellFirstTry('requires_payment_method'),
  'payment succeeded late': (deal: SmallDeal) => deal.tellFirstTry('succeeded'),
  'dispute won': (deal: SmallDeal) => deal.tellDispute('won', newId()),
  'dispute lost': (deal: SmallDeal) => deal.tellDispute('lost', deal.id),
  'appeal won': (deal: SmallDeal) => deal.tellDispute('won', deal.id),
  'refund failed': (deal: SmallDeal) => deal.tellRefund('failed'),
  'refund failed again': (deal: SmallDeal) => deal.tellRefund('failed'),
  'refund paid after all': (deal: SmallDeal) => deal.tellRefund('succeeded'),
};
type LateEvent = keyof typeof EVENTS;
type Row = Partial<Record<LateEvent, string>>;

const HELD: Row = {
  ...{ 'payment failed late': '', 'payment succeeded late': 'buyer+', 'dispute won': '' },
  ...{ 'dispute lost': 'deal-', 'appeal won': 'deal+' },
};
const GONE: Row = { ...HELD, 'dispute lost': 'house-', 'appeal won': 'house+' };

const SMALL_PRICE = 2_000_000;
const SMALL_DEPOSIT = 200_000;
const SMALL_REST = SMALL_PRICE - SMALL_DEPOSIT;
const SUMS = { DEPOSIT: SMALL_DEPOSIT, FINAL_PAYMENT: SMALL_REST };
type About = keyof typeof SUMS;

const FINALLY = { about: 'FINAL_PAYMENT' } as const;
const A_FIFTH = (20 * SMALL_PRICE) / 100;

interface State {
  row: Row;
  about?: About;
  /** Made a month before the news. */
  old?: true;
  make(): Promise<MadeDeal>;
}

const STATES: Record<string, State> = {
  AWAITING_DEPOSIT: {
    row: { 'payment failed late': '', 'payment succeeded late': 'deal+' },
    make: () => small('SIGNED'),
  },
  IN_REVIEW: { row: HELD, make: () => small('IN_REVIEW') },
  BUYER_APPROVED: { row: HELD, make: () => approvedBy('buyer') },
  SELLER_APPROVED: { row: HELD, make: () => approvedBy('seller') },
  ADMIN_FINAL_REVIEW: { row: HELD, make: () => small('ADMIN_FINAL_REVIEW') },
  PAYMENT_PENDING: { row: HELD, make: () => small('PAYMENT_PENDING') },
  TRANSFER_IN_PROGRESS: { row: HELD, make: () => small('TRANSFER_IN_PROGRESS') },
  INSPECTION: { row: HELD, make: () => small('INSPECTION') },
  DISPUTED: {
    row: HELD,
    async make() {
      const deal = await small('IN_REVIEW');
      await succeed(deal.buyer.post(path(deal, '/dispute'), { reason: 'The trucks are not there.' }));
      return deal;
    },
  },
  'COMPLETED, hold-back waiting': {
    row: HELD,
    make: () => small('COMPLETED', { terms: { holdbackPct: 20, holdbackDays: 90 } }),
  },
  'COMPLETED, hold-back released': {
    ...{ row: GONE, old: true },
    make: () => small('COMPLETED', { terms: { holdbackPct: 20, holdbackDays: 30 } }),
  },
  'CANCELLED, refunded': {
    row: { ...GONE, 'refund failed': 'owed+', 'refund failed again': '' },
    make: async () => calledOff(await small('IN_REVIEW')),
  },
  'CANCELLED, refund under way': {
    row: { ...GONE, 'refund failed': '', 'refund failed again': '' },
    make: async () => calledOff(await small('IN_REVIEW', {}, 'pm_card_pendingRefund')),
  },
  'CANCELLED, refund failed': {
    ...{ row: { ...GONE, 'refund failed': '', 'refund failed again': '' }, old: true },
    make: async () => calledOff(await small('IN_REVIEW', {}, 'pm_card_refundFail')),
  },
  'CANCELLED, refund taken back': {
    row: {
      ...{ ...HELD, 'appeal won': 'buyer+', 'refund failed': '', 'refund failed again': '' },
      'refund paid after all': 'parked1',
    },
    async make() {
      const deal = await calledOff(await small('IN_REVIEW', {}, 'pm_card_pendingRefund'));
      const news = await lateNewsOf(deal);
      await news.tellRefund('failed');
      const [refund] = await news.refunds();
      await succeed(
        world.admin.post(`/admin/refunds/${refund?.id}/take-back`, { reason: 'It reached nobody.' }),
      );
      await world.app.settle();
      expect(await stuckFor(deal)).toEqual(['DEAL_UNDIVIDED']);
      return deal;
    },
  },
  'CANCELLED, while a bank decides': {
    row: { ...HELD, 'appeal won': 'buyer+' },
    make: () => canceledMeanwhile(SMALL_DEPOSIT),
  },
  'CANCELLED, while a bank decides about a part': {
    row: {
      ...HELD,
      'dispute lost': `deal- buyer${SMALL_DEPOSIT / 2}`,
      'appeal won': `buyer${SMALL_DEPOSIT / 2}`,
    },
    make: () => canceledMeanwhile(SMALL_DEPOSIT / 2),
  },
  'PAYMENT_PENDING, to be paid': {
    ...FINALLY,
    row: { 'payment failed late': '', 'payment succeeded late': 'deal+' },
    make: () => finallyPaid('PAYMENT_PENDING'),
  },
  'TRANSFER_IN_PROGRESS, paid': { ...FINALLY, row: HELD, make: () => finallyPaid('TRANSFER_IN_PROGRESS') },
  'INSPECTION, paid': { ...FINALLY, row: HELD, make: () => finallyPaid('INSPECTION') },
  'DISPUTED, paid': {
    ...FINALLY,
    row: HELD,
    async make() {
      const deal = await finallyPaid('TRANSFER_IN_PROGRESS');
      await succeed(deal.buyer.post(path(deal, '/dispute'), { reason: 'The trucks are not there.' }));
      return deal;
    },
  },
  'COMPLETED, paid, hold-back waiting': {
    ...FINALLY,
    row: {
      ...HELD,
      'dispute lost': `deal${-A_FIFTH} house${A_FIFTH - SMALL_REST}`,
      'appeal won': `deal${A_FIFTH} house${SMALL_REST - A_FIFTH}`,
    },
    make: () => finallyPaid('COMPLETED', { terms: { holdbackPct: 20, holdbackDays: 90 } }),
  },
  'COMPLETED, paid, nothing held': { ...FINALLY, row: GONE, make: () => finallyPaid('COMPLETED') },
  'CANCELLED, paid, refunded': {
    ...FINALLY,
    row: { ...GONE, 'refund failed': 'owed+', 'refund failed again': '' },
    make: async () => calledOff(await finallyPaid('TRANSFER_IN_PROGRESS')),
  },
  'CANCELLED, paid, refund under way': {
    ...FINALLY,
    row: { ...GONE, 'refund failed': '', 'refund failed again': '' },
    make: async () => calledOff(await finallyPaid('INSPECTION', {}, 'pm_card_pendingRefund')),
  },
};

/** A deal whose first try of the deposit was given up for another card. */
async function small(
  stage: Parameters<DealWorld['at']>[0],
  options: Parameters<DealWorld['at']>[1] = {},
  card = 'pm_card_visa',
): Promise<MadeDeal> {
  const deal = await world.at('SIGNED', { ...options, amountCents: SMALL_PRICE });
  const asks = { method: 'CARD', paymentMethodId: 'pm_card_authenticationRequired' };
  const tries = stage === 'SIGNED' ? [asks, { ...asks, method: 'WIRE', paymentMethodId: undefined }] : [asks];
  for (const each of tries) await succeed(deal.buyer.post(path(deal, '/deposit'), each));
  if (stage !== 'SIGNED') {
    await succeed(deal.buyer.post(path(deal, '/deposit'), { method: 'CARD', paymentMethodId: card }));
  }
  await world.app.settle();
  return stage === 'SIGNED' ? deal : world.advance(deal, 'IN_REVIEW', stage);
}

/** One side has approved the review, and the other has not. */
async function approvedBy(side: 'buyer' | 'seller'): Promise<MadeDeal> {
  const deal = await small('IN_REVIEW');
  await world.settleItems(deal, side === 'buyer' ? 'DUE_DILIGENCE' : 'PRE_CLOSING');
  await succeed(deal[side].post(path(deal, `/${side}/approve`)));
  return deal;
}

/** A deal whose first try of the final payment was given up for another card, or for a wire that is still to come. */
async function finallyPaid(
  stage: Parameters<DealWorld['at']>[0],
  options: Parameters<DealWorld['at']>[1] = {},
  card = 'pm_card_visa',
): Promise<MadeDeal> {
  const deal = await small('PAYMENT_PENDING', options);
  const wanted = stage === 'PAYMENT_PENDING' ? { method: 'WIRE' } : { method: 'CARD', paymentMethodId: card };
  for (const each of [{ method: 'CARD', paymentMethodId: 'pm_card_authenticationRequired' }, wanted])
    await succeed(deal.buyer.post(path(deal, '/final-payment'), each));
  await world.app.settle();
  return stage === 'PAYMENT_PENDING' ? deal : world.advance(deal, 'TRANSFER_IN_PROGRESS', stage);
}

/** Canceled while the bank decides about this much of the deposit. */
async function canceledMeanwhile(disputedCents: number): Promise<MadeDeal> {
  const deal = await small('IN_REVIEW');
  await (await lateNewsOf(deal)).tellDispute('needs_response', deal.id, disputedCents);
  return calledOff(deal);
}

async function calledOff(deal: MadeDeal): Promise<MadeDeal> {
  const wanted = { ...(await world.versionOf(deal)), status: 'CANCELLED', reason: 'Both have asked for it.' };
  await succeed(world.admin.send('put', path(deal, '/admin/status'), wanted));
  await world.app.settle();
  return deal;
}

const TYPES_OF_REFUND = { failed: 'refund.failed', succeeded: 'refund.updated' };

/** How many of the gateway's news are on the list of what waits for an administrator. */
async function parkedEvents(): Promise<number> {
  const { body } = await succeed(world.admin.get('/admin/payments/parked'));
  return (body.data as unknown[]).length;
}

type SmallDeal = Awaited<ReturnType<typeof lateNewsOf>>;

/** What can come late about a deal, as the gateway tells it. */
async function lateNewsOf(deal: MadeDeal, about: About = 'DEPOSIT') {
  const sum = SUMS[about];
  const { database } = world.app.platform;
  const tries = await database.select<{ id: string; intentId: string; status: string }>(
    `SELECT id, gatewayPaymentId AS intentId, status FROM payments
     WHERE subjectId = :id AND purpose = :about AND gatewayPaymentId IS NOT NULL ORDER BY startedAt, id`,
    { id: deal.id, about },
  );
  const first = tries.find(({ status }) => status === 'CANCELLED');
  const paid = tries.find(({ status }) => status === 'SUCCEEDED');
  async function tell(event: object): Promise<void> {
    expect((await sendWebhook(world.app, event)).status).toBe(200);
    await world.app.settle();
  }
  const refunds = () =>
    database.select<
      Record<'id' | 'paymentId' | 'status', string> & { there: string | null; attempt: number; cents: number }
    >(
      `SELECT r.id, r.paymentId, r.status, r.gatewayRefundId AS there, r.attempt, r.amountCents AS cents
       FROM refunds r JOIN payments p ON p.id = r.paymentId WHERE p.subjectId = :id`,
      { id: deal.id },
    );
  return {
    id: deal.id,
    deal,
    refunds,
    tellFirstTry: (status: 'succeeded' | 'requires_payment_method') =>
      tell(intentEvent({ intentId: first?.intentId ?? '', status, amount: sum })),
    async tellDispute(status: 'needs_response' | 'won' | 'lost', of: string, cents?: number) {
      const disputeId = `dp_${of.replaceAll('-', '')}`;
      const [known] = await database.select<{ cents: number }>(
        'SELECT amountCents AS cents FROM card_disputes WHERE gatewayDisputeId = :disputeId',
        { disputeId },
      );
      const amount = cents ?? Number(known?.cents ?? sum);
      for (const [type, word] of [
        ['funds_withdrawn', 'needs_response'],
        ...(status === 'needs_response' ? [] : [['closed', status]]),
        ...(status === 'won' ? [['funds_reinstated', status]] : []),
      ] as const)
        await tell(disputeEvent(type ?? '', disputeId, paid?.intentId ?? '', word ?? '', amount));
    },
    async tellRefund(status: 'failed' | 'succeeded') {
      const refund = (await refunds()).find(({ paymentId }) => paymentId === paid?.id);
      const object = {
        ...{ id: refund?.there, object: 'refund', amount: Number(refund?.cents), currency: 'usd' },
        ...{ payment_intent: paid?.intentId, status },
        ...(status === 'failed' ? { failure_reason: 'declined' } : {}),
        ...{ metadata: { refundAttempt: `${refund?.id}:${refund?.attempt}` }, created: 1_790_000_000 },
      };
      const id = `evt_${newId().replaceAll('-', '')}`;
      await tell({
        id,
        object: 'event',
        type: TYPES_OF_REFUND[status],
        created: 1_790_000_000,
        data: { object },
      });
    },
    async books() {
      const { balance } = world.app.modules.ledger;
      const all = await refunds();
      let owed = 0;
      for (const { id } of all) owed += await balance(`refunds:${id}`);
      return {
        deal: await world.held(deal),
        seller: await world.owedTo(deal.seller),
        buyer: all.reduce((sum, { cents }) => sum + Number(cents), 0),
        house: -(await balance('expense:chargebacks')),
        owed,
        parked: await parkedEvents(),
      };
    },
  };
}

/** Every cent about the deal is somebody's who can act, on its way, or on the list. */
async function demandOwners({ deal, refunds }: SmallDeal): Promise<void> {
  const { body } = await succeed(world.admin.get('/admin/money/stuck'));
  const listed = (body.data as { subject: string }[]).map(({ subject }) => subject);
  const { database } = world.app.platform;
  const { balance } = world.app.modules.ledger;
  const onItsWay = await database.select<{ id: string }>(
    `SELECT id FROM refunds WHERE status IN ('REQUESTED', 'PENDING')`,
  );
  for (const { id, paymentId } of await refunds()) {
    expect(await balance(`unallocated:${paymentId}`)).toBe(0);
    if ((await balance(`refunds:${id}`)) > 0 && !onItsWay.some((refund) => refund.id === id))
      expect(listed).toContain(`refund ${id}`);
  }
  const status = await world.statusOf(deal);
  const waits = await database.select<{ wait: string | null }>(
    'SELECT wait FROM transactions WHERE id = :id',
    {
      id: deal.id,
    },
  );
  const ended = ['COMPLETED', 'CANCELLED'].includes(status);
  const { disputedCents } = (await world.read(deal)).money;
  if (ended && (await world.held(deal)) > disputedCents && waits[0]?.wait !== 'HOLDBACK')
    expect(listed).toContain(`transaction ${deal.id}`);
}

function changeOf(
  before: Record<string, number>,
  after: Record<string, number>,
  { cell, sum }: { cell: string; sum: number },
): string {
  return Object.keys(before)
    .filter((whose) => whose !== 'owed' || cell.includes('owed'))
    .flatMap((whose) => {
      const change = (after[whose] ?? 0) - (before[whose] ?? 0);
      if (change === 0) return [];
      return Math.abs(change) === sum ? `${whose}${change > 0 ? '+' : '-'}` : `${whose}${change}`;
    })
    .join(' ');
}

test('in every state of a deal, whatever comes late about what was paid for it moves the books of whom it concerns', async () => {
  const all = todaysPart(Object.entries(STATES), 4);
  const made = new Map<string, MadeDeal>();
  for (const [name, { old, make }] of all) if (old) made.set(name, await make());
  await world.later(5 * DAY_MS);
  await world.later(26 * DAY_MS);
  await world.later(HOUR_MS);
  for (const [name, { old, make }] of all) if (!old) made.set(name, await make());
  const found: Record<string, Row> = {};
  for (const [name, { row, about = 'DEPOSIT' }] of all) {
    const deal = made.get(name);
    if (!deal) continue;
    expect(name.split(', ')[0]).toBe(await world.statusOf(deal));
    const news = await lateNewsOf(deal, about);
    const cells: Row = {};
    for (const [event, cell] of Object.entries(row) as [LateEvent, string][]) {
      const before = await news.books();
      await EVENTS[event](news);
      cells[event] = changeOf(before, await news.books(), { cell, sum: SUMS[about] });
      await demandOwners(news);
    }
    found[name] = cells;
  }
  expect(found).toEqual(Object.fromEntries(all.map(([name, { row }]) => [name, row])));
  const violations = await world.app.violations('transactions', 'ledger');
  expect(violations.filter(({ check }) => check !== 'ledger.clearing_overdue')).toEqual([]);
  expect((await succeed(world.admin.get('/admin/jobs'))).body.data.deadJobs).toEqual([]);
});

test('what waits for one bank after a cancellation is not taken by another, nor given to anybody before', async () => {
  const deal = await finallyPaid('TRANSFER_IN_PROGRESS');
  const [deposit, rest] = [await lateNewsOf(deal), await lateNewsOf(deal, 'FINAL_PAYMENT')];
  await deposit.tellDispute('needs_response', deal.id);
  await calledOff(deal);
  const [before, other] = [await rest.books(), newId()];
  expect([before.deal, before.buyer]).toEqual([SMALL_DEPOSIT, SMALL_REST]);
  await rest.tellDispute('lost', other);
  expect(await rest.books()).toMatchObject({ ...before, house: before.house - SMALL_REST });
  await rest.tellDispute('won', other);
  expect(await rest.books()).toMatchObject(before);
  await deposit.tellDispute('won', deal.id);
  expect(await rest.books()).toMatchObject({ ...before, deal: 0, buyer: SMALL_PRICE });
  const violations = await world.app.violations('transactions', 'ledger');
  expect(violations.filter(({ check }) => check !== 'ledger.clearing_overdue')).toEqual([]);
});

/**
 * The states of a payout × what comes late: that its transfer went out after all, that its money came back, and that again.
 * `answer`: what the gateway said to a transfer that it did make; `draws`: what was payable again is gone since.
 */
interface LatePayout {
  method: 'WIRE' | 'GATEWAY';
  bring?: string[];
  answer?: 'LOST' | 'REFUSED';
  draws?: true;
  cells: Partial<Record<'sent' | 'back' | 'again', string>>;
}

const PAYOUTS: Record<string, LatePayout> = {
  'wire, waiting': { method: 'WIRE', cells: { back: 'no_wire_out', again: 'no_wire_out' } },
  'wire, sent': { method: 'WIRE', bring: ['record-wire'], cells: { back: 'payable+', again: 'no_wire_out' } },
  'wire, failed': {
    method: 'WIRE',
    bring: ['refuse-wire'],
    cells: { back: 'no_wire_out', again: 'no_wire_out' },
  },
  'transfer, sent': { method: 'GATEWAY', cells: { sent: '', back: 'payable+', again: '' } },
  'transfer, requested': {
    method: 'GATEWAY',
    answer: 'LOST',
    cells: { sent: '', back: 'payable+', again: '' },
  },
  'transfer, requested, back at once': {
    ...{ method: 'GATEWAY', answer: 'LOST', cells: { back: 'payable+', again: '', sent: '' } },
  },
  'transfer, failed': {
    ...{ method: 'GATEWAY', answer: 'REFUSED', cells: { sent: 'payable-', back: 'payable+', again: '' } },
  },
  'transfer, failed, back at once': {
    ...{ method: 'GATEWAY', answer: 'REFUSED', cells: { back: '', sent: '', again: '' } },
  },
  'transfer, failed, and drawn since': {
    ...{ method: 'GATEWAY', answer: 'REFUSED', draws: true, cells: { sent: 'parked1' } },
  },
};

/** The gateway makes the transfer, and neither its answer nor its news is heard; or its answer is a refusal. */
async function answerLate(answer: 'LOST' | 'REFUSED' | undefined, work: () => Promise<void>): Promise<void> {
  const { app } = world;
  const at = app.modules.gateway.gateways.find(app.gateway.name)?.payouts;
  if (!at) throw new Error('Expected a gateway that pays out.');
  const { createTransfer } = at;
  if (answer)
    at.createTransfer = async (order) => {
      await createTransfer.call(at, order);
      await app.gateway.loseNews();
      throw answer === 'LOST'
        ? new Error('The connection broke.')
        : new GatewayRefusal('account_invalid', 'The account cannot receive transfers.');
    };
  try {
    await work();
  } finally {
    at.createTransfer = createTransfer;
  }
}

test('in every state of a payout its money is payable once when it comes back, also to sellers who cannot draw it', async () => {
  const { app, admin } = world;
  const balance = ({ id }: TestUser) => app.modules.ledger.balance(`payable:${id}`);
  const found: Record<string, LatePayout> = {};
  for (const [name, { cells, ...state }] of Object.entries(PAYOUTS)) {
    const { method, bring = [], answer, draws } = state;
    const seller = await app.make.seller();
    const earned = { id: `test:${seller.id}`, debit: 'bank:wire', credit: `payable:${seller.id}` };
    const subject = { type: 'test', id: seller.id };
    await app.modules.ledger.post([{ ...earned, amount: 50_000, unit: 'USD', reason: 'Earned', subject }]);
    await setBankAccount(seller);
    await succeed(seller.post('/seller/payout-account', {}));
    const [account] = await app.platform.database.select<{ id: string }>(
      'SELECT gatewayAccountId AS id FROM payout_accounts WHERE userId = :id',
      { id: seller.id },
    );
    await app.gateway.pages.completeAccount(account?.id ?? '');
    await app.settle();
    await world.later(2 * DAY_MS + HOUR_MS);
    const ask = async (by: string) =>
      (await succeed(seller.post('/seller/payouts', { amountCents: 50_000, method: by }))).body.data.id;
    let id = '';
    await answerLate(answer, async () => {
      id = await ask(method);
      await app.settle();
    });
    if (draws) await ask('WIRE');
    const act = (step: string) =>
      admin.post(`/admin/payouts/${id}/${step}`, {
        ...(step === 'refuse-wire' ? {} : { reference: newId() }),
        ...(step === 'record-wire' ? {} : { reason: 'The account is closed.' }),
      });
    for (const step of bring) await succeed(act(step));
    await succeed(admin.post(`/admin/users/${seller.id}/block`, { reason: 'It was not theirs to sell.' }));
    const tell = {
      back: () => callBack(app, id, 50_000),
      again: () => callBack(app, id, 50_000),
      async sent() {
        const news = await app.gateway.findNews('transfer.created', id);
        const told = { ...news, id: `evt_${newId().replaceAll('-', '')}` };
        expect((await sendWebhook(app, told)).status).toBe(200);
      },
    };
    const cellOf = async (event: keyof typeof cells) => {
      const [before, parked] = [await balance(seller), await parkedEvents()];
      const refused = method === 'WIRE' ? (await act('wire-returned')).body.code : undefined;
      if (method === 'GATEWAY') await tell[event]();
      await app.settle();
      if (refused) return String(refused);
      const change = (await balance(seller)) - before;
      const parkedNow = (await parkedEvents()) - parked;
      if (parkedNow > 0) return `parked${parkedNow}`;
      return change === 0
        ? ''
        : Math.abs(change) === 50_000
          ? `payable${change > 0 ? '+' : '-'}`
          : `${change}`;
    };
    const was: LatePayout['cells'] = {};
    for (const event of Object.keys(cells) as (keyof typeof cells)[]) was[event] = await cellOf(event);
    found[name] = { ...state, cells: was };
    if (draws) continue;
    const stuck = (await succeed(admin.get('/admin/money/stuck'))).body.data as { subject: string }[];
    const place = (await balance(seller)) > 0 ? `user ${seller.id}` : `payout ${id}`;
    expect(stuck.map(({ subject }) => subject)).toContain(place);
  }
  expect(found).toEqual(PAYOUTS);
  expect(await app.violations('payouts')).toEqual([]);
});

/**
 * The states of a subscription × what comes late of its paid invoice, in this order: by how much the credits have changed
 * since before the first of them. `reason`: how the subscription had ended.
 */
const MONEY_BACK = {
  'payment failed late': (news: InvoiceNews) => news.tellInvoice('invoice.payment_failed'),
  'dispute lost': (news: InvoiceNews) => news.dispute('LOST'),
  'appeal won': (news: InvoiceNews) => news.dispute('WON'),
  refunded: (news: InvoiceNews) => news.tellRefund('succeeded'),
  'refund came back': (news: InvoiceNews) => news.tellRefund('failed'),
};
type MoneyBack = keyof typeof MONEY_BACK;

const takes = (credits: number): Record<MoneyBack, number> => ({
  ...{ 'payment failed late': 0, 'dispute lost': 0 - credits, 'appeal won': 0 },
  ...{ refunded: 0 - credits, 'refund came back': 0 },
});

const SUBSCRIPTIONS: Record<
  string,
  { status: string; spent: number; cells: Record<MoneyBack, number>; make(user: TestUser): Promise<unknown> }
> = {
  active: { ...{ status: 'ACTIVE', spent: 0, cells: takes(4) }, make: () => Promise.resolve() },
  'active, credits spent': {
    ...{ status: 'ACTIVE', spent: 4, cells: takes(0) },
    make: () => Promise.resolve(),
  },
  'past due': { ...{ status: 'PAST_DUE', spent: 1, cells: takes(3) }, make: () => world.later(32 * DAY_MS) },
  ended: {
    ...{ status: 'ENDED', spent: 1, cells: takes(3) },
    make: (user) => succeed(user.post('/credits/cancel-subscription', { atPeriodEnd: false })),
  },
};

const PLAN_CENTS = 9_900;
const atGateway = (prefix: string): string => `${prefix}_${newId().replaceAll('-', '')}`;
const eventOf = (type: string, object: object) => ({
  ...{ id: atGateway('evt'), object: 'event', type, created: 1_790_000_000, data: { object } },
});

type InvoiceNews = ReturnType<typeof invoiceNewsOf>;

interface Invoiced {
  user: TestUser;
  subscriptionId: string;
  gatewaySubscriptionId: string;
  customerId: string;
  gatewayInvoiceId: string;
  /** What paid it; null where nothing has. */
  intentId: string | null;
}

/** What can come late of an invoice, as the gateway tells it. */
function invoiceNewsOf(of: Invoiced) {
  const { app } = world;
  const disputeId = newId();
  const refundId = atGateway('re');
  async function tell(type: string, object: object): Promise<void> {
    expect((await sendWebhook(app, eventOf(type, object))).status).toBe(200);
    await app.settle();
  }
  return {
    tellInvoice(type: 'invoice.paid' | 'invoice.payment_failed') {
      const start = Math.floor(app.clock.now() / 1_000);
      const paid = type === 'invoice.paid' ? PLAN_CENTS : 0;
      return tell(type, {
        ...{ id: of.gatewayInvoiceId, object: 'invoice', status: paid > 0 ? 'paid' : 'open' },
        ...{ customer: of.customerId, currency: 'usd', amount_due: PLAN_CENTS, amount_paid: paid },
        ...{ amount_remaining: PLAN_CENTS - paid, total: PLAN_CENTS, number: 'L-1', attempt_count: 1 },
        ...{ billing_reason: 'subscription_create', created: start, hosted_invoice_url: null },
        parent: {
          subscription_details: {
            subscription: of.gatewaySubscriptionId,
            metadata: { reference: of.subscriptionId },
          },
        },
        lines: { data: [{ amount: PLAN_CENTS, period: { start, end: start + 2_678_400 } }] },
      });
    },
    async dispute(outcome: 'WON' | 'LOST') {
      const { customerId, gatewayInvoiceId } = of;
      const news = {
        ...{ customerId, gatewayInvoiceId, gateway: app.gateway.name },
        ...{ disputeId, disputedCents: PLAN_CENTS },
      };
      if (outcome === 'LOST') {
        await app.emit(invoiceDisputed, { ...news, reason: 'fraudulent' });
        await app.settle();
        expect((await creditsOf(of.user)).onHold).toBe(true);
      }
      await app.emit(invoiceDisputeClosed, { ...news, outcome });
      await app.settle();
    },
    /** Of the whole payment, in the gateway's dashboard. */
    tellRefund: (status: 'succeeded' | 'failed') =>
      tell(TYPES_OF_REFUND[status], {
        ...{ id: refundId, object: 'refund', amount: PLAN_CENTS, currency: 'usd', status, metadata: {} },
        ...{ payment_intent: of.intentId, created: 1_790_000_000 },
      }),
  };
}

/** The sandbox takes invoices without payments; here one has paid it, as at Stripe. */
async function payInvoiceBy({ customerId, gatewayInvoiceId }: Omit<Invoiced, 'user'>): Promise<string> {
  const id = atGateway('pi');
  await world.app.platform.database.change(
    `INSERT INTO invoice_payments (id, gateway, customerId, amountCents, gatewayInvoiceId, heardAt)
     VALUES (:id, :gateway, :customerId, :amountCents, :gatewayInvoiceId, :now)`,
    {
      ...{ id, gateway: world.app.gateway.name, customerId, amountCents: PLAN_CENTS, gatewayInvoiceId },
      now: world.app.clock.now(),
    },
  );
  return id;
}

const creditsOf = async (user: TestUser): Promise<{ credits: number; onHold: boolean }> =>
  (await succeed(user.get('/credits/balance'))).body.data;

async function subscribed(user: TestUser) {
  const { body } = await succeed(user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }));
  return body.data as { id: string; checkoutUrl: string };
}

test('in every state of a subscription what a bank or other hands take back of its invoice takes its credits, and brings them again', async () => {
  const { app } = world;
  const { balance } = app.modules.ledger;
  const found: Record<string, unknown> = {};
  for (const [name, { spent, make }] of Object.entries(SUBSCRIPTIONS)) {
    const user = await app.make.seller();
    const { checkoutUrl } = await subscribed(user);
    expect(await app.gateway.pages.payCheckout(checkoutUrl, 'pm_card_declinesLater')).toBe(true);
    await app.settle();
    for (let each = 0; each < spent; each += 1) {
      const subject = { type: 'listing', id: newId() };
      await app.modules.billing.spendCredit({ userId: user.id, key: newId(), reason: 'UNLOCK', subject });
    }
    await make(user);
    await app.settle();
    const statusNow = async () => {
      const [row] = await app.platform.database.select<{ status: string }>(
        'SELECT status FROM subscriptions WHERE userId = :id',
        { id: user.id },
      );
      return row?.status;
    };
    const [row] = await app.platform.database.select<Omit<Invoiced, 'user'>>(
      `SELECT p.subscriptionId, i.subscriptionId AS gatewaySubscriptionId, i.customerId, i.gatewayInvoiceId,
         m.id AS intentId
       FROM gateway_invoices i JOIN subscription_periods p ON p.invoiceId = i.id
       LEFT JOIN invoice_payments m ON m.gatewayInvoiceId = i.gatewayInvoiceId WHERE p.userId = :id`,
      { id: user.id },
    );
    if (!row) throw new Error('Expected a paid invoice.');
    row.intentId ??= await payInvoiceBy(row);
    const news = invoiceNewsOf({ ...row, user });
    const before = (await creditsOf(user)).credits;
    const earned = await balance('revenue:subscriptions');
    const cells: Partial<Record<MoneyBack, number>> = {};
    for (const event of Object.keys(MONEY_BACK) as MoneyBack[]) {
      await MONEY_BACK[event](news);
      const { credits, onHold } = await creditsOf(user);
      expect([name, event, onHold]).toEqual([name, event, false]);
      cells[event] = credits - before;
      const givenBack = event === 'refunded' ? PLAN_CENTS : 0;
      expect([name, event, await balance('revenue:subscriptions')]).toEqual([
        name,
        event,
        earned - givenBack,
      ]);
    }
    found[name] = { status: await statusNow(), spent, cells };
  }
  expect(found).toEqual(
    Object.fromEntries(
      Object.entries(SUBSCRIPTIONS).map(([name, { status, spent, cells }]) => [
        name,
        { status, spent, cells },
      ]),
    ),
  );
});

/** A subscription that has not been paid, or was dropped for that × what comes late of its first invoice. */
const UNPAID: Record<string, { days: number; cells: Record<string, [status: string, credits: number]> }> = {
  'awaiting payment': {
    days: 0,
    cells: {
      'invoice.payment_failed': ['AWAITING_PAYMENT', 0],
      'invoice.paid': ['ACTIVE', 4],
      'invoice.payment_failed, later': ['ACTIVE', 4],
    },
  },
  'dropped as not paid': {
    days: 3,
    cells: {
      'invoice.payment_failed': ['ENDED', 0],
      'invoice.paid': ['ACTIVE', 4],
      'invoice.payment_failed, later': ['ACTIVE', 4],
    },
  },
};

test('a subscription that waits for its payment, or was dropped for want of it, starts with the money that comes late', async () => {
  const { app } = world;
  const found: Record<string, Record<string, unknown>> = {};
  for (const [name, { days, cells }] of Object.entries(UNPAID)) {
    const user = await app.make.seller();
    const { id: subscriptionId } = await subscribed(user);
    if (days > 0) await world.later(days * DAY_MS);
    const [customer] = await app.platform.database.select<{ customerId: string }>(
      'SELECT gatewayCustomerId AS customerId FROM billing_customers WHERE userId = :id',
      { id: user.id },
    );
    const news = invoiceNewsOf({
      ...{ user, subscriptionId, customerId: customer?.customerId ?? '', intentId: null },
      ...{ gatewaySubscriptionId: atGateway('sub'), gatewayInvoiceId: atGateway('in') },
    });
    const was: Record<string, unknown> = {};
    for (const event of Object.keys(cells)) {
      await news.tellInvoice(event.startsWith('invoice.paid') ? 'invoice.paid' : 'invoice.payment_failed');
      const [row] = await app.platform.database.select<{ status: string }>(
        'SELECT status FROM subscriptions WHERE id = :subscriptionId',
        { subscriptionId },
      );
      was[event] = [row?.status, (await creditsOf(user)).credits];
    }
    found[name] = was;
  }
  expect(found).toEqual(Object.fromEntries(Object.entries(UNPAID).map(([name, { cells }]) => [name, cells])));
});
