/** The pages of the sandbox gateway: what a person would do there, by whoever knows the id. */
import { startTestApp, type TestApp } from '../../../../tests/support/app';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const pathOf = (url: string) => new URL(url).pathname.replace('/api', '');

it('a checkout is completed once, by a card that pays', async () => {
  const user = await app.make.buyer();
  const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
  const complete = (paymentMethodId: string) =>
    app.anonymous.post(`${pathOf(body.data.checkoutUrl)}/complete`, { paymentMethodId });
  const refused = await complete('pm_card_chargeDeclined');
  expect([refused.status, refused.body.code]).toEqual([402, 'payment_gateway_refused']);
  for (const answer of [await complete('pm_card_visa'), await complete('pm_card_visa')])
    expect(answer.body.data).toMatchObject({ status: 'COMPLETE' });
  await app.settle();
  expect(await app.modules.billing.creditBalance(user.id)).toBe(4);
});

it('an account is completed, and says so', async () => {
  const seller = await app.make.seller();
  const { body } = await seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() });
  const done = await app.anonymous.post(`${pathOf(body.data.url)}/complete`, {});
  expect(done.body.data).toMatchObject({ payoutsEnabled: true });
});

it.each([
  ['/sandbox/checkouts/cs_unknown/complete', { paymentMethodId: 'pm_card_visa' }],
  ['/sandbox/invoices/in_unknown/pay', { paymentMethodId: 'pm_card_visa' }],
  ['/sandbox/accounts/acct_unknown/complete', {}],
])('%s is not there', async (path, body) => {
  expect((await app.anonymous.post(path, body)).status).toBe(404);
});

it.each([
  ['MONTH', '2027-01-31', ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']],
  ['YEAR', '2028-02-29', ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
])('a subscription by the %s of %s keeps to its day where there is one', async (interval, day, days) => {
  const until = (instant: string | number) => app.later(new Date(instant).getTime() - app.clock.now());
  const user = await app.make.buyer();
  await until(`${day}T17:00:00Z`);
  const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval });
  const { checkoutUrl } = body.data as { checkoutUrl: string };
  await app.anonymous.post(`${pathOf(checkoutUrl)}/complete`, { paymentMethodId: 'pm_card_visa' });
  await app.settle();
  const ends: string[] = [];
  while (ends.length < days.length) {
    const { periodEnd } = (await user.get('/credits/subscription')).body.data as { periodEnd: string };
    ends.push(periodEnd.slice(0, 10));
    await until(Date.parse(periodEnd) + HOUR_MS);
  }
  expect(ends).toEqual(days);
});
