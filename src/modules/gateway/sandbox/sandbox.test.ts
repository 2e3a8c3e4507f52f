/** The pages of the sandbox gateway: what a person would do there, by whoever knows the id. */
import { startTestApp, type TestApp } from '../../../../tests/support/app';
import { anOrder } from '../../../../tests/support/make-payments';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
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

describe('the pages, without scripts', () => {
  const at = (url: string) => `${app.url}${new URL(url).pathname}`;
  const look = async (url: string) => (await fetch(at(url))).text();
  const send = async (url: string, fields: Record<string, string>) => {
    const answer = await fetch(at(url), { method: 'POST', body: new URLSearchParams(fields) });
    return { status: answer.status, text: await answer.text() };
  };

  it('say what a checkout costs, and change nothing until the form is sent', async () => {
    const user = await app.make.buyer();
    const { checkoutUrl } = (await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }))
      .body.data;
    for (let n = 0; n < 2; n += 1) {
      const page = await look(checkoutUrl);
      expect(page).toMatch(/\$[\d.]+ each month/);
      expect(page).not.toContain('<script');
    }
    const before = await app.modules.billing.creditBalance(user.id);
    const refused = await send(checkoutUrl, { paymentMethodId: 'pm_card_chargeDeclined' });
    expect([refused.status, refused.text.includes('<form')]).toEqual([402, true]);
    expect((await send(checkoutUrl, { paymentMethodId: 'pm_card_visa' })).text).toContain(
      'You have subscribed',
    );
    await app.settle();
    expect([before, await app.modules.billing.creditBalance(user.id)]).toEqual([0, 4]);
    expect(await look(checkoutUrl)).toContain('This checkout is complete.');
  });

  it('confirm or refuse a payment once it is the payer who answers', async () => {
    for (const [passes, status, says] of [
      ['true', 'SUCCEEDED', 'The payment is confirmed.'],
      ['false', 'FAILED', 'The payment is refused.'],
    ] as const) {
      const { subjectId, authenticationUrl } = await app.modules.payments.start(
        anOrder('CARD', 'pm_card_authenticationRequired'),
      );
      const url = String(authenticationUrl);
      const statusOf = async () => (await app.modules.payments.listForSubject(subjectId))[0]?.status;
      await app.settle();
      const page = await look(url);
      expect(page).toContain('A card payment of $');
      expect(page).not.toMatch(/<script|It waits for no answer/);
      expect(await statusOf()).toBe('STARTED');
      expect(await send(url, { passes })).toEqual({ status: 200, text: expect.stringContaining(says) });
      await app.settle();
      expect(await statusOf()).toBe(status);
      expect(await look(url)).toContain('It waits for no answer any more');
    }
  });

  it('pay an open invoice once, by a card that pays', async () => {
    const user = await app.make.seller();
    const { checkoutUrl } = (await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }))
      .body.data;
    expect((await send(checkoutUrl, { paymentMethodId: 'pm_card_declinesLater' })).status).toBe(200);
    await app.settle();
    await app.later(31 * DAY_MS + 2 * HOUR_MS);
    const read = async () => (await user.get('/credits/subscription')).body.data;
    const { status, due } = await read();
    expect([status, await look(due.payUrl)]).toEqual(['PAST_DUE', expect.stringContaining('is due')]);
    const refused = await send(due.payUrl, { paymentMethodId: 'pm_card_chargeDeclined' });
    expect([refused.status, refused.text.includes('<form')]).toEqual([402, true]);
    expect(await send(due.payUrl, { paymentMethodId: 'pm_card_visa' })).toEqual({
      status: 200,
      text: expect.stringContaining('The invoice is paid.'),
    });
    await app.settle();
    expect(await read()).toMatchObject({ status: 'ACTIVE', due: null });
    expect(await look(due.payUrl)).toContain('it is paid');
    expect((await send(due.payUrl, { paymentMethodId: 'pm_card_visa' })).status).not.toBe(200);
  });

  it('complete an account of somebody who is paid', async () => {
    const seller = await app.make.seller();
    const { url } = (await seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() })).body
      .data;
    expect(await look(url)).toContain('not complete yet');
    expect((await send(url, { transfers: 'ARRIVE' })).status).toBe(200);
    expect(await look(url)).toContain('Your account is complete');
  });

  it.each(['checkouts/cs_unknown', 'invoices/in_unknown', 'payments/pi_unknown', 'accounts/acct_unknown'])(
    'are not there for %s',
    async (path) => {
      const url = `${app.url}/sandbox/${path}`;
      expect((await fetch(url)).status).toBe(404);
      expect(
        (await send(url, { paymentMethodId: 'pm_card_visa', passes: 'true', transfers: 'ARRIVE' })).status,
      ).toBe(404);
    },
  );

  it('show nothing of another kind of thing under an id', async () => {
    const seller = await app.make.seller();
    const { url } = (await seller.post('/seller/payout-account', {}, { 'idempotency-key': newId() })).body
      .data;
    const id = new URL(url).pathname.split('/').at(-1) ?? '';
    expect((await fetch(`${app.url}/sandbox/invoices/${id}`)).status).toBe(404);
  });
});

it.each([
  ['/sandbox/checkouts/cs_unknown/complete', { paymentMethodId: 'pm_card_visa' }],
  ['/sandbox/invoices/in_unknown/pay', { paymentMethodId: 'pm_card_visa' }],
  ['/sandbox/accounts/acct_unknown/complete', {}],
])('%s is not there', async (path, body) => {
  expect((await app.anonymous.post(path, body)).status).toBe(404);
});

/** The next year that has a 29th of February, or has none, and whose first months are still to come. */
function nextYear({ leap }: { leap: boolean }): number {
  const isLeap = (year: number) => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  let year = new Date(app.clock.now()).getUTCFullYear() + 1;
  while (isLeap(year) !== leap) year += 1;
  return year;
}

it.each([
  { interval: 'MONTH', day: '01-31', leap: false, ends: ['0 02-28', '0 03-31', '0 04-30', '0 05-31'] },
  { interval: 'YEAR', day: '02-29', leap: true, ends: ['1 02-28', '2 02-28', '3 02-28', '4 02-29'] },
])('a subscription by the $interval of $day keeps to its day where there is one', async (given) => {
  const { interval, day, leap } = given;
  const year = nextYear({ leap });
  const days = given.ends.map((end) => `${year + Number(end[0])}${end.replace(/^. /, '-')}`);
  const until = (instant: string | number) => app.later(new Date(instant).getTime() - app.clock.now());
  const user = await app.make.buyer();
  await until(`${year}-${day}T17:00:00Z`);
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
