/** A subscriber's bank takes back what paid an invoice: the books follow, and somebody is told. */
import { startTestApp, type TestApp } from '../../../../tests/support/app';
import { moneyAtStripe } from '../../../../tests/support/stripe-money';
import { DAY_MS } from '../../../platform/kernel/clock';
import { invoiceDisputeClosed, invoiceDisputed } from '../index';

const PLAN = { plan: 'STARTER', interval: 'MONTH' };
const PRICE_CENTS = 9_900;

let app: TestApp;
const heard: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  app.platform.outbox.on(invoiceDisputed, 'test', { runs: 'unit' }, ({ disputedCents }) => {
    heard.push(`disputed ${disputedCents}`);
    return Promise.resolve();
  });
  app.platform.outbox.on(invoiceDisputeClosed, 'test', { runs: 'unit' }, ({ outcome }) => {
    heard.push(outcome);
    return Promise.resolve();
  });
});
afterAll(() => app.close());

const balance = (code: string) => app.modules.ledger.balance(code);
const disputes = async () => {
  const admin = await app.make.admin();
  return (await admin.get('/admin/payments/disputes')).body.data as {
    id: string;
    paymentId: string | null;
  }[];
};

async function demandBooks(): Promise<void> {
  const { standIn } = app.gateway;
  if (!standIn) throw new Error('This is about Stripe.');
  expect(await balance('gateway:stripe')).toBe(moneyAtStripe(standIn.world));
  expect((await app.modules.admin.reconcile()).violations).toEqual([]);
}

it.each([
  ['pm_card_createDisputeWon', 'WON', 'REINSTATED', 0],
  ['pm_card_createDisputeLost', 'LOST', 'LOST', PRICE_CENTS],
])('paid with %s: withdrawn, and %s', async (card, outcome, money, lossCents) => {
  heard.length = 0;
  const lost = await balance('expense:chargebacks');
  const user = await app.make.seller();
  const { body } = await user.post('/credits/subscribe', PLAN);
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl, card)).toBe(true);
  await app.settle();

  await app.later(2 * DAY_MS);
  const [dispute] = await disputes();
  expect(dispute).toMatchObject({ paymentId: null, status: 'OPEN', money: 'WITHDRAWN' });
  expect(await balance(`disputes:${dispute?.id}`)).toBe(PRICE_CENTS);
  await demandBooks();

  await app.later(26 * DAY_MS);
  await app.later(5 * DAY_MS);
  expect(await disputes()).toContainEqual(
    expect.objectContaining({ id: dispute?.id, status: outcome, money }),
  );
  expect(await balance(`disputes:${dispute?.id}`)).toBe(0);
  expect((await balance('expense:chargebacks')) - lost).toBe(lossCents);
  expect(heard.slice(0, 2)).toEqual([`disputed ${PRICE_CENTS}`, outcome]);
  await demandBooks();
});
