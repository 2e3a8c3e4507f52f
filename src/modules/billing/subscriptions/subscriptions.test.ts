/** Subscriptions grant each paid period once, have a grace period before they end, and charge changes to the cent. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { invoiceOpened, invoicePaid } from './gateway-news.events';
import {
  subscriptionEnded,
  subscriptionEnding,
  subscriptionPastDue,
  subscriptionRenewalNear,
} from '../index';
import type { SubscriptionView } from './subscriptions.schema';

let app: TestApp;
const told: { name: string; userId: string; detail: Record<string, unknown> }[] = [];

beforeAll(async () => {
  app = await startTestApp();
  for (const kind of [subscriptionPastDue, subscriptionRenewalNear, subscriptionEnding, subscriptionEnded]) {
    app.platform.events.on<{ userId: string }>(kind, 'test', { runs: 'unit' }, (news) => {
      told.push({ name: kind.name, userId: news.userId, detail: news });
      return Promise.resolve();
    });
  }
});
afterAll(async () => {
  try {
    await app.later(2 * HOUR_MS);
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  } finally {
    await app.close();
  }
});

const read = async (user: TestUser): Promise<SubscriptionView> =>
  (await user.get('/credits/subscription')).body.data as SubscriptionView;
const credits = (user: TestUser) => app.modules.billing.creditBalance(user.id);
const newsOf = (user: TestUser, name: string) =>
  told.filter((each) => each.userId === user.id && each.name === name).map(({ detail }) => detail);

const pay = ({ checkoutUrl }: SubscriptionView, paymentMethodId?: string) =>
  app.gateway.pages.payCheckout(checkoutUrl, paymentMethodId);

/** As it expires when the gateway could not be reached for days. */
const dropCheckout = ({ id }: { id: string }) =>
  app.platform.database.change(
    `UPDATE subscriptions SET status = 'ENDED', endReason = 'NOT_PAID', checkoutUrl = NULL, endedAt = :now WHERE id = :id`,
    { id, now: app.clock.now() },
  );

async function subscriber(plan: string, interval: string, card?: string): Promise<TestUser> {
  const user = await app.make.seller();
  const { status, body } = await user.post('/credits/subscribe', { plan, interval });
  expect(status).toBe(201);
  expect(await pay(body.data, card)).toBe(true);
  await app.settle();
  return user;
}

describe('subscribing', () => {
  it('shows the plans to everybody', async () => {
    const { body } = await app.anonymous.get('/credits/plans');
    expect(body.data).toMatchObject([
      { plan: 'STARTER', creditsPerMonth: 4, monthlyCents: 9_900, yearlyCents: 95_000 },
      { plan: 'PROFESSIONAL', creditsPerMonth: 10, monthlyCents: 19_900, yearlyCents: 191_000 },
      { plan: 'ENTERPRISE', creditsPerMonth: 25, monthlyCents: 39_900, yearlyCents: 383_000 },
    ]);
  });

  it('grants nothing before the payment; with it come credits, revenue and limits', async () => {
    const user = await app.make.seller();
    expect((await user.get('/credits/subscription')).body.data).toBeNull();
    const before = await app.modules.ledger.balance('revenue:subscriptions');
    const headers = { 'idempotency-key': newId() };
    const choice = { plan: 'PROFESSIONAL', interval: 'MONTH' };
    const first = (await user.post('/credits/subscribe', choice, headers)).body.data as SubscriptionView;
    await app.platform.database.change('DELETE FROM idempotency_keys');
    expect((await user.post('/credits/subscribe', choice, headers)).body.data).toMatchObject({
      id: first.id,
      checkoutUrl: first.checkoutUrl,
      status: 'AWAITING_PAYMENT',
    });
    await app.settle();
    expect(await credits(user)).toBe(0);
    await pay(first);
    await app.settle();
    expect(await read(user)).toMatchObject({ status: 'ACTIVE', plan: 'PROFESSIONAL', checkoutUrl: null });
    expect(await credits(user)).toBe(10);
    expect((await app.modules.ledger.balance('revenue:subscriptions')) - before).toBe(19_900);
    expect((await user.get('/credits/history')).body.data).toMatchObject([{ kind: 'GRANT', credits: 10 }]);
    expect((await user.get('/payments/invoices')).body.data).toMatchObject([
      { amountCents: 19_900, credits: 10, subscriptionId: first.id },
    ]);
    const again = await user.post('/credits/subscribe', choice);
    expect(again.body.code).toBe('already_subscribed');
    const actor = await app.modules.identity.authenticate(String(user.token));
    expect(actor?.limitFactor).toBe(app.config.PLAN_PROFESSIONAL.limitFactor);
  });

  it('with a declined card leaves the checkout open, and grants nothing', async () => {
    const user = await app.make.buyer();
    const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
    expect(await pay(body.data, 'pm_card_chargeDeclined')).toBe(false);
    await app.settle();
    expect((await read(user)).status).toBe('AWAITING_PAYMENT');
    await app.later(2 * DAY_MS + HOUR_MS);
    expect(await read(user)).toMatchObject({ status: 'ENDED', endReason: 'NOT_PAID' });
    expect(await credits(user)).toBe(0);
  });

  it('starts even if the payment is known only after the checkout expired', async () => {
    const user = await app.make.buyer();
    const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
    expect(await pay(body.data)).toBe(true);
    await dropCheckout(body.data);
    expect(await read(user)).toMatchObject({ status: 'ENDED', endReason: 'NOT_PAID' });
    await app.settle();
    expect(await read(user)).toMatchObject({ status: 'ACTIVE', endReason: null });
    expect(await credits(user)).toBe(4);
    expect(await app.modules.billing.findViolations()).toEqual([]);
  });

  it('known only after another has started is ended at the gateway before it is charged again', async () => {
    await app.settle();
    const user = await app.make.buyer();
    const order = { plan: 'STARTER', interval: 'MONTH' };
    const { body } = await user.post('/credits/subscribe', order);
    expect(await pay(body.data)).toBe(true);
    await app.gateway.loseNews();
    await dropCheckout(body.data);
    const next = (await user.post('/credits/subscribe', { ...order, plan: 'ENTERPRISE' })).body.data;
    expect(await pay(next as SubscriptionView)).toBe(true);
    await app.settle();
    expect(await read(user)).toMatchObject({ status: 'ACTIVE', plan: 'ENTERPRISE' });
    await app.later(2 * HOUR_MS);
    await app.later(HOUR_MS);
    expect(await read(user)).toMatchObject({ status: 'ACTIVE', plan: 'ENTERPRISE' });
    expect(await app.modules.billing.findViolations()).toEqual([]);
    await app.later(40 * DAY_MS);
    expect((await user.get('/payments/invoices')).body.data).toHaveLength(3);
  });

  it('twice: of two checkouts the one paid last wins, and both are granted', async () => {
    const user = await app.make.buyer();
    const [one, other] = await Promise.all(
      ['STARTER', 'ENTERPRISE'].map(
        async (plan) => (await user.post('/credits/subscribe', { plan, interval: 'MONTH' })).body.data,
      ),
    );
    await pay(one as SubscriptionView);
    await app.settle();
    await pay(other as SubscriptionView);
    await app.settle();
    expect(await read(user)).toMatchObject({ status: 'ACTIVE', plan: 'ENTERPRISE' });
    expect(newsOf(user, 'subscription.ended')).toMatchObject([{ reason: 'REPLACED' }]);
    expect(await credits(user)).toBe(29);
  });
});

describe('over time', () => {
  it('each month and each year is granted once in thirteen months, and a yearly renewal is announced', async () => {
    const [monthly, yearly] = [await subscriber('STARTER', 'MONTH'), await subscriber('STARTER', 'YEAR')];
    expect(await credits(yearly)).toBe(48);
    for (let month = 1; month <= 11; month += 1) await app.later(31 * DAY_MS);
    for (const days of [18, 1, 31, 12]) await app.later(days * DAY_MS);
    expect(await credits(monthly)).toBe(4 * 14);
    expect(await credits(yearly)).toBe(96);
    expect(newsOf(yearly, 'subscription.renewal_near')).toHaveLength(1);
    expect(newsOf(monthly, 'subscription.renewal_near')).toHaveLength(0);
    expect((await monthly.get('/payments/invoices')).body.data).toHaveLength(14);
    expect(await read(monthly)).toMatchObject({ status: 'ACTIVE' });
  });

  it('a declined renewal brings three reminders and seven days of grace, then lapses; granted credits stay', async () => {
    const user = await subscriber('STARTER', 'MONTH', 'pm_card_declinesLater');
    await app.later(31 * DAY_MS + 2 * HOUR_MS);
    expect(await read(user)).toMatchObject({ status: 'PAST_DUE' });
    await app.later(HOUR_MS);
    expect(newsOf(user, 'subscription.past_due')).toMatchObject([{ notice: 1 }]);
    await app.later(3 * DAY_MS);
    await app.later(2 * DAY_MS);
    expect(newsOf(user, 'subscription.past_due').map(({ notice }) => notice)).toEqual([1, 2, 3]);
    const change = await user.post('/credits/change-subscription', {
      plan: 'ENTERPRISE',
      interval: 'MONTH',
    });
    expect(change.body.code).toBe('subscription_past_due');
    await app.later(2 * DAY_MS);
    expect(await read(user)).toMatchObject({ status: 'ENDED', endReason: 'LAPSED' });
    expect(newsOf(user, 'subscription.ended')).toHaveLength(1);
    expect(await credits(user)).toBe(4);
    await app.later(40 * DAY_MS);
    expect(await credits(user)).toBe(4);
    await user.get('/credits/balance');
    const actor = await app.modules.identity.authenticate(String(user.token));
    expect(actor?.limitFactor).toBe(1);
  });
});

it('a renewal without a webhook is fetched, and granted once', async () => {
  const user = await app.make.seller();
  const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
  await pay(body.data);
  await app.gateway.loseNews();
  await app.later(HOUR_MS);
  expect(await read(user)).toMatchObject({ status: 'ACTIVE' });
  expect(await credits(user)).toBe(4);
  await app.later(2 * HOUR_MS);
  expect(await credits(user)).toBe(4);
});

describe('what is due', () => {
  it('is shown with the page on which to pay; paid there with another card, the subscription continues', async () => {
    const user = await subscriber('STARTER', 'MONTH', 'pm_card_declinesLater');
    expect((await read(user)).due).toBeNull();
    await app.later(31 * DAY_MS + 2 * HOUR_MS);
    const overdue = await read(user);
    expect(overdue).toMatchObject({ status: 'PAST_DUE', due: { amountCents: 9_900 } });
    const payUrl = overdue.due?.payUrl ?? null;
    expect(await app.gateway.pages.payInvoice(payUrl, 'pm_card_chargeDeclined')).toBe(false);
    expect(await app.gateway.pages.payInvoice(payUrl)).toBe(true);
    await app.settle();
    expect(await read(user)).toMatchObject({ status: 'ACTIVE', due: null, graceEndsAt: null });
    expect(await credits(user)).toBe(4 + 4);
    expect(await app.gateway.pages.payInvoice(payUrl)).toBe(false);
    await app.later(8 * DAY_MS);
    expect(await read(user)).toMatchObject({ status: 'ACTIVE' });
  });

  it('is asked about before the subscription lapses: a payment whose news was lost keeps it', async () => {
    const user = await subscriber('STARTER', 'MONTH', 'pm_card_declinesLater');
    await app.later(31 * DAY_MS + 2 * HOUR_MS);
    await app.later(7 * DAY_MS - 2 * HOUR_MS);
    const overdue = await read(user);
    expect(overdue.status).toBe('PAST_DUE');
    expect(await app.gateway.pages.payInvoice(overdue.due?.payUrl ?? null)).toBe(true);
    await app.gateway.loseNews();
    // Nor is it found in the list of invoices by then.
    const billing = app.modules.gateway.gateways.find(app.gateway.name)?.billing;
    if (!billing) throw new Error('Expected a gateway that sells subscriptions.');
    const { listInvoices } = billing;
    billing.listInvoices = () => Promise.reject(new Error('The gateway is slow today.'));
    await app.later(3 * HOUR_MS);
    billing.listInvoices = listInvoices;
    expect(await read(user)).toMatchObject({ status: 'ACTIVE', graceEndsAt: null });
    expect(newsOf(user, 'subscription.ended')).toEqual([]);
    await app.later(2 * HOUR_MS);
    expect(await credits(user)).toBe(4 + 4);
  });

  it('ends with the subscription', async () => {
    const user = await subscriber('STARTER', 'MONTH', 'pm_card_declinesLater');
    await app.later(31 * DAY_MS + 2 * HOUR_MS);
    await user.post('/credits/cancel-subscription', { atPeriodEnd: false });
    expect(await read(user)).toMatchObject({ status: 'ENDED', due: null });
  });

  it('is not due again when its event arrives after the payment', async () => {
    const user = await subscriber('STARTER', 'MONTH');
    const [known] = await app.platform.database.select<Record<string, string>>(
      `SELECT s.id, s.gatewaySubscriptionId, p.gatewayInvoiceId FROM subscriptions s
       JOIN subscription_periods p ON p.subscriptionId = s.id WHERE s.userId = :userId`,
      { userId: user.id },
    );
    await app.emit(invoiceOpened, {
      gateway: app.gateway.name,
      ...{ subscriptionId: String(known?.gatewaySubscriptionId), reference: String(known?.id) },
      ...{ customerId: 'cus_1', gatewayInvoiceId: String(known?.gatewayInvoiceId) },
      ...{ amountDueCents: 9_900, payUrl: null },
    });
    await app.settle();
    expect((await read(user)).due).toBeNull();
  });
});

describe('a change', () => {
  it('up that is declined changes and costs nothing, and can be requested again', async () => {
    const user = await subscriber('STARTER', 'MONTH', 'pm_card_declinesLater');
    await app.later(10 * DAY_MS);
    const up = () => user.post('/credits/change-subscription', { plan: 'ENTERPRISE', interval: 'MONTH' });
    for (const answer of [await up(), await up()]) {
      expect([answer.status, answer.body.code]).toEqual([402, 'payment_gateway_refused']);
      expect(answer.body.detail).toContain('Your card was declined.');
    }
    await app.settle();
    expect(await read(user)).toMatchObject({ status: 'ACTIVE', plan: 'STARTER', next: null, due: null });
    expect(await credits(user)).toBe(4);
    expect((await user.get('/payments/invoices')).body.data).toHaveLength(1);
    const gateway = app.modules.gateway.gateways.forNewMoney?.billing;
    const [row] = await app.platform.database.select<{ gatewaySubscriptionId: string }>(
      'SELECT gatewaySubscriptionId FROM subscriptions WHERE userId = :userId',
      { userId: user.id },
    );
    const there = await gateway?.retrieveSubscription(row?.gatewaySubscriptionId ?? '');
    expect(there?.price.amountCents).toBe(9_900);
    expect(there?.status).toBe('ACTIVE');
  });

  it('up is charged and granted for the rest of the period at once', async () => {
    const user = await subscriber('STARTER', 'MONTH');
    await app.later(15 * DAY_MS);
    const { status, body } = await user.post('/credits/change-subscription', {
      plan: 'ENTERPRISE',
      interval: 'MONTH',
    });
    expect([status, body.data]).toMatchObject([200, { plan: 'ENTERPRISE', next: null }]);
    await app.settle();
    const share = Math.floor((await credits(user)) - 4);
    expect(share).toBeGreaterThanOrEqual(9);
    expect(share).toBeLessThanOrEqual(11);
    const [invoice] = (await user.get('/payments/invoices')).body.data;
    expect(invoice).toMatchObject({ credits: share, plan: 'ENTERPRISE' });
    expect(invoice.amountCents).toBeGreaterThan(13_500);
    expect(invoice.amountCents).toBeLessThan(16_500);
    await app.later(17 * DAY_MS);
    expect(await credits(user)).toBe(4 + share + 25);
  });

  it('down takes effect with the next period, and can be canceled until then', async () => {
    const user = await subscriber('ENTERPRISE', 'MONTH');
    const to = async (plan: string) =>
      (await user.post('/credits/change-subscription', { plan, interval: 'MONTH' })).body.data;
    expect(await to('STARTER')).toMatchObject({ plan: 'ENTERPRISE', next: { plan: 'STARTER' } });
    expect(await to('ENTERPRISE')).toMatchObject({ plan: 'ENTERPRISE', next: null });
    expect(await to('PROFESSIONAL')).toMatchObject({ next: { plan: 'PROFESSIONAL' } });
    await app.later(32 * DAY_MS);
    expect(await read(user)).toMatchObject({ plan: 'PROFESSIONAL', next: null });
    expect(await credits(user)).toBe(25 + 10);
  });

  it('from monthly to yearly starts a year, less the rest of the month', async () => {
    const user = await subscriber('STARTER', 'MONTH');
    await app.later(10 * DAY_MS);
    const { body } = await user.post('/credits/change-subscription', { plan: 'STARTER', interval: 'YEAR' });
    expect(body.data).toMatchObject({ interval: 'YEAR' });
    await app.settle();
    expect(await credits(user)).toBe(4 + 48 - 3);
    const back = await user.post('/credits/change-subscription', { plan: 'STARTER', interval: 'MONTH' });
    expect(back.body.code).toBe('plan_change_not_allowed');
  });
});

describe('a cancellation', () => {
  it('with the period keeps the subscription until then, and allows no change', async () => {
    const user = await subscriber('STARTER', 'MONTH');
    const { body } = await user.post('/credits/cancel-subscription', { atPeriodEnd: true });
    expect(body.data).toMatchObject({ status: 'ACTIVE', endsWithPeriod: true });
    const change = await user.post('/credits/change-subscription', {
      plan: 'ENTERPRISE',
      interval: 'MONTH',
    });
    expect(change.body.code).toBe('subscription_ending');
    const endsAt = Date.parse(body.data.periodEnd);
    await app.later(endsAt - app.clock.now() - 4 * DAY_MS);
    expect(newsOf(user, 'subscription.ending')).toEqual([]);
    await app.later(DAY_MS + HOUR_MS);
    // Taken back and canceled again, it is told of again.
    await user.post('/credits/resume-subscription');
    await app.later(HOUR_MS);
    await user.post('/credits/cancel-subscription', { atPeriodEnd: true });
    await app.later(HOUR_MS);
    await app.later(2 * DAY_MS);
    expect(newsOf(user, 'subscription.ending')).toMatchObject([{ endsAt }, { endsAt }]);
    const letters = await app.mail.sentTo(user.email);
    expect(letters.filter(({ subject }) => subject === 'Your subscription ends soon')).toHaveLength(2);
    await app.later(2 * DAY_MS);
    expect(await read(user)).toMatchObject({ status: 'ENDED', endReason: 'CANCELLED' });
    expect(await credits(user)).toBe(4);
  });

  it('now ends it now, and the user can subscribe again', async () => {
    const user = await subscriber('STARTER', 'MONTH');
    const { body } = await user.post('/credits/cancel-subscription', { atPeriodEnd: false });
    expect(body.data).toMatchObject({ status: 'ENDED', endReason: 'CANCELLED' });
    expect((await user.post('/credits/cancel-subscription', {})).body.code).toBe('no_subscription');
    const again = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'YEAR' });
    await pay(again.body.data);
    await app.settle();
    expect(await credits(user)).toBe(4 + 48);
  });
});

describe('the event of an invoice', () => {
  it('arriving fifty times at once, and again under another id, grants its period once', async () => {
    const user = await subscriber('PROFESSIONAL', 'MONTH');
    const [period] = await app.platform.database.select<
      Record<string, number> & { gatewayInvoiceId: string }
    >('SELECT * FROM subscription_periods WHERE userId = :userId', { userId: user.id });
    const [row] = await app.platform.database.select<{ id: string; gatewaySubscriptionId: string }>(
      'SELECT id, gatewaySubscriptionId FROM subscriptions WHERE userId = :userId',
      { userId: user.id },
    );
    const tell = (invoiceId: string, gatewayInvoiceId: string) =>
      app.emit(invoicePaid, {
        gateway: app.gateway.name,
        ...{ invoiceId, gatewayInvoiceId, number: null, customerId: 'cus_1', amountCents: 0 },
        ...{ subscriptionId: String(row?.gatewaySubscriptionId), reference: String(row?.id) },
        ...{ reason: 'SUBSCRIBED' as const, lineCents: [], prorationCents: 0 },
        ...{ periodStart: Number(period?.periodStart), periodEnd: Number(period?.periodEnd) },
      });
    const known = String(period?.invoiceId);
    await Promise.all(Array.from({ length: 50 }, () => tell(known, String(period?.gatewayInvoiceId))));
    await tell(newId(), `in_${newId().replaceAll('-', '')}`);
    await app.settle();
    expect(await credits(user)).toBe(10);
  });
});
