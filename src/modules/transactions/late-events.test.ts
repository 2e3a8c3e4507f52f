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
 * The states of a deal × what comes late about its deposit, in this order: whose books the sum moves, up or down. `buyer`:
 * refunds to the buyer; `owed`: refunds that have not reached anybody; `house`: what the platform has, less what it has
 * lost; empty: nothing moves.
 */
const EVENTS = {
  'payment failed late': (deal: SmallDeal) => deal.tellFirstTry('requires_payment_method'),
  'payment succeeded late': (deal: SmallDeal) => deal.tellFirstTry('succeeded'),
  'dispute won': (deal: SmallDeal) => deal.tellDispute('won', newId()),
  'dispute lost': (deal: SmallDeal) => deal.tellDispute('lost', deal.id),
  'appeal won': (deal: SmallDeal) => deal.tellDispute('won', deal.id),
  'refund failed': (deal: SmallDeal) => deal.tellRefundFailed(),
  'refund failed again': (deal: SmallDeal) => deal.tellRefundFailed(),
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

const STATES: Record<string, { row: Row; old?: true; make(): Promise<MadeDeal> }> = {
  AWAITING_DEPOSIT: {
    row: { 'payment failed late': '', 'payment succeeded late': 'deal+' },
    make: () => small('SIGNED'),
  },
  IN_REVIEW: { row: HELD, make: () => small('IN_REVIEW') },
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
    make: async () => cancelled(await small('IN_REVIEW')),
  },
  'CANCELLED, refund under way': {
    row: { ...GONE, 'refund failed': '', 'refund failed again': '' },
    make: async () => cancelled(await small('IN_REVIEW', {}, 'pm_card_pendingRefund')),
  },
  'CANCELLED, refund failed': {
    ...{ row: { ...GONE, 'refund failed': '', 'refund failed again': '' }, old: true },
    make: async () => cancelled(await small('IN_REVIEW', {}, 'pm_card_refundFail')),
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

async function cancelled(deal: MadeDeal): Promise<MadeDeal> {
  const wanted = { ...(await world.versionOf(deal)), status: 'CANCELLED', reason: 'Both have asked for it.' };
  await succeed(world.admin.send('put', path(deal, '/admin/status'), wanted));
  await world.app.settle();
  return deal;
}

type SmallDeal = Awaited<ReturnType<typeof lateNewsOf>>;

/** What can come late about a deal, as the gateway tells it. */
async function lateNewsOf(deal: MadeDeal) {
  const { database } = world.app.platform;
  const tries = await database.select<{ id: string; intentId: string; status: string }>(
    `SELECT id, gatewayPaymentId AS intentId, status FROM payments
     WHERE subjectId = :id AND purpose = 'DEPOSIT' AND gatewayPaymentId IS NOT NULL ORDER BY startedAt, id`,
    { id: deal.id },
  );
  const first = tries.find(({ status }) => status === 'CANCELLED');
  const deposit = tries.find(({ status }) => status === 'SUCCEEDED');
  async function tell(event: object): Promise<void> {
    expect((await sendWebhook(world.app, event)).status).toBe(200);
    await world.app.settle();
  }
  const refunds = () =>
    database.select<{ id: string; paymentId: string; there: string | null; attempt: number; cents: number }>(
      `SELECT r.id, r.paymentId, r.gatewayRefundId AS there, r.attempt, r.amountCents AS cents
       FROM refunds r JOIN payments p ON p.id = r.paymentId WHERE p.subjectId = :id`,
      { id: deal.id },
    );
  return {
    id: deal.id,
    deal,
    refunds,
    tellFirstTry: (status: 'succeeded' | 'requires_payment_method') =>
      tell(intentEvent({ intentId: first?.intentId ?? '', status, amount: SMALL_DEPOSIT })),
    async tellDispute(status: 'won' | 'lost', of: string) {
      const disputeId = `dp_${of.replaceAll('-', '')}`;
      for (const [type, word] of [
        ['funds_withdrawn', 'needs_response'],
        ['closed', status],
        ...(status === 'won' ? [['funds_reinstated', status]] : []),
      ] as const)
        await tell(disputeEvent(type ?? '', disputeId, deposit?.intentId ?? '', word ?? '', SMALL_DEPOSIT));
    },
    async tellRefundFailed() {
      const refund = (await refunds()).find(({ paymentId }) => paymentId === deposit?.id);
      const object = {
        ...{ id: refund?.there, object: 'refund', amount: Number(refund?.cents), currency: 'usd' },
        ...{ payment_intent: deposit?.intentId, status: 'failed', failure_reason: 'declined' },
        ...{ metadata: { refundAttempt: `${refund?.id}:${refund?.attempt}` }, created: 1_790_000_000 },
      };
      const id = `evt_${newId().replaceAll('-', '')}`;
      await tell({ id, object: 'event', type: 'refund.failed', created: 1_790_000_000, data: { object } });
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
  if (ended && (await world.held(deal)) > 0 && waits[0]?.wait !== 'HOLDBACK')
    expect(listed).toContain(`transaction ${deal.id}`);
}

function changeOf(before: Record<string, number>, after: Record<string, number>, cell: string): string {
  return Object.keys(before)
    .filter((whose) => whose !== 'owed' || cell.includes('owed'))
    .flatMap((whose) => {
      const change = (after[whose] ?? 0) - (before[whose] ?? 0);
      if (change === 0) return [];
      return Math.abs(change) === SMALL_DEPOSIT ? `${whose}${change > 0 ? '+' : '-'}` : `${whose}${change}`;
    })
    .join(' ');
}

test('in every state of a deal, whatever comes late about its deposit moves the books of whom it concerns', async () => {
  const all = todaysPart(Object.entries(STATES), 2);
  const made = new Map<string, MadeDeal>();
  for (const [name, { old, make }] of all) if (old) made.set(name, await make());
  await world.later(5 * DAY_MS);
  await world.later(26 * DAY_MS);
  await world.later(HOUR_MS);
  for (const [name, { old, make }] of all) if (!old) made.set(name, await make());
  const found: Record<string, Row> = {};
  for (const [name, { row }] of all) {
    const deal = made.get(name);
    if (!deal) continue;
    const news = await lateNewsOf(deal);
    const cells: Row = {};
    for (const [event, cell] of Object.entries(row) as [LateEvent, string][]) {
      const before = await news.books();
      await EVENTS[event](news);
      cells[event] = changeOf(before, await news.books(), cell);
      await demandOwners(news);
    }
    found[name] = cells;
  }
  expect(found).toEqual(Object.fromEntries(all.map(([name, { row }]) => [name, row])));
  const violations = await world.app.violations('transactions', 'ledger');
  expect(violations.filter(({ check }) => check !== 'ledger.clearing_overdue')).toEqual([]);
  expect((await succeed(world.admin.get('/admin/jobs'))).body.data.deadJobs).toEqual([]);
});

/** The states of a payout × its money coming back, and of a subscription × what the bank says of its invoice. */
const PAYOUTS: Record<string, { method: 'WIRE' | 'GATEWAY'; bring?: string[]; back: string; again: string }> =
  {
    'wire, waiting': { method: 'WIRE', back: 'no_wire_out', again: 'no_wire_out' },
    'wire, sent': { method: 'WIRE', bring: ['record-wire'], back: 'payable', again: 'no_wire_out' },
    'wire, failed': { method: 'WIRE', bring: ['refuse-wire'], back: 'no_wire_out', again: 'no_wire_out' },
    'transfer, sent': { method: 'GATEWAY', back: 'payable', again: '' },
  };

test('in every state of a payout its money is payable once when it comes back, also to sellers who cannot draw it', async () => {
  const { app, admin } = world;
  const balance = ({ id }: TestUser) => app.modules.ledger.balance(`payable:${id}`);
  const found: Record<string, unknown> = {};
  for (const [name, { method, bring = [] }] of Object.entries(PAYOUTS)) {
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
    const { body } = await succeed(seller.post('/seller/payouts', { amountCents: 50_000, method }));
    await app.settle();
    const act = (step: string) =>
      admin.post(`/admin/payouts/${body.data.id}/${step}`, {
        ...(step === 'refuse-wire' ? {} : { reference: newId() }),
        ...(step === 'record-wire' ? {} : { reason: 'The account is closed.' }),
      });
    for (const step of bring) await succeed(act(step));
    await succeed(admin.post(`/admin/users/${seller.id}/block`, { reason: 'It was not theirs to sell.' }));
    const comeBack = async () => {
      const before = await balance(seller);
      const refused = method === 'WIRE' ? (await act('wire-returned')).body.code : undefined;
      if (method === 'GATEWAY') await callBack(app, body.data.id, 50_000);
      await app.settle();
      return refused ?? ((await balance(seller)) === before + 50_000 ? 'payable' : '');
    };
    found[name] = {
      method,
      ...(bring.length > 0 ? { bring } : {}),
      back: await comeBack(),
      again: await comeBack(),
    };
    const stuck = (await succeed(admin.get('/admin/money/stuck'))).body.data as { subject: string }[];
    const place = (await balance(seller)) > 0 ? `user ${seller.id}` : `payout ${body.data.id}`;
    expect(stuck.map(({ subject }) => subject)).toContain(place);
  }
  expect(found).toEqual(PAYOUTS);
  expect(await app.violations('payouts')).toEqual([]);
});

const SUBSCRIPTIONS: Record<
  string,
  { status: string; spent: number; lost: number; make(user: TestUser): Promise<unknown> }
> = {
  active: { ...{ status: 'ACTIVE', spent: 0, lost: -4 }, make: () => Promise.resolve() },
  'active, credits spent': { ...{ status: 'ACTIVE', spent: 4, lost: 0 }, make: () => Promise.resolve() },
  'past due': { ...{ status: 'PAST_DUE', spent: 1, lost: -3 }, make: () => world.later(32 * DAY_MS) },
  ended: {
    ...{ status: 'ENDED', spent: 1, lost: -3 },
    make: (user) => succeed(user.post('/credits/cancel-subscription', { atPeriodEnd: false })),
  },
};

test('in every state of a subscription a disputed invoice freezes its credits, a loss takes them, an appeal brings them back', async () => {
  const { app } = world;
  const found: Record<string, unknown> = {};
  for (const [name, { spent, make }] of Object.entries(SUBSCRIPTIONS)) {
    const user = await app.make.seller();
    const wanted = { plan: 'STARTER', interval: 'MONTH' };
    const { body } = await succeed(user.post('/credits/subscribe', wanted));
    expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl, 'pm_card_declinesLater')).toBe(true);
    await app.settle();
    for (let each = 0; each < spent; each += 1) {
      const subject = { type: 'listing', id: newId() };
      await app.modules.billing.spendCredit({ userId: user.id, key: newId(), reason: 'UNLOCK', subject });
    }
    await make(user);
    await app.settle();
    const [row] = await app.platform.database.select<
      Record<'status' | 'customerId' | 'gatewayInvoiceId', string>
    >(
      `SELECT s.status, i.customerId, i.gatewayInvoiceId FROM gateway_invoices i
       JOIN subscription_periods p ON p.invoiceId = i.id
       JOIN subscriptions s ON s.id = p.subscriptionId WHERE p.userId = :id`,
      { id: user.id },
    );
    if (!row) throw new Error('Expected a paid invoice.');
    const { status, ...paid } = row;
    const news = { ...paid, gateway: app.gateway.name, disputeId: newId(), disputedCents: 9_900 };
    const credits = async () => (await succeed(user.get('/credits/balance'))).body.data;
    const before = await credits();
    await app.emit(invoiceDisputed, { ...news, reason: 'fraudulent' });
    await app.settle();
    expect([name, (await credits()).onHold]).toEqual([name, true]);
    const end = async (outcome: 'WON' | 'LOST') => {
      await app.emit(invoiceDisputeClosed, { ...news, outcome });
      await app.settle();
      return (await credits()).credits - before.credits;
    };
    found[name] = [status, await end('LOST'), await end('WON'), (await credits()).onHold];
  }
  expect(found).toEqual(
    Object.fromEntries(
      Object.entries(SUBSCRIPTIONS).map(([name, { status, lost }]) => [name, [status, lost, 0, false]]),
    ),
  );
});
