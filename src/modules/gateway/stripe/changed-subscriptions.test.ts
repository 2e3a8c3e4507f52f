/** What staff and subscribers change of a subscription at Stripe is granted as it is paid, or is a case that two administrators end. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { moneyAtStripe } from '../../../../tests/support/stripe-money';
import { LICENSED } from '../../../../tests/support/stripe-prices';
import type { StripeObject } from '../../../../tests/support/stripe-world';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/kernel/clock';

let app: TestApp;
let admins: TestUser[];
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  admins = [await app.make.admin(), await app.make.admin()];
});
afterAll(() => app.close());

function stripe() {
  const { standIn } = app.gateway;
  if (!standIn) throw new Error('This is about Stripe.');
  return standIn;
}
const balance = (code: string) => app.modules.ledger.balance(code);
const violations = async () =>
  (await app.modules.admin.reconcile()).violations.map(({ check, detail }) => `${check}: ${detail}`);

/** What Stripe has of ours is what the books say, and nothing is wrong with anything. */
async function demandBooks(): Promise<void> {
  await app.settle();
  expect(await balance('gateway:stripe')).toBe(moneyAtStripe(stripe().world));
  expect(await violations()).toEqual([]);
}

interface Subscribed {
  user: TestUser;
  subscription: StripeObject;
}
async function subscribes(plan = 'STARTER', interval = 'MONTH'): Promise<Subscribed> {
  const user = await app.make.seller();
  const { body } = await user.post('/credits/subscribe', { plan, interval });
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
  await app.settle();
  const subscription = stripe().world.all('subscription').at(-1);
  if (!subscription) throw new Error('Expected a subscription.');
  return { user, subscription };
}
const creditsOf = async (user: TestUser) => (await user.get('/credits/balance')).body.data.credits as number;
const shown = async (user: TestUser) => (await user.get('/credits/subscription')).body.data;
/** To the next period, and past the hour for which Stripe leaves its invoice as a draft. */
async function renew({ subscription }: Subscribed): Promise<void> {
  const { data } = subscription.items as { data: { current_period_end: number }[] };
  await app.later((data[0]?.current_period_end ?? 0) * 1_000 - app.clock.now());
  await app.later(3 * HOUR_MS);
}
const priceOf = (lookup_key: string): StripeObject => {
  const { world } = stripe();
  const interval = lookup_key.split('_')[1];
  return (
    world.all('price').find((price) => price.lookup_key === lookup_key) ??
    world.make('price', 'price', new Map(), {
      ...{ lookup_key, currency: 'usd', unit_amount: Number(lookup_key.split('_')[2]), active: true },
      ...{ product: 'prod_1', recurring: { ...LICENSED, interval }, _productName: lookup_key },
    })
  );
};
const paymentOf = ({ subscription }: Subscribed) =>
  stripe().dashboard.paymentOf({ customer: String(subscription.customer) });
async function refund(subscribed: Subscribed, cents?: number): Promise<void> {
  stripe().dashboard.refund(paymentOf(subscribed), cents);
  await app.settle();
  await app.later(6 * MINUTE_MS);
}

interface Case {
  subject: string;
  amountCents: number;
  whatToDo: string;
}
async function cases(kind: string): Promise<Case[]> {
  const { data } = (await admins[0]?.get('/admin/money/stuck'))?.body ?? {};
  return (data as (Case & { kind: string })[]).filter((each) => each.kind === kind);
}
/** Two administrators accept what the one invoice that is listed brought. */
async function accept(amountCents: number): Promise<void> {
  const [listed, ...others] = await cases('INVOICE_BEYOND_PLAN');
  expect(others).toEqual([]);
  const path = /POST (\S+)\.$/.exec(listed?.whatToDo ?? '')?.[1] ?? '';
  for (const admin of admins)
    expect((await admin.post(path, { amountCents, reason: 'They want two of it.' })).status).toBe(200);
  expect(await cases('INVOICE_BEYOND_PLAN')).toEqual([]);
}

describe('several of a plan', () => {
  it('grant it once a period; what is refunded of the rest takes no credits, and ends the case', async () => {
    const subscribed = await subscribes();
    stripe().dashboard.changeItem(subscribed.subscription, { quantity: 3, bills: 'NOTHING' });
    await renew(subscribed);
    expect(await cases('INVOICE_BEYOND_PLAN')).toMatchObject([{ amountCents: 2 * 9_900 }]);
    expect(await violations()).toEqual([expect.stringMatching(/period_price: \$297\.00/)]);
    await refund(subscribed, 9_900);
    expect(await cases('INVOICE_BEYOND_PLAN')).toMatchObject([{ amountCents: 9_900 }]);
    await refund(subscribed, 9_900);
    expect(await creditsOf(subscribed.user)).toBe(8);
    expect(await cases('INVOICE_BEYOND_PLAN')).toEqual([]);
    await demandBooks();
    const [again] = stripe().world.all('refund').slice(-1);
    if (again) stripe().dashboard.failRefund(again);
    await app.settle();
    await accept(29_700);
    await refund(subscribed, 9_900);
    expect(await creditsOf(subscribed.user)).toBe(8);
    await refund(subscribed);
    expect(await creditsOf(subscribed.user)).toBe(4);
    stripe().dashboard.changeItem(subscribed.subscription, { quantity: 1, bills: 'NOTHING' });
    await renew(subscribed);
    expect(await creditsOf(subscribed.user)).toBe(8);
    await demandBooks();
  });

  it('billed at once within a period, or with the next invoice, are a case as well', async () => {
    const subscribed = await subscribes();
    stripe().dashboard.changeItem(subscribed.subscription, { quantity: 2, bills: 'NOW' });
    await app.settle();
    await app.later(2 * HOUR_MS);
    expect(await creditsOf(subscribed.user)).toBe(4);
    expect(await cases('INVOICE_BEYOND_PLAN')).toMatchObject([{ amountCents: 9_900 }]);
    expect(await violations()).toEqual([expect.stringMatching(/\$99\.00 .* grants nothing/)]);
    await accept(9_900);
    await demandBooks();
    stripe().dashboard.changeItem(subscribed.subscription, { quantity: 3, bills: 'LATER' });
    await renew(subscribed);
    expect(await creditsOf(subscribed.user)).toBe(8);
    const [{ amountCents = 0 } = {}] = (await subscribed.user.get('/payments/invoices')).body.data;
    await accept(amountCents);
    expect(amountCents).toBeGreaterThan(3 * 9_900);
    stripe().dashboard.cancelSubscription(subscribed.subscription);
    await demandBooks();
  });
});

it('a further item is refunded without credits, and the plan with them', async () => {
  const subscribed = await subscribes();
  stripe().dashboard.addItem(subscribed.subscription, 2_500, 2);
  await renew(subscribed);
  expect([await creditsOf(subscribed.user), await cases('INVOICE_BEYOND_PLAN')]).toEqual([8, []]);
  await refund(subscribed, 5_000);
  expect(await creditsOf(subscribed.user)).toBe(8);
  await refund(subscribed, 4_950);
  expect(await creditsOf(subscribed.user)).toBe(6);
  await demandBooks();
});

describe('a plan chosen in the portal', () => {
  it('that is billed with the next invoice is granted with it, and once', async () => {
    const subscribed = await subscribes();
    await app.later(15 * DAY_MS);
    stripe().portal.changePlan(subscribed.subscription, priceOf('professional_month_19900'), 'LATER');
    await app.settle();
    await app.later(2 * HOUR_MS);
    expect(await creditsOf(subscribed.user)).toBe(4);
    await renew(subscribed);
    // Ten of the new period, and of about half of the one before six more a month.
    const granted = await creditsOf(subscribed.user);
    expect([16, 17]).toContain(granted);
    expect(await cases('INVOICE_BEYOND_PLAN')).toEqual([]);
    await demandBooks();
    await renew(subscribed);
    expect(await creditsOf(subscribed.user)).toBe(granted + 10);
    await demandBooks();
  });

  it('that was left before is the plan again', async () => {
    const subscribed = await subscribes();
    stripe().portal.changePlan(subscribed.subscription, priceOf('professional_month_19900'));
    await app.later(3 * HOUR_MS);
    stripe().portal.changePlan(subscribed.subscription, priceOf('starter_month_9900'));
    await app.settle();
    expect(await shown(subscribed.user)).toMatchObject({ plan: 'STARTER', priceCents: 9_900 });
    const before = await creditsOf(subscribed.user);
    await renew(subscribed);
    expect(await creditsOf(subscribed.user)).toBe(before + 4);
    await demandBooks();
  });

  it.each([
    ['the same plan by the year', 'STARTER', 'starter_year_95000', 48 + 4],
    ['a smaller one by the year, which is not offered here', 'PROFESSIONAL', 'starter_year_95000', 48 + 10],
    ['the largest by the year', 'ENTERPRISE', 'enterprise_year_383000', 300 + 25],
  ])('%s is granted less what is left of the period', async (_, plan, key, credits) => {
    const subscribed = await subscribes(plan);
    const { data } = subscribed.subscription.items as { data: { current_period_end: number }[] };
    await app.later((data[0]?.current_period_end ?? 0) * 1_000 - app.clock.now() - HOUR_MS);
    stripe().portal.changePlan(subscribed.subscription, priceOf(key));
    await app.settle();
    await app.later(2 * HOUR_MS);
    // Of the month an hour is left, and of its credits no whole one.
    expect(await creditsOf(subscribed.user)).toBe(credits - 1);
    expect(await cases('INVOICE_BEYOND_PLAN')).toEqual([]);
    await demandBooks();
  });
});

it('an invoice that staff mark as paid past Stripe brings nothing there; two administrators let it grant', async () => {
  const subscribed = await subscribes();
  stripe().dashboard.pauseCollection(subscribed.subscription, 'keep_as_draft');
  await renew(subscribed);
  const invoice = stripe().world.get(String(subscribed.subscription.latest_invoice));
  stripe().dashboard.resumeCollection(subscribed.subscription);
  stripe().dashboard.markPaidElsewhere(invoice);
  await app.settle();
  expect(await creditsOf(subscribed.user)).toBe(4);
  const parked = await cases('EVENT_PARKED');
  expect(parked.length).toBeGreaterThan(0);
  for (const { subject, whatToDo } of parked) {
    expect(whatToDo).toContain('received $0.00; $99.00 was marked as paid past it');
    const event = subject.slice('event '.length);
    for (const admin of admins) {
      const path = `/admin/webhooks/stripe/${event}/book`;
      expect((await admin.post(path, { as: 'AS_IT_CAME', reason: 'A check.' })).status).toBe(200);
    }
  }
  await app.settle();
  expect(await creditsOf(subscribed.user)).toBe(8);
  expect(await cases('EVENT_PARKED')).toEqual([]);
  expect(await shown(subscribed.user)).toMatchObject({ status: 'ACTIVE', due: null });
  await demandBooks();
});
