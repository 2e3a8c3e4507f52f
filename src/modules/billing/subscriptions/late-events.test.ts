/**
 * What comes late of a subscription's invoices: in every status of it, and however it has ended, the money has an owner, and
 * the credits follow it.
 */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { expectAllOf, type LateNews, lateNews, type Row, tellRow } from '../../../../tests/support/late-news';
import { gatewayId, invoiceEvent, type InvoiceNews } from '../../../../tests/support/make-payments';
import { succeed } from '../../../../tests/support/make-transactions';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { END_REASONS, type EndReason, SUBSCRIPTION_STATUSES } from './subscription.rules';

/** Of the smallest plan, which brings four credits. */
const PLAN_CENTS = 9_900;

let app: TestApp;
let news: LateNews;
beforeAll(async () => {
  app = await startTestApp();
  news = lateNews(app);
});
afterAll(() => app.close());

/**
 * The states × what comes late, in this order: of the invoice of the first period, and of the next one. `credits`: of the
 * subscriber; `bank`: what it has taken until it decides; `revenue`, and `house`: what the platform has, less what it has lost.
 * A status is that after it.
 */
const EVENTS = {
  'refused late': (of) => of.tell('invoice.payment_failed', of.first),
  'paid, told late': (of) => of.tell('invoice.paid', of.first),
  'refused, told later': (of) => of.tell('invoice.payment_failed', of.first),
  disputed: (of) => of.payment().tellDispute('needs_response'),
  'dispute lost': (of) => of.payment().tellDispute('lost'),
  'appeal won': (of) => of.payment().tellDispute('won'),
  refunded: (of) => of.payment().tellPastUs('succeeded'),
  'refund came back': (of) => of.payment().tellPastUs('failed'),
  'next refused': (of) => of.tell('invoice.payment_failed', of.next),
  'next voided': (of) => of.tell('invoice.voided', of.next),
  'next given up': (of) => of.tell('invoice.marked_uncollectible', of.next),
  'next paid after all': (of) => of.tell('invoice.paid', of.next),
  'next refused, told late': (of) => of.tell('invoice.payment_failed', of.next),
} satisfies Record<string, (of: Subscribed) => Promise<void>>;
type LateEvent = keyof typeof EVENTS;

interface State {
  status: string;
  endReason?: EndReason;
  row: Row<LateEvent>;
}

const moved = (status: string, ...books: string[]): string => [status, ...books].join(' ');

/** So many of its credits are not spent. */
const firstIn = (status: string, credits: number): Row<LateEvent> => {
  const [less, more] = credits === 0 ? [[], []] : [[`credits${-credits}`], [`credits${credits}`]];
  return {
    ...{ 'refused late': status, 'paid, told late': status, disputed: moved(status, 'bank+') },
    'dispute lost': moved(status, ...less, 'bank-', 'house-'),
    'appeal won': moved(status, ...more, 'house+'),
    refunded: moved(status, ...less, 'revenue-'),
    'refund came back': moved(status, ...more, 'revenue+'),
  };
};
/** The next one is paid in the end, and that brings its credits whatever has become of the subscription. */
const nextIn = (refused: string, paid: string): Row<LateEvent> => ({
  ...{ 'next refused': refused, 'next given up': refused },
  'next paid after all': moved(paid, 'credits4', 'revenue+'),
  'next refused, told late': paid,
});
/** Nothing was paid for it before. */
const unpaidIn = (status: string): Row<LateEvent> => ({
  'refused late': status,
  'paid, told late': moved('ACTIVE', 'credits4', 'revenue+'),
  'refused, told later': 'ACTIVE',
});

const ended = (credits: number): Row<LateEvent> => ({
  ...firstIn('ENDED', credits),
  ...nextIn('ENDED', 'ENDED'),
});

const STATES: Record<string, State> = {
  active: {
    status: 'ACTIVE',
    row: { ...firstIn('ACTIVE', 4), ...nextIn('PAST_DUE', 'ACTIVE') },
  },
  'active, credits spent': {
    status: 'ACTIVE',
    row: { ...firstIn('ACTIVE', 0), 'next refused': 'PAST_DUE', 'next voided': 'PAST_DUE' },
  },
  'active, ends with its period': {
    status: 'ACTIVE',
    row: { ...firstIn('ACTIVE', 4), ...nextIn('PAST_DUE', 'ACTIVE') },
  },
  'past due': {
    status: 'PAST_DUE',
    row: { ...firstIn('PAST_DUE', 3), ...nextIn('PAST_DUE', 'ACTIVE') },
  },
  canceled: { status: 'ENDED', endReason: 'CANCELLED', row: ended(3) },
  lapsed: { status: 'ENDED', endReason: 'LAPSED', row: ended(3) },
  replaced: { status: 'ENDED', endReason: 'REPLACED', row: ended(4) },
  'awaiting payment': { status: 'AWAITING_PAYMENT', row: unpaidIn('AWAITING_PAYMENT') },
  'dropped as not paid': { status: 'ENDED', endReason: 'NOT_PAID', row: unpaidIn('ENDED') },
};

const PLAN = { plan: 'STARTER', interval: 'MONTH' };

interface Made {
  user: TestUser;
  id: string;
}

/** With a card that declines the next period. */
async function subscribed(pays = true, user?: TestUser): Promise<Made> {
  const by = user ?? (await app.make.seller());
  const { body } = await succeed(by.post('/credits/subscribe', PLAN));
  const { id, checkoutUrl } = body.data;
  if (pays) {
    expect(await app.gateway.pages.payCheckout(checkoutUrl, 'pm_card_declinesLater')).toBe(true);
    await app.settle();
  }
  return { user: by, id };
}

async function spend({ user }: Made, credits: number): Promise<void> {
  for (let each = 0; each < credits; each += 1) {
    const subject = { type: 'listing', id: newId() };
    await app.modules.billing.spendCredit({ userId: user.id, key: newId(), reason: 'UNLOCK', subject });
  }
}

const cancel = async (of: Made, atPeriodEnd: boolean): Promise<Made> => {
  await succeed(of.user.post('/credits/cancel-subscription', { atPeriodEnd }));
  return of;
};

/** Two checkouts are open, and both are paid. */
async function replaced(): Promise<Made> {
  const user = await app.make.seller();
  const ask = () => user.post('/credits/subscribe', PLAN);
  const both = await Promise.all([succeed(ask()), succeed(ask())]);
  for (const { body } of both) {
    expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
    await app.settle();
  }
  return { user, id: both[0].body.data.id };
}

/** Those that need time first, all through the same months. */
async function makeAll(): Promise<Map<string, Made>> {
  const made = new Map<string, Made>([['lapsed', await subscribed()]]);
  await app.later(5 * DAY_MS);
  made.set('dropped as not paid', await subscribed(false));
  await app.later(3 * DAY_MS);
  made.set('past due', await subscribed());
  await app.later(23 * DAY_MS + 2 * HOUR_MS);
  await app.later(8 * DAY_MS);
  await app.later(2 * HOUR_MS);
  made.set('active', await subscribed());
  made.set('active, credits spent', await subscribed());
  made.set('active, ends with its period', await cancel(await subscribed(), true));
  made.set('canceled', await cancel(await subscribed(), false));
  made.set('replaced', await replaced());
  made.set('awaiting payment', await subscribed(false));
  const spent = { 'active, credits spent': 4, 'past due': 1, canceled: 1, lapsed: 1 };
  for (const [name, credits] of Object.entries(spent)) {
    const of = made.get(name);
    if (of) await spend(of, credits);
  }
  await app.settle();
  return made;
}

const one = async <Found extends object>(sql: string, id: string): Promise<Found | undefined> =>
  (await app.platform.database.select<Found>(sql, { id }))[0];

/** The sandbox takes invoices without payments; here one has paid it, as at Stripe. */
async function payInvoiceBy(customerId: string, gatewayInvoiceId: string): Promise<string> {
  const id = gatewayId('pi');
  await app.platform.database.change(
    `INSERT INTO invoice_payments (id, gateway, customerId, amountCents, gatewayInvoiceId, heardAt)
     VALUES (:id, :gateway, :customerId, ${PLAN_CENTS}, :gatewayInvoiceId, :now)`,
    { id, gateway: app.gateway.name, customerId, gatewayInvoiceId, now: app.clock.now() },
  );
  return id;
}

type Subscribed = Awaited<ReturnType<typeof newsOf>>;

/** What can come late of a subscription's invoices, as the gateway tells it. */
async function newsOf({ user, id }: Made) {
  const row = await one<{ gatewayId: string | null; periodEnd: number | null; due: string | null }>(
    'SELECT gatewaySubscriptionId AS gatewayId, periodEnd, dueInvoiceId AS due FROM subscriptions WHERE id = :id',
    id,
  );
  const customer = await one<{ id: string }>(
    'SELECT gatewayCustomerId AS id FROM billing_customers WHERE userId = :id',
    user.id,
  );
  const paid = await one<{ invoiceId: string; start: number }>(
    `SELECT gatewayInvoiceId AS invoiceId, periodStart AS start FROM subscription_periods
     WHERE subscriptionId = :id ORDER BY periodStart`,
    id,
  );
  const intent = await one<{ id: string }>(
    'SELECT id FROM invoice_payments WHERE gatewayInvoiceId = :id',
    paid?.invoiceId ?? '',
  );
  const customerId = customer?.id ?? '';
  const intentId = paid && (intent?.id ?? (await payInvoiceBy(customerId, paid.invoiceId)));
  const facts = {
    ...{ customerId, subscriptionId: row?.gatewayId ?? gatewayId('sub'), reference: id, amount: PLAN_CENTS },
  };
  const seconds = (ms: number) => Math.floor(ms / 1_000);
  const about = news.about({ intentId: intentId ?? null }, PLAN_CENTS);
  return {
    first: {
      ...{ ...facts, id: paid?.invoiceId ?? gatewayId('in'), reason: 'subscription_create' as const },
      start: seconds(Number(paid?.start ?? app.clock.now())),
    },
    next: {
      ...{ ...facts, id: row?.due ?? gatewayId('in') },
      start: seconds(Number(row?.periodEnd ?? app.clock.now())),
    },
    tell: (type: InvoiceNews, invoice: Parameters<typeof invoiceEvent>[1]) =>
      news.tell(invoiceEvent(type, invoice)),
    payment() {
      if (!intentId) throw new Error('Nothing was paid.');
      return about;
    },
  };
}

const stateOf = async (id: string): Promise<{ status: string; endReason: string | null }> =>
  (await one('SELECT status, endReason FROM subscriptions WHERE id = :id', id)) ?? {
    ...{ status: '', endReason: null },
  };

async function books({ user }: Made) {
  const { balance } = app.modules.ledger;
  const disputes = await app.platform.database.select<{ id: string }>('SELECT id FROM card_disputes');
  const withBanks = await app.modules.ledger.balances(disputes.map(({ id }) => `disputes:${id}`));
  return {
    credits: await app.modules.billing.creditBalance(user.id),
    bank: [...withBanks.values()].reduce((sum, each) => sum + each, 0),
    revenue: await balance('revenue:subscriptions'),
    house: -(await balance('expense:chargebacks')),
    parked: await news.parked(),
  };
}

const covered = Object.entries(STATES);

test('each status of a subscription, and each way in which one ends, has its row', () => {
  expectAllOf(
    SUBSCRIPTION_STATUSES,
    covered.map(([, { status }]) => status),
  );
  expectAllOf(
    END_REASONS,
    covered.flatMap(([, { endReason }]) => endReason ?? []),
  );
});

test('in every state of a subscription what comes late of its invoices moves its money, and the credits that it brought', async () => {
  const all = await makeAll();
  const found: Record<string, Row<LateEvent>> = {};
  for (const [name, { status, endReason = null, row }] of covered) {
    const made = all.get(name);
    if (!made) continue;
    const of = await newsOf(made);
    expect([name, await stateOf(made.id)]).toEqual([name, { status, endReason }]);
    found[name] = await tellRow(row, {
      async tell(event) {
        await EVENTS[event](of);
        const { onHold } = (await succeed(made.user.get('/credits/balance'))).body.data;
        expect([name, event, onHold]).toEqual([name, event, event === 'disputed']);
        return (await stateOf(made.id)).status;
      },
      ...{ books: () => books(made), sum: PLAN_CENTS },
      demandOwners: news.demandOwnersOfInvoices,
    });
  }
  expect(found).toEqual(Object.fromEntries(covered.map(([name, { row }]) => [name, row])));
  const violations = await app.violations('billing', 'ledger');
  expect(violations.filter(({ check }) => check !== 'billing.invoice_at_gateway')).toEqual([]);
});
