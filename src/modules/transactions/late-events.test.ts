/**
 * What comes late for a deal: in every state of it, and of the refunds of its payments, the money has an owner, or a place on
 * the list. Of payments for other things, payouts and subscriptions: the files of this name beside them.
 */
import {
  codeOf,
  type DealOptions,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { expectAllOf, type LateNews, lateNews, type Row, tellRow } from '../../../tests/support/late-news';
import { disputeEvent } from '../../../tests/support/make-payments';
import type { TestUser } from '../../../tests/support/app';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { OUTSIDE_STATUSES, type OutsideStatus } from '../payments/outside-refund.model';
import { REFUND_STATUSES, type RefundStatus } from '../payments/refund.rules';
import { DEAL_STATES } from './index';

const PRICE = 20_000_000;
const DEPOSIT = 1_000_000;
const FEE = 600_000;
const LEFT = PRICE - DEPOSIT;

let world: DealWorld;
let news: LateNews;
/** Of the many small deals. */
let people: { buyer: TestUser; seller: TestUser };
/** Deals whose deposit the bank has taken back for good, by how they will end. */
const lost = new Map<string, MadeDeal>();
const UNDIVIDED = 'a refund that reaches nobody';
let lossesBefore = 0;

beforeAll(async () => {
  // One administrator does here what takes two above the limit, or adds up to it.
  world = await startDealWorld({ TWO_ADMIN_LIMIT_CENTS: '10000000000' });
  news = lateNews(world.app);
  people = { buyer: await world.app.make.buyer(), seller: await world.app.make.seller() };
  lossesBefore = await losses();
  lost.set(UNDIVIDED, await fullyPaid());
  for (const [name, { make }] of Object.entries(ENDS)) lost.set(name, await make());
  for (const days of [2, 31]) await world.later(days * DAY_MS);
});
afterAll(() => world.close());

const losses = () => world.app.modules.ledger.balance('expense:chargebacks');
function dealThatLost(name: string): MadeDeal {
  const deal = lost.get(name);
  if (!deal) throw new Error(`${name} was not made.`);
  return deal;
}

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
    await news.tell(disputeEvent(type, dispute.disputeId, dispute.intentId, 'won', Number(dispute.amount)));
  }
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
  const deal = dealThatLost(UNDIVIDED);
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
  const each = async (work: (row: (typeof ENDS)[string], deal: MadeDeal) => Promise<void>) => {
    for (const [name, row] of Object.entries(ENDS)) await work(row, dealThatLost(name));
  };
  await each((row, deal) => row.end(deal));
  await world.app.settle();
  await world.sendWiresBack();
  // What no deal bore the platform has lost.
  expect(await losses()).toBe(lossesBefore + DEPOSIT);
  await each(async (row, deal) => {
    await winAppeal(deal);
    await row.late(deal);
  });
  await world.app.settle();
  await world.sendWiresBack();
  expect(await losses()).toBe(lossesBefore);
  expect(await world.violations()).toEqual([]);
});

/**
 * The states of a deal × what comes late about its deposit, or about its final payment where the state says so, in this
 * order: whose books the sum moves, up or down; another sum is named. `deal`: what is held for it; `seller`: what is owed to
 * them; `buyer`: refunds to the buyer; `owed`: of these, what has not reached anybody; `past`: what other hands have refunded,
 * and nobody has booked; `house`: what the platform has, less what it has lost; `parked`: news that waits for an
 * administrator; empty: nothing moves. The last ones are told by an administrator, who may be refused.
 */
const EVENTS = {
  'payment failed late': ({ first }) => first.tellPayment('requires_payment_method'),
  'payment succeeded late': ({ first }) => first.tellPayment('succeeded'),
  'dispute won': ({ paid }) => paid.tellDispute('won', newId()),
  'dispute lost': ({ paid, deal }) => paid.tellDispute('lost', deal.id),
  'appeal won': ({ paid, deal }) => paid.tellDispute('won', deal.id),
  'refunded past us': ({ paid }) => paid.tellPastUs('succeeded'),
  'which came back': ({ paid }) => paid.tellPastUs('failed'),
  'refund failed': ({ tellRefund }) => tellRefund('failed'),
  'refund failed again': ({ tellRefund }) => tellRefund('failed'),
  'refund paid after all': ({ tellRefund }) => tellRefund('succeeded'),
  'its wire came back': ({ returnWire }) => returnWire(),
  'its wire came back again': ({ returnWire }) => returnWire(),
} satisfies Record<string, (of: SmallDeal) => Promise<string | void>>;
type LateEvent = keyof typeof EVENTS;

const ABOUT_FIRST: Row<LateEvent> = { 'payment failed late': '', 'payment succeeded late': 'buyer+' };
const BY_BANK: Row<LateEvent> = { 'dispute won': '', 'dispute lost': 'deal-', 'appeal won': 'deal+' };
const PAST_US: Row<LateEvent> = { 'refunded past us': 'past+', 'which came back': 'past-' };
const HELD: Row<LateEvent> = { ...ABOUT_FIRST, ...BY_BANK, ...PAST_US };
/** What the platform has, and so a bank takes it from there. */
const GONE: Row<LateEvent> = { ...HELD, 'dispute lost': 'house-', 'appeal won': 'house+' };
/** What was given back once is not given back again in the dashboard. */
const REFUNDED: Row<LateEvent> = {
  ...{ ...ABOUT_FIRST, ...BY_BANK, 'dispute lost': 'house-', 'appeal won': 'house+' },
  ...{ 'refund failed': '', 'refund failed again': '' },
};
const WAITS_FOR_BANK: Row<LateEvent> = { ...ABOUT_FIRST, ...BY_BANK, 'appeal won': 'buyer+' };

const SMALL_PRICE = 2_000_000;
const SMALL_DEPOSIT = 200_000;
const SMALL_REST = SMALL_PRICE - SMALL_DEPOSIT;
const SUMS = { DEPOSIT: SMALL_DEPOSIT, FINAL_PAYMENT: SMALL_REST };
type About = keyof typeof SUMS;

const FINALLY = { about: 'FINAL_PAYMENT' } as const;
const A_FIFTH = (20 * SMALL_PRICE) / 100;

interface State {
  row: Row<LateEvent>;
  about?: About;
  /** Of what was paid. */
  refund?: RefundStatus;
  /** Of what other hands have refunded. */
  pastUs?: OutsideStatus;
  /** Made a month before the news. */
  old?: true;
  make(): Promise<MadeDeal>;
}

/** By the state of the deal, and what else is to be said of it. */
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
  'PAYMENT_PENDING, on hold': {
    row: HELD,
    async make() {
      const deal = await small('PAYMENT_PENDING');
      await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: 'A paper is to be looked at.' }));
      return deal;
    },
  },
  TRANSFER_IN_PROGRESS: { row: HELD, make: () => small('TRANSFER_IN_PROGRESS') },
  INSPECTION: { row: HELD, make: () => small('INSPECTION') },
  DISPUTED: { row: HELD, make: async () => disputed(await small('IN_REVIEW')) },
  'IN_REVIEW, a refund past us under way': {
    ...{ row: { ...BY_BANK, ...PAST_US }, pastUs: 'PENDING' },
    make: async () => refundedPastUs(await small('IN_REVIEW'), 'pending'),
  },
  'IN_REVIEW, refunded past us': {
    ...{ row: { ...BY_BANK, 'which came back': 'past-' }, pastUs: 'UNBOOKED' },
    make: async () => refundedPastUs(await small('IN_REVIEW'), 'succeeded'),
  },
  'IN_REVIEW, a refund past us undone': {
    ...{ row: { 'refunded past us': '', 'which came back': '', ...BY_BANK }, pastUs: 'UNDONE' },
    make: async () => refundedPastUs(await small('IN_REVIEW'), 'succeeded', 'failed'),
  },
  'IN_REVIEW, a refund past us the platform’s loss': {
    ...{ row: { ...BY_BANK, 'which came back': 'house+' }, pastUs: 'BOOKED' },
    async make() {
      const deal = await refundedPastUs(await small('IN_REVIEW'), 'succeeded');
      const [refund] = await news.outsideFor(deal.id);
      const loss = { as: 'LOSS', reason: 'Nobody here had refunded it.' };
      await succeed(world.admin.post(`/admin/outside-refunds/${refund?.id}/book`, loss));
      await world.app.settle();
      return deal;
    },
  },
  'DISPUTED, a refund past us borne': {
    ...{ row: { 'which came back': 'deal+', ...BY_BANK }, pastUs: 'BOOKED' },
    async make() {
      const deal = await refundedPastUs(await small('IN_REVIEW'), 'succeeded');
      const [refund] = await news.outsideFor(deal.id);
      const borne = { outsideRefundId: refund?.id, reason: 'Both sides know of it.' };
      await succeed(world.admin.post(path(deal, '/admin/book-refund'), borne));
      await world.app.settle();
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
  'CANCELLED, nothing paid': { row: ABOUT_FIRST, make: async () => calledOff(await small('SIGNED')) },
  'CANCELLED, refunded': {
    ...{ row: { ...REFUNDED, 'refund failed': 'owed+' }, refund: 'SUCCEEDED' },
    make: async () => calledOff(await small('IN_REVIEW')),
  },
  'CANCELLED, refund asked for': {
    row: {
      ...ABOUT_FIRST,
      ...BY_BANK,
      'dispute lost': 'house-',
      'appeal won': 'house+',
      'refund paid after all': 'owed-',
      'refund failed': 'owed+',
      'refund failed again': '',
    },
    refund: 'REQUESTED',
    async make() {
      const deal = await small('IN_REVIEW');
      return unheard(() => calledOff(deal));
    },
  },
  'CANCELLED, refund under way': {
    ...{ row: REFUNDED, refund: 'PENDING' },
    make: async () => calledOff(await small('IN_REVIEW', {}, 'pm_card_pendingRefund')),
  },
  'CANCELLED, refund failed': {
    ...{ row: REFUNDED, refund: 'NEEDS_ATTENTION', old: true },
    make: async () => calledOff(await small('IN_REVIEW', {}, 'pm_card_refundFail')),
  },
  'CANCELLED, refund taken back': {
    row: {
      // The gateway knows of the refund before.
      ...{ ...WAITS_FOR_BANK, 'appeal won': 'buyer+ owed+', 'refund failed': '', 'refund failed again': '' },
      'refund paid after all': 'parked1',
    },
    refund: 'TAKEN_BACK',
    async make() {
      const deal = await calledOff(await small('IN_REVIEW', {}, 'pm_card_pendingRefund'));
      await (await newsOf(deal)).tellRefund('failed');
      const [refund] = await news.refundsFor(deal.id);
      await succeed(
        world.admin.post(`/admin/refunds/${refund?.id}/take-back`, { reason: 'It reached nobody.' }),
      );
      await world.app.settle();
      expect(await stuckFor(deal)).toEqual(['DEAL_UNDIVIDED']);
      return deal;
    },
  },
  'CANCELLED, refund awaits its wire': {
    row: { ...ABOUT_FIRST, 'its wire came back': '409 no_wire_out' },
    refund: 'AWAITING_WIRE',
    make: async () => calledOff(await small('IN_REVIEW', {}, 'WIRE')),
  },
  'CANCELLED, refund wired': {
    row: { ...ABOUT_FIRST, 'its wire came back': 'owed+', 'its wire came back again': '409 no_wire_out' },
    refund: 'SUCCEEDED',
    make: async () => wiredBack(await calledOff(await small('IN_REVIEW', {}, 'WIRE'))),
  },
  'CANCELLED, wired refund came back': {
    row: { ...ABOUT_FIRST, 'its wire came back': '409 no_wire_out' },
    refund: 'NEEDS_ATTENTION',
    async make() {
      const deal = await wiredBack(await calledOff(await small('IN_REVIEW', {}, 'WIRE')));
      await (await newsOf(deal)).returnWire();
      return deal;
    },
  },
  'CANCELLED, a part for each': {
    row: { ...ABOUT_FIRST, ...BY_BANK, 'dispute lost': 'house-', 'appeal won': 'house+' },
    refund: 'SUCCEEDED',
    async make() {
      const deal = await disputed(await small('IN_REVIEW'));
      expect(await resolve(deal, 'CANCELLED', SMALL_DEPOSIT / 2, SMALL_DEPOSIT / 2)).toBe('200');
      await world.app.settle();
      return deal;
    },
  },
  'CANCELLED, while a bank decides': { row: WAITS_FOR_BANK, make: () => canceledMeanwhile(SMALL_DEPOSIT) },
  'CANCELLED, while a bank decides about a part': {
    row: {
      ...WAITS_FOR_BANK,
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
    make: async () => disputed(await finallyPaid('TRANSFER_IN_PROGRESS')),
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
    ...{ ...FINALLY, row: { ...REFUNDED, 'refund failed': 'owed+' }, refund: 'SUCCEEDED' },
    make: async () => calledOff(await finallyPaid('TRANSFER_IN_PROGRESS')),
  },
  'CANCELLED, paid, refund under way': {
    ...{ ...FINALLY, row: REFUNDED, refund: 'PENDING' },
    make: async () => calledOff(await finallyPaid('INSPECTION', {}, 'pm_card_pendingRefund')),
  },
};

/** A payment by a card, or by a wire that an administrator sees at the bank. */
async function pay(deal: MadeDeal, about: About, by: string): Promise<void> {
  const [step, verify] =
    about === 'DEPOSIT' ? ['deposit', 'verify-deposit'] : ['final-payment', 'verify-payment'];
  const how = by === 'WIRE' ? { method: 'WIRE' } : { method: 'CARD', paymentMethodId: by };
  const { body } = await succeed(deal.buyer.post(path(deal, `/${step}`), how));
  if (by !== 'WIRE') return;
  const seen = { amountCents: SUMS[about], reference: `W ${deal.id}` };
  await succeed(world.admin.post(path(deal, `/admin/${verify}/${body.data.payment.id}`), seen));
}

/** What is to be paid is tried with a card whose bank asks, which then gives way to how it is paid; to a wire where it is not yet. */
async function payAnew(deal: MadeDeal, about: About, by: string | null): Promise<void> {
  const step = about === 'DEPOSIT' ? 'deposit' : 'final-payment';
  await pay(deal, about, 'pm_card_authenticationRequired');
  if (by) await pay(deal, about, by);
  else await succeed(deal.buyer.post(path(deal, `/${step}`), { method: 'WIRE' }));
  await world.app.settle();
}

/** A deal whose first try of the deposit was given up for another way to pay it. */
async function small(
  stage: Parameters<DealWorld['at']>[0],
  options: DealOptions = {},
  by = 'pm_card_visa',
): Promise<MadeDeal> {
  const deal = await world.at('SIGNED', { ...people, ...options, amountCents: SMALL_PRICE });
  await payAnew(deal, 'DEPOSIT', stage === 'SIGNED' ? null : by);
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
  options: DealOptions = {},
  card = 'pm_card_visa',
): Promise<MadeDeal> {
  const deal = await small('PAYMENT_PENDING', options);
  await payAnew(deal, 'FINAL_PAYMENT', stage === 'PAYMENT_PENDING' ? null : card);
  return stage === 'PAYMENT_PENDING' ? deal : world.advance(deal, 'TRANSFER_IN_PROGRESS', stage);
}

async function disputed(deal: MadeDeal): Promise<MadeDeal> {
  await succeed(deal.buyer.post(path(deal, '/dispute'), { reason: 'The trucks are not there.' }));
  return deal;
}

/** Other hands refund the deposit in the gateway's dashboard, and this is told of it. */
async function refundedPastUs(
  deal: MadeDeal,
  ...told: ('pending' | 'succeeded' | 'failed')[]
): Promise<MadeDeal> {
  const { paid } = await newsOf(deal);
  for (const status of told) await paid.tellPastUs(status);
  return deal;
}

/** Canceled while the bank decides about this much of the deposit. */
async function canceledMeanwhile(disputedCents: number): Promise<MadeDeal> {
  const deal = await small('IN_REVIEW');
  await (await newsOf(deal)).paid.tellDispute('needs_response', deal.id, disputedCents);
  return calledOff(deal);
}

async function calledOff(deal: MadeDeal): Promise<MadeDeal> {
  const wanted = { ...(await world.versionOf(deal)), status: 'CANCELLED', reason: 'Both have asked for it.' };
  await succeed(world.admin.send('put', path(deal, '/admin/status'), wanted));
  await world.app.settle();
  return deal;
}

/** The refund of what was wired went out by wire. */
async function wiredBack(deal: MadeDeal): Promise<MadeDeal> {
  const [refund] = await news.refundsFor(deal.id);
  const wire = { reference: `BACK ${deal.id}` };
  await succeed(world.admin.post(`/admin/refunds/${refund?.id}/confirm-wire`, wire));
  await world.app.settle();
  return deal;
}

/** The gateway makes the refund, and neither its answer nor its news is heard. */
async function unheard(work: () => Promise<MadeDeal>): Promise<MadeDeal> {
  const { app } = world;
  const at = app.modules.gateway.gateways.find(app.gateway.name);
  if (!at) throw new Error('Expected a gateway.');
  const { createRefund, listRefunds } = at;
  at.createRefund = async (order) => {
    await createRefund.call(at, order);
    await app.gateway.loseNews();
    at.listRefunds = () => Promise.reject(new Error('The connection broke.'));
    throw new Error('The connection broke.');
  };
  try {
    return await work();
  } finally {
    Object.assign(at, { createRefund, listRefunds });
    await news.askNoMore('payments.refund_at_gateway');
  }
}

const NO_PAYMENT = { intentId: null };

type SmallDeal = Awaited<ReturnType<typeof newsOf>>;

/** What can come late about a deal. */
async function newsOf(deal: MadeDeal, about: About = 'DEPOSIT') {
  const tries = await news.paymentsFor(deal.id, about);
  const first = tries.find(({ status }) => status === 'CANCELLED');
  const paid = tries.find(({ status }) => status === 'SUCCEEDED');
  const refund = async () => {
    const found = (await news.refundsFor(deal.id)).find(({ paymentId }) => paymentId === paid?.id);
    if (!found) throw new Error('Expected a refund.');
    return found;
  };
  return {
    deal,
    first: news.about(first ?? NO_PAYMENT, SUMS[about]),
    paid: news.about(paid ?? NO_PAYMENT, SUMS[about]),
    refundStatus: async () => (paid ? (await refund()).status : null),
    pastUsStatus: async () => (await news.outsideFor(deal.id))[0]?.status,
    tellRefund: async (status: 'failed' | 'succeeded') =>
      news.tellRefund(paid?.intentId ?? '', await refund(), status),
    async returnWire(): Promise<string | void> {
      const back = { reference: newId(), reason: 'The account is closed.' };
      const said = await codeOf(
        world.admin.post(`/admin/refunds/${(await refund()).id}/wire-returned`, back),
      );
      await world.app.settle();
      if (said !== '200') return said;
    },
    books: async () => ({
      deal: await world.held(deal),
      seller: await world.owedTo(deal.seller),
      ...(await news.booksOf(deal.id)),
    }),
  };
}

/** What an ended deal holds is its hold-back, or what banks decide about, or is listed; so is what was paid for it. */
async function demandOwners(deal: MadeDeal): Promise<void> {
  await news.demandOwners(deal.id);
  const [row] = await world.app.platform.database.select<{ state: string; wait: string | null }>(
    'SELECT state, wait FROM transactions WHERE id = :id',
    { id: deal.id },
  );
  const ended = ['COMPLETED', 'CANCELLED'].includes(row?.state ?? '');
  if (!ended || row?.wait === 'HOLDBACK' || (await world.held(deal)) === 0) return;
  const { disputedCents } = (await world.read(deal)).money;
  if ((await world.held(deal)) > disputedCents)
    expect(await news.listed()).toContain(`transaction ${deal.id}`);
}

const stateIn = (name: string): string => name.split(', ')[0] ?? '';
const covered = Object.entries(STATES);

test('each state of a deal, and each status of a refund by us or past us, has its row', () => {
  expectAllOf(
    DEAL_STATES,
    covered.map(([name]) => stateIn(name)),
  );
  expectAllOf(
    OUTSIDE_STATUSES,
    covered.flatMap(([, { pastUs }]) => pastUs ?? []),
  );
  expectAllOf(
    REFUND_STATUSES,
    covered.flatMap(([, { refund }]) => refund ?? []),
  );
});

test('in every state of a deal, whatever comes late about what was paid for it moves the books of whom it concerns', async () => {
  const made = new Map<string, MadeDeal>();
  for (const [name, { old, make }] of covered) if (old) made.set(name, await make());
  await world.later(5 * DAY_MS);
  await world.later(26 * DAY_MS);
  await world.later(HOUR_MS);
  for (const [name, { old, make }] of covered) if (!old) made.set(name, await make());
  const found: Record<string, Row<LateEvent>> = {};
  for (const [name, { row, about = 'DEPOSIT', refund, pastUs }] of covered) {
    const deal = made.get(name);
    if (!deal) continue;
    const of = await newsOf(deal, about);
    expect([name, await world.statusOf(deal)]).toEqual([name, stateIn(name)]);
    if (refund) expect([name, await of.refundStatus()]).toEqual([name, refund]);
    if (pastUs) expect([name, await of.pastUsStatus()]).toEqual([name, pastUs]);
    found[name] = await tellRow(row, {
      ...{ tell: (event) => EVENTS[event](of), books: of.books, sum: SUMS[about] },
      demandOwners: () => demandOwners(deal),
    });
  }
  expect(found).toEqual(Object.fromEntries(covered.map(([name, { row }]) => [name, row])));
  const violations = await world.app.violations('transactions', 'ledger');
  expect(violations.filter(({ check }) => check !== 'ledger.clearing_overdue')).toEqual([]);
  expect((await succeed(world.admin.get('/admin/jobs'))).body.data.deadJobs).toEqual([]);
});

test('what waits for one bank after a cancellation is not taken by another, nor given to anybody before', async () => {
  const deal = await finallyPaid('TRANSFER_IN_PROGRESS');
  const [deposit, rest] = [await newsOf(deal), await newsOf(deal, 'FINAL_PAYMENT')];
  await deposit.paid.tellDispute('needs_response', deal.id);
  await calledOff(deal);
  const [before, other] = [await rest.books(), newId()];
  expect([before.deal, before.buyer]).toEqual([SMALL_DEPOSIT, SMALL_REST]);
  await rest.paid.tellDispute('lost', other);
  expect(await rest.books()).toMatchObject({ ...before, house: before.house - SMALL_REST });
  await rest.paid.tellDispute('won', other);
  expect(await rest.books()).toMatchObject(before);
  await deposit.paid.tellDispute('won', deal.id);
  expect(await rest.books()).toMatchObject({ ...before, deal: 0, buyer: SMALL_PRICE });
  const violations = await world.app.violations('transactions', 'ledger');
  expect(violations.filter(({ check }) => check !== 'ledger.clearing_overdue')).toEqual([]);
});
