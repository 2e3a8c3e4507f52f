/** Reconcile finds and names every difference between our rows, the ledger and the gateway, and none where there is none. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import type { CreditMove } from './index';

let app: TestApp;
let user: TestUser;
let orderId: string;
let spent: CreditMove;
let returned: CreditMove;
let period: Record<'invoiceId' | 'gatewayInvoiceId' | 'subscriptionId' | 'gatewaySubscriptionId', string>;

const publication = (): CreditMove => ({
  userId: user.id,
  key: `listing:${newId()}:publication:1`,
  reason: 'LISTING_PUBLICATION',
  subject: { type: 'listing', id: newId() },
});

beforeAll(async () => {
  app = await startTestApp();
  const { billing } = app.modules;
  user = await app.make.seller();
  const purchase = { credits: 3, method: 'CARD', paymentMethodId: 'pm_card_visa' };
  orderId = (await user.post('/credits/purchase', purchase)).body.data.id;
  const plan = { plan: 'STARTER', interval: 'MONTH' };
  const { checkoutUrl } = (await user.post('/credits/subscribe', plan)).body.data;
  expect(await app.gateway.pages.payCheckout(checkoutUrl)).toBe(true);
  await app.settle();
  await app.later(10 * DAY_MS);
  const stepUp = { plan: 'PROFESSIONAL', interval: 'MONTH' };
  expect((await user.post('/credits/change-subscription', stepUp)).status).toBe(200);
  [spent, returned] = [publication(), publication()];
  for (const move of [spent, returned]) await billing.spendCredit(move);
  await billing.returnCredit(returned);
  await app.settle();
  await app.later(3 * HOUR_MS);
  const [first] = await app.platform.database.select<typeof period>(
    `SELECT p.*, s.gatewaySubscriptionId FROM subscription_periods p
     JOIN subscriptions s ON s.id = p.subscriptionId WHERE p.grantFor = 'PERIOD'`,
  );
  if (!first) throw new Error('No period was granted.');
  period = first;
});
afterEach(async () => expect(await app.violations('billing')).toEqual([]));
afterAll(() => app.close());

const findings = async () =>
  (await app.modules.billing.findViolations()).map(({ check, subject }) => `${check} ${subject}`);

/** The violations found after this change, which is then undone. */
async function findingsAfter(tamper: () => Promise<unknown>): Promise<string[]> {
  let found: string[] = [];
  const unit = app.platform.database.atomically(async () => {
    await tamper();
    found = await findings();
    throw new Error('undone');
  });
  await expect(unit).rejects.toThrow('undone');
  return found;
}

async function change(sql: string, id: string): Promise<void> {
  const touched = await app.platform.database.change(sql, { id, now: app.clock.now() });
  expect(touched).toBe(1);
}
const changeOrder = (what: string) => change(`UPDATE credit_orders SET ${what} WHERE id = :id`, orderId);
const changeSpending = (what: string, { key }: CreditMove) =>
  change(`UPDATE credit_spendings SET ${what} WHERE spendingKey = :id`, key);
const changePeriod = (what: string) =>
  change(`UPDATE subscription_periods SET ${what} WHERE invoiceId = :id`, period.invoiceId);
const changeSubscription = (what: string) =>
  change(`UPDATE subscriptions SET ${what} WHERE id = :id`, period.subscriptionId);

const move = (id: string, debit: string, credit: string, subject: { type: string; id: string }) =>
  app.modules.ledger.post([{ id, debit, credit, amount: 1, unit: 'CREDIT', reason: 'A test', subject }]);
const issue = (id: string, type: string, subjectId: string) =>
  move(id, 'credits:issued', `credits:${user.id}`, { type, id: subjectId });
const spend = (id: string) => move(id, `credits:${user.id}`, 'credits:spent', spent.subject);
const returnCredit = (id: string) => move(id, 'credits:spent', `credits:${user.id}`, spent.subject);

it('finds nothing when the books agree', async () => {
  expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
});

describe('finds and names', () => {
  it.each<[string, () => Promise<unknown>, () => string]>([
    [
      'an order of other credits than were issued',
      () => changeOrder('credits = credits + 1'),
      () => `billing.order_booked order ${orderId}`,
    ],
    [
      'an order of another price than was earned',
      () => changeOrder('priceCents = priceCents + 1'),
      () => `billing.order_booked order ${orderId}`,
    ],
    [
      'credits issued for an order that was never paid',
      () => issue('credits:order:made-up', 'credit_order', 'made-up'),
      () => 'billing.transfer_has_order transfer credits:order:made-up',
    ],
    [
      'a spending that took no credit',
      () =>
        change(
          `INSERT INTO credit_spendings (spendingKey, userId, reason, subjectType, subjectId, spentAt)
           SELECT 'made-up', userId, reason, subjectType, subjectId, spentAt FROM credit_spendings
           WHERE spendingKey = :id`,
          spent.key,
        ),
      () => 'billing.spending_booked transfer credits:spending:made-up',
    ],
    [
      'a return that gave no credit',
      () => changeSpending(`returnKey = 'made-up', returnedAt = :now`, spent),
      () => `billing.spending_booked transfer credits:return:${spent.key}`,
    ],
    [
      'a credit spent without a spending',
      () => spend('credits:spending:made-up'),
      () => 'billing.transfer_has_spending transfer credits:spending:made-up',
    ],
    [
      'a credit returned that is still spent',
      () => returnCredit(`credits:return:${spent.key}`),
      () => `billing.transfer_has_spending transfer credits:return:${spent.key}`,
    ],
    [
      'a credit taken by an unknown transfer',
      () => spend('made-up'),
      () => 'billing.transfer_has_spending transfer made-up',
    ],
    [
      'a period of other credits than were granted',
      () => changePeriod('credits = credits + 1'),
      () => `billing.period_booked invoice ${period.invoiceId}`,
    ],
    [
      'a period of another amount than was earned',
      () => changePeriod('amountCents = amountCents - 1'),
      () => `billing.period_booked invoice ${period.invoiceId}`,
    ],
    [
      'a period paid with more than was agreed',
      () => change('UPDATE subscription_terms SET priceCents = 1 WHERE plan = :id', 'STARTER'),
      () => `billing.period_price invoice ${period.invoiceId}`,
    ],
    [
      'credits granted for a period that nobody paid',
      () => issue(`credits:grant:${period.subscriptionId}:1`, 'subscription', period.subscriptionId),
      () => `billing.grant_has_invoice transfer credits:grant:${period.subscriptionId}:1`,
    ],
    [
      'credits granted for a subscription that is not ours',
      () => issue('credits:grant:made-up:1', 'subscription', 'made-up'),
      () => 'billing.grant_has_invoice transfer credits:grant:made-up:1',
    ],
    [
      'a paid invoice of the gateway that is missing here',
      () => changePeriod(`gatewayInvoiceId = 'in_other'`),
      () => `billing.invoice_granted invoice ${period.gatewayInvoiceId}`,
    ],
    [
      'a subscription that is live at the gateway only',
      () => changeSubscription(`status = 'ENDED', liveSlot = NULL`),
      () => `billing.subscription_as_at_gateway subscription ${period.gatewaySubscriptionId}`,
    ],
    [
      'a subscription of the gateway that is unknown here',
      () => changeSubscription(`gatewaySubscriptionId = 'sub_other'`),
      () => `billing.subscription_as_at_gateway subscription ${period.gatewaySubscriptionId}`,
    ],
  ])('%s', async (_, tamper, named) => {
    expect(await findingsAfter(tamper)).toEqual([named()]);
  });
});

describe('a subscription that is live on one side only', () => {
  const end = (updatedMsAgo: number) =>
    changeSubscription(`status = 'ENDED', liveSlot = NULL, updatedAt = :now - ${updatedMsAgo}`);

  it('is no violation while its event may still arrive', async () => {
    expect(await findingsAfter(() => end(HOUR_MS - MINUTE_MS))).toEqual([]);
    expect(await findingsAfter(() => end(HOUR_MS))).toHaveLength(1);
  });

  it('is found if the gateway ended it and the event was lost, until the next sync', async () => {
    await app.modules.gateway.gateways.forNewMoney?.billing?.cancelSubscription({
      ...{ idempotencyKey: newId(), subscriptionId: period.gatewaySubscriptionId, when: 'NOW' },
    });
    await app.gateway.loseNews();
    app.clock.advance(HOUR_MS);
    expect(await findings()).toEqual([
      `billing.subscription_as_at_gateway subscription ${period.gatewaySubscriptionId}`,
    ]);
    await app.later(2 * HOUR_MS);
    expect((await user.get('/credits/subscription')).body.data).toMatchObject({ status: 'ENDED' });
  });
});
