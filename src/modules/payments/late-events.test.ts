/**
 * What comes late of a payment for credits, a listing fee or premium: in every status of the payment, and of what it was for,
 * its money has an owner, or a place on the list. Of deals: transactions/late-events.test.ts.
 */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { expectAllOf, type LateNews, lateNews, type Row, tellRow } from '../../../tests/support/late-news';
import { makeListings } from '../../../tests/support/make-listings';
import { anOrder, PRICE_CENTS, refundEvent } from '../../../tests/support/make-payments';
import { codeOf, succeed } from '../../../tests/support/make-transactions';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { ORDER_STATUSES } from '../billing/credit-order.model';
import { PREMIUM_STATUSES } from '../listings/premium/premium.rules';
import { PAYMENT_STATUSES, type PaymentStatus } from './payment.rules';
import { UNASSIGNED_STATES } from './unassigned-money.model';

const ASKS = { method: 'CARD', paymentMethodId: 'pm_card_authenticationRequired' };
const CARD = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
const DECLINED = { method: 'CARD', paymentMethodId: 'pm_card_chargeDeclined' };
const DEBIT = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };

let app: TestApp;
let news: LateNews;
let admin: TestUser;
let colleague: TestUser;
/** Buys everything. */
let user: TestUser;

beforeAll(async () => {
  app = await startTestApp();
  news = lateNews(app);
  [admin, colleague] = [await app.make.admin(), await app.make.admin()];
  user = await app.make.seller();
});
afterAll(() => app.close());

/** Something that is paid for, and how many credits, or what right, it has bought. */
interface Thing {
  id: string;
  sum: number;
  revenue: string;
  pay(how: object): Promise<unknown>;
  has(): Promise<number>;
  status(): Promise<string | undefined>;
}

const statusIn = async (table: string, id: string): Promise<string | undefined> => {
  const select = `SELECT status FROM ${table} WHERE id = :id`;
  return (await app.platform.database.select<{ status: string }>(select, { id }))[0]?.status;
};
const order = (id: string, sum: number, revenue: string, pay: Thing['pay']): Thing => ({
  ...{ id, sum, revenue, pay },
  has: () => app.modules.billing.creditBalance(user.id),
  status: () => statusIn('credit_orders', id),
});

/** A credit purchase is an order of its own each time. */
async function credits(how: object): Promise<Thing> {
  const { body } = await succeed(user.post('/credits/purchase', { credits: 3, ...how }));
  return order(body.data.id, body.data.priceCents, 'revenue:credits', () => Promise.reject(new Error()));
}

async function fee(how: object): Promise<Thing> {
  const { id: listingId } = await makeListings(app).draft({ seller: user });
  const pay = async (by: object) =>
    (await succeed(user.post('/credits/listing-fee', { listingId, ...by }))).body.data;
  const { id, priceCents } = await pay(how);
  return order(id, priceCents, 'revenue:listings', pay);
}

async function premium(how: object): Promise<Thing> {
  const { id: listingId } = await makeListings(app).draft({ seller: user });
  const path = `/listings/${listingId}/premium-request`;
  const { body } = await succeed(user.post(path, { note: 'The best in the state.' }));
  const { id } = body.data;
  const decided = await succeed(admin.put(`/admin/premium-requests/${id}`, { decision: 'APPROVE' }));
  const pay = (by: object) => succeed(user.post(`${path}/payment`, by));
  await pay(how);
  const status = () => statusIn('premium_requests', id);
  return {
    ...{ id, sum: decided.body.data.feeCents, revenue: 'revenue:listings', pay, status },
    has: async () => ((await status()) === 'PREMIUM' ? 1 : 0),
  };
}

/**
 * The states × what comes late of the payment, in this order. `bought`: credits, or the right to be shown first; `hold`: why
 * credits cannot be spent; `revenue`: what the platform has earned; the others are told in `late-news.ts`.
 */
const EVENTS = {
  failed: (of) => of.tellPayment('requires_payment_method'),
  succeeded: (of) => of.tellPayment('succeeded'),
  'succeeded again': (of) => of.tellPayment('succeeded'),
  disputed: (of) => of.tellDispute('needs_response'),
  'dispute lost': (of) => of.tellDispute('lost'),
  'lost again': (of) => of.tellDispute('lost'),
  'appeal won': (of) => of.tellDispute('won'),
  'lost, told late': (of) => of.tellDispute('lost'),
  'refund begun past us': (of) => of.tellPastUs('pending'),
  'refunded past us': (of) => of.tellPastUs('succeeded'),
  'which came back': (of) => of.tellPastUs('failed'),
} satisfies Record<string, (of: ReturnType<LateNews['about']>) => Promise<void>>;
type LateEvent = keyof typeof EVENTS;

/** Credits are on hold while a bank decides. */
const followed = (bought: number, holds: boolean): Row<LateEvent> => ({
  ...{ disputed: holds ? 'hold1' : '', 'dispute lost': `bought${-bought} ${holds ? 'hold-1 ' : ''}house-` },
  ...{ 'lost again': '', 'appeal won': `bought${bought} house+` },
  ...{ 'lost, told late': '', 'refund begun past us': '', 'refunded past us': `bought${-bought} revenue-` },
  'which came back': `bought${bought} revenue+`,
});
const paid = (bought: number, holds: boolean): Row<LateEvent> => ({
  ...{ failed: '', succeeded: '', ...followed(bought, holds) },
});
const pays = (bought: number, holds: boolean): Row<LateEvent> => ({
  ...{ succeeded: `bought${bought} revenue+`, 'succeeded again': '', ...followed(bought, holds) },
});
/** It buys nothing, and goes back by itself; by a bank debit that takes days. */
const goesBack = (moved = 'buyer+'): Row<LateEvent> => ({
  ...{ failed: '', succeeded: moved, 'succeeded again': '' },
  ...{ disputed: '', 'dispute lost': 'house-', 'lost again': '', 'appeal won': 'house+' },
  'lost, told late': '',
});
/** What it bought is over for another reason; its money was earned. */
const EARNED: Row<LateEvent> = {
  ...{ failed: '', succeeded: '', 'dispute lost': 'house-', 'appeal won': 'house+' },
  ...{ 'refunded past us': 'revenue-', 'which came back': 'revenue+' },
};

interface State {
  row: Row<LateEvent>;
  /** Of what was paid for. */
  thing: string;
  payment: PaymentStatus;
  /** Made days before the news. */
  old?: true;
  make(): Promise<Thing>;
}

type Maker = typeof credits;

/** In each status of its payment, where nothing else has been done. */
const inEachStatus = (
  name: string,
  make: Maker,
  given: { bought: number; holds: boolean; waits: string; has: string; gone: string },
): Record<string, State> => {
  const { waits, has, gone } = given;
  const late = pays(given.bought, given.holds);
  return {
    [`${name}, STARTED`]: {
      ...{ row: { failed: '', ...late }, thing: waits, payment: 'STARTED' },
      make: () => make(ASKS),
    },
    [`${name}, PROCESSING`]: { row: late, thing: waits, payment: 'PROCESSING', make: () => make(DEBIT) },
    [`${name}, SUCCEEDED`]: {
      ...{ row: paid(given.bought, given.holds), thing: has, payment: 'SUCCEEDED' },
      make: () => make(CARD),
    },
    [`${name}, FAILED`]: { row: late, thing: gone, payment: 'FAILED', make: () => make(DECLINED) },
  };
};

/** Waits, and is then paid in another way. */
const anotherHasPaid = async (make: Maker): Promise<Thing> => {
  const thing = await make(ASKS);
  await thing.pay(CARD);
  return thing;
};
const ORDERED = { holds: true, waits: 'AWAITING_PAYMENT', has: 'PAID', gone: 'FAILED' };

const STATES: Record<string, State> = {
  ...inEachStatus('credits', credits, { bought: 3, ...ORDERED }),
  ...inEachStatus('listing fee', fee, { bought: 1, ...ORDERED }),
  ...inEachStatus('premium', premium, {
    bought: 1,
    holds: false,
    waits: 'APPROVED',
    has: 'PREMIUM',
    gone: 'APPROVED',
  }),
  'credits, left open': {
    ...{ row: pays(3, true), thing: 'FAILED', payment: 'CANCELLED', old: true },
    make: () => credits(ASKS),
  },
  'listing fee, left open': {
    ...{ row: pays(1, true), thing: 'FAILED', payment: 'CANCELLED', old: true },
    make: () => fee(ASKS),
  },
  'listing fee, paid by another payment': {
    ...{ row: goesBack(), thing: 'PAID', payment: 'CANCELLED' },
    make: () => anotherHasPaid(fee),
  },
  'premium, paid by another payment': {
    ...{ row: goesBack(), thing: 'PREMIUM', payment: 'CANCELLED' },
    make: () => anotherHasPaid(premium),
  },
  'premium, lapsed': {
    ...{ row: goesBack(), thing: 'LAPSED', payment: 'CANCELLED', old: true },
    make: () => premium(ASKS),
  },
  'premium, withdrawn while a debit is under way': {
    ...{ row: goesBack('buyer+ owed+'), thing: 'WITHDRAWN', payment: 'CANCELLED' },
    async make() {
      const thing = await premium(DEBIT);
      await succeed(user.post(`/listings/${await listingOf(thing)}/premium-request/withdraw`));
      return thing;
    },
  },
  'premium, ended': {
    ...{ row: EARNED, thing: 'ENDED', payment: 'SUCCEEDED' },
    make: () => ended(false),
  },
  'premium, ended, its fee given back': {
    ...{ thing: 'ENDED', payment: 'SUCCEEDED' },
    row: { failed: '', succeeded: '', 'dispute lost': 'house-', 'appeal won': 'house+' },
    make: () => ended(true),
  },
};

/** About credits: their owner spends none meanwhile. */
async function openDisputes(): Promise<number> {
  const select = `SELECT COUNT(*) AS count FROM credit_disputes WHERE status = 'OPEN' AND userId = :id`;
  return Number((await app.platform.database.select<{ count: number }>(select, { id: user.id }))[0]?.count);
}

async function listingOf({ id }: Thing): Promise<string> {
  const select = 'SELECT listingId FROM premium_requests WHERE id = :id';
  return (await app.platform.database.select<{ listingId: string }>(select, { id }))[0]?.listingId ?? '';
}

async function ended(returnFee: boolean): Promise<Thing> {
  const thing = await premium(CARD);
  await app.settle();
  const reason = { reason: 'For the good of the market.', returnFee };
  await succeed(admin.post(`/admin/premium-requests/${thing.id}/end`, reason));
  return thing;
}

/** Of these nothing has been paid, nor is any more. */
const UNPAYABLE = ['PENDING', 'REJECTED'];
const covered = Object.entries(STATES);

test('each status of a payment, of an order, of a premium request and of unassigned money has its row', () => {
  expectAllOf(
    PAYMENT_STATUSES,
    covered.map(([, { payment }]) => payment),
  );
  const of = (isPremium: boolean) =>
    covered.filter(([name]) => name.startsWith('premium') === isPremium).map(([, { thing }]) => thing);
  expectAllOf(ORDER_STATUSES, of(false));
  expectAllOf(PREMIUM_STATUSES, [...of(true), ...UNPAYABLE]);
  expectAllOf(UNASSIGNED_STATES, Object.keys(UNASSIGNED));
});

test('in every status of a payment, whatever comes late of it moves the books of whom it concerns', async () => {
  const made = new Map<string, Thing>();
  for (const [name, { old, make }] of covered) if (old) made.set(name, await make());
  await app.later(DAY_MS + HOUR_MS);
  await app.later(7 * DAY_MS);
  for (const [name, { old, make }] of covered) if (!old) made.set(name, await make());
  await app.settle();
  const found: Record<string, Row<LateEvent>> = {};
  for (const [name, { row, thing: status, payment }] of covered) {
    const thing = made.get(name);
    if (!thing) continue;
    const { id, sum, has, revenue } = thing;
    const [first] = await news.paymentsFor(id);
    expect([name, await thing.status(), first?.status]).toEqual([name, status, payment]);
    const of = news.about(first ?? { intentId: null }, sum);
    found[name] = await tellRow(row, {
      tell: (event) => EVENTS[event](of),
      books: async () => ({
        ...{ bought: await has(), hold: await openDisputes() },
        revenue: await app.modules.ledger.balance(revenue),
        ...(await news.booksOf(id)),
      }),
      ...{ sum, demandOwners: () => news.demandOwners(id) },
    });
  }
  expect(found).toEqual(Object.fromEntries(covered.map(([name, { row }]) => [name, row])));
  const violations = await app.violations('billing', 'ledger', 'listings');
  expect(violations.filter(({ check }) => check !== 'ledger.clearing_overdue')).toEqual([]);
  expect((await succeed(admin.get('/admin/jobs'))).body.data.deadJobs).toEqual([]);
});

/**
 * What a gateway took for no payment of ours, by how two administrators have ended it × what comes late of it. `gateway`: what
 * it has of ours; `stray`: what waits to go back; `waits`: news of what is not known here.
 */
const STRAY_EVENTS = {
  'its return failed': (of) => of.tellReturn('failed'),
  'its return failed again': (of) => of.tellReturn('failed'),
  'its return paid after all': (of) => of.tellReturn('succeeded'),
  'dispute lost': (of) => of.tellDispute('lost'),
  'appeal won': (of) => of.tellDispute('won'),
  'refunded past us': (of) => of.tellPastUs('succeeded'),
  'which came back': (of) => of.tellPastUs('failed'),
} satisfies Record<string, (of: Stray) => Promise<void>>;
type StrayEvent = keyof typeof STRAY_EVENTS;

/** Of a payment that is not known here: the gateway is asked for it, and then an administrator. */
const UNKNOWN: Row<StrayEvent> = { 'dispute lost': 'waits2', 'appeal won': 'waits3' };
const UNKNOWN_BACK: Row<StrayEvent> = { 'refunded past us': 'waits1', 'which came back': 'waits1' };

const STRAYS: Record<string, { as: 'RETURN' | 'LOSS' | null; row: Row<StrayEvent> }> = {
  'not looked at': { as: null, row: { ...UNKNOWN, ...UNKNOWN_BACK } },
  'given back in vain': {
    as: 'RETURN',
    row: { 'its return failed': 'gateway+ stray+', 'its return failed again': '' },
  },
  'given back': {
    as: 'RETURN',
    row: {
      ...{ 'its return failed': 'gateway+ stray+', 'its return paid after all': 'gateway- stray-' },
      ...UNKNOWN,
    },
  },
  'kept by the platform': { as: 'LOSS', row: { ...UNKNOWN, ...UNKNOWN_BACK } },
};

type Stray = Awaited<ReturnType<typeof strayOf>>;

async function strayOf(as: 'RETURN' | 'LOSS' | null) {
  const gateway = app.modules.gateway.gateways.forNewMoney;
  if (!gateway) throw new Error('Expected a gateway.');
  const taken = await gateway.createPayment({
    ...{ idempotencyKey: newId(), reference: newId(), returnUrl: 'https://example.com' },
    ...{ amountCents: PRICE_CENTS, currency: 'usd', method: 'CARD', paymentMethodId: 'pm_card_visa' },
    ...{ payerId: newId(), description: 'A test' },
  });
  await app.settle();
  const [event] = await app.platform.database.select<{ id: string; eventId: string }>(
    `SELECT id, eventId FROM webhook_events WHERE objectId = :id AND type = 'payment_intent.succeeded'`,
    { id: taken.id },
  );
  if (!event) throw new Error('Expected its news.');
  const path = `/admin/webhooks/${app.gateway.name}/${event.eventId}/book`;
  if (as)
    for (const by of [admin, colleague])
      await succeed(by.post(path, { as, reason: 'Looked up at the gateway.' }));
  await app.settle();
  const [back] = await gateway.listRefunds(taken.id);
  return {
    ...news.about({ intentId: taken.id }, PRICE_CENTS),
    event,
    tellReturn: (status: 'failed' | 'succeeded') =>
      news.tell(
        refundEvent({
          ...{ id: back?.id ?? '', intentId: taken.id, amount: PRICE_CENTS, status },
          reference: `stray:${event.id}`,
        }),
      ),
  };
}

test('what was taken for nothing of ours, and what comes of it late, is in the books, or on the list', async () => {
  const { balance } = app.modules.ledger;
  const waiting = async () =>
    app.platform.database.select<{ eventId: string; status: string }>(
      `SELECT eventId, status FROM webhook_events WHERE status IN ('RECEIVED', 'PARKED')`,
    );
  const found: Record<string, Row<StrayEvent>> = {};
  const told: Stray[] = [];
  for (const [name, { as, row }] of Object.entries(STRAYS)) {
    const of = await strayOf(as);
    told.push(of);
    found[name] = await tellRow(row, {
      tell: (event) => STRAY_EVENTS[event](of),
      books: async () => ({
        gateway: await balance(`gateway:${app.gateway.name}`),
        stray: await balance(`unallocated:${of.event.id}`),
        house: -(await balance('expense:chargebacks')),
        parked: await news.parked(),
        waits: (await waiting()).filter(({ status }) => status === 'RECEIVED').length,
      }),
      ...{ sum: PRICE_CENTS, demandOwners: () => Promise.resolve() },
    });
  }
  expect(found).toEqual(Object.fromEntries(Object.entries(STRAYS).map(([name, { row }]) => [name, row])));
  await app.later(DAY_MS + HOUR_MS);
  const resting = (await app.modules.ledger.listIdleBalances('unallocated')).map(({ code }) => code);
  const owners = told.flatMap(({ event: { id, eventId } }) =>
    resting.includes(`unallocated:${id}`) ? eventId : [],
  );
  expect(owners).toHaveLength(1);
  const listed = [...owners, ...(await waiting()).map(({ eventId }) => eventId)];
  expect(await news.listed()).toEqual(expect.arrayContaining(listed.map((id) => `event ${id}`)));
});

/** Money that came by wire and names nobody × that it comes once more, and that what was sent back comes back. */
const UNASSIGNED_EVENTS = {
  'comes once more': (reference) => bookArrival(reference),
  'is sent back in vain': () => bookArrival(`RETURN ${newId()}`),
} satisfies Record<string, (reference: string) => Promise<string>>;
type UnassignedEvent = keyof typeof UNASSIGNED_EVENTS;

const USED = '409 bank_reference_used';
const UNASSIGNED: Record<
  (typeof UNASSIGNED_STATES)[number],
  { row: Row<UnassignedEvent>; end?: (path: string) => Promise<unknown> }
> = {
  PARKED: { row: { 'comes once more': '' } },
  ASSIGNED: {
    row: { 'comes once more': USED },
    async end(path) {
      const { id: paymentId } = await app.modules.payments.start(anOrder('WIRE'));
      return byTwo(`${path}/assign`, { paymentId });
    },
  },
  SENT_BACK: {
    row: { 'comes once more': USED, 'is sent back in vain': 'unassigned+' },
    end: (path) => byTwo(`${path}/send-back`, { reference: `OUT ${newId()}`, reason: 'Nobody knows them.' }),
  },
  CORRECTED: {
    row: { 'comes once more': 'unassigned+' },
    end: (path) => byTwo(`${path}/correct`, { reason: 'Read on the wrong line.' }),
  },
};

async function byTwo(path: string, body: object): Promise<string> {
  const first = await codeOf(admin.post(path, body));
  await colleague.post(path, body);
  return first;
}
const bookArrival = (reference: string): Promise<string> =>
  byTwo('/admin/unassigned-money', {
    ...{ method: 'WIRE', amountCents: PRICE_CENTS, reference, sender: 'Prairie Line LLC' },
  });

test('what came by wire for nobody stands in the books until somebody has it, whatever comes late of it', async () => {
  const rows = () =>
    app.platform.database.select<{ id: string; state: string; reference: string }>(
      'SELECT id, state, reference FROM unassigned_money',
    );
  const found: Record<string, Row<UnassignedEvent>> = {};
  for (const [state, { row, end }] of Object.entries(UNASSIGNED)) {
    const reference = `FED ${newId()}`;
    await bookArrival(reference);
    const id = (await rows()).find((each) => each.reference === reference)?.id;
    await end?.(`/admin/unassigned-money/${id}`);
    expect((await rows()).find((each) => each.id === id)?.state).toBe(state);
    found[state] = await tellRow(row, {
      async tell(event) {
        const said = await UNASSIGNED_EVENTS[event](reference);
        return said.startsWith('2') ? undefined : said;
      },
      async books() {
        const resting = await app.modules.ledger.balances(
          (await rows()).map((each) => `unassigned:${each.id}`),
        );
        return { unassigned: [...resting.values()].reduce((sum, each) => sum + each, 0) };
      },
      ...{ sum: PRICE_CENTS, demandOwners: () => Promise.resolve() },
    });
  }
  expect(found).toEqual(
    Object.fromEntries(Object.entries(UNASSIGNED).map(([state, { row }]) => [state, row])),
  );
  const parked = (await rows()).filter(({ state }) => state === 'PARKED');
  expect(parked).toHaveLength(3);
  const queue = (await app.modules.payments.listWaiting()).find(({ kind }) => kind === 'UNASSIGNED_MONEY');
  expect(queue?.items.map(({ id }) => id).toSorted()).toEqual(parked.map(({ id }) => id).toSorted());
  await app.later(14 * DAY_MS + HOUR_MS);
  expect(await news.listed()).toEqual(
    expect.arrayContaining(parked.map(({ id }) => `account unassigned:${id}`)),
  );
});
