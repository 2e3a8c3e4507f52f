/** Figures over time: equal to what is in the tables, each event once, and a file that no spreadsheet runs. */
import { recountFigures } from '../../../tests/support/recount-figures';
import { type DealWorld, startDealWorld, succeed } from '../../../tests/support/make-transactions';
import { makeListings } from '../../../tests/support/make-listings';
import { csvOf } from '../../platform/http/csv';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { dayIn } from '../../platform/kernel/zoned-time';

let world: DealWorld;
beforeAll(async () => {
  world = await startDealWorld();
  // About noon in New York: a day later is the next day there, also where the clocks are changed.
  const toNoon = 17 * HOUR_MS - (world.app.clock.now() % DAY_MS);
  world.app.clock.advance(toNoon < 0 ? toNoon + DAY_MS : toNoon);
});
afterAll(() => world.close());

interface Report {
  zone: string;
  columns: { key: string }[];
  days: { day: string; values: number[] }[];
  totals: number[];
}

const read = async (name: string, query = '') =>
  (await succeed(world.admin.get(`/admin/analytics/${name}${query}`))).body.data as Report;
const totalsOf = ({ columns, totals }: Report) =>
  Object.fromEntries(columns.map(({ key }, index) => [key, totals[index]]));

test('what happened stands on its day, and equals what is in the tables', async () => {
  const { app, admin } = world;
  const deal = await world.at('COMPLETED');
  const other = await world.open();
  await succeed(admin.post(`/transactions/${other.id}/cancel`, { reason: 'It is off.' }));
  const card = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
  await succeed(deal.buyer.post('/credits/purchase', { credits: 2, ...card }));
  const { body } = await succeed(
    deal.seller.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }),
  );
  await app.gateway.pages.payCheckout(body.data.checkoutUrl);
  await succeed(
    app.anonymous.post('/auth/register', {
      ...{ email: 'newcomer@example.com', password: 'violet harbour under the rain' },
      ...{ firstName: 'New', lastName: 'Comer', role: 'BUYER' },
    }),
  );
  await app.settle();

  expect(totalsOf(await read('deals'))).toMatchObject({
    ...{ opened: 2, openedCents: 40_000_000, deposits: 1, finalPayments: 1 },
    ...{ completed: 1, completedCents: 20_000_000, cancelled: 1, disputed: 0 },
    ...{ depositsOfOpened: 50, paidOfDeposits: 100, completedOfOpened: 50 },
  });
  expect(totalsOf(await read('listings'))).toMatchObject({
    published: 2,
    unlocked: 2,
    offersMade: 2,
    sold: 1,
  });
  expect(totalsOf(await read('users'))).toMatchObject({ registered: 7, buyers: 3, sellers: 2 });
  const revenue = await read('revenue');
  expect(totalsOf(revenue)).toMatchObject({
    ...{ feesCents: 600_000, subscriptionsCents: 9_900, subscriptionsStarted: 1 },
    ...{ creditsSold: 2, creditsCents: 5_998, creditsSpent: 4, creditsExpired: 0 },
    ...{ starterSubscribers: 1, professionalSubscribers: 0, refunds: 0, monthlyRecurringCents: 9_900 },
  });
  const today = dayIn(app.clock.now(), 'America/New_York');
  expect([revenue.zone, revenue.days.length, revenue.days.at(-1)?.day]).toEqual([
    'America/New_York',
    30,
    today,
  ]);
  expect(await recountFigures(app)).toEqual([]);

  // By month: one row, the same sums.
  const byMonth = await read('revenue', `?by=month&from=${today.slice(0, 8)}01&to=${today}`);
  expect([byMonth.days.length, totalsOf(byMonth).feesCents]).toEqual([1, 600_000]);
  expect(byMonth.days[0]?.values).toEqual(byMonth.totals);
  // Heard again, nothing counts twice.
  await app.platform.events.catchUp();
  expect(await recountFigures(app)).toEqual([]);

  const { body: dashboard } = await succeed(admin.get('/admin/dashboard'));
  expect(dashboard.data.funnel.map(({ times }: { times: number }) => times)).toEqual([8, 2, 2, 2, 2, 1, 1]);
  expect(dashboard.data.subscriptions).toContainEqual({
    plan: 'STARTER',
    subscribers: 1,
    monthlyCents: 9_900,
  });
  expect(dashboard.data.money).toMatchObject({
    escrowCents: 0,
    payableCents: 19_400_000,
    feesCents: 600_000,
  });

  // A day later nobody has come, and whoever subscribes still does.
  app.clock.advance(DAY_MS);
  const later = dayIn(app.clock.now(), 'America/New_York');
  expect(totalsOf(await read('revenue', `?from=${later}&to=${later}`))).toMatchObject({
    ...{ starterSubscribers: 1, subscriptionsStarted: 0, monthlyRecurringCents: 9_900 },
  });

  // By the year it brings the twelfth; ended, nothing from that day on, and what was stays as it was.
  const yearly = await world.app.make.seller();
  const { body: begun } = await succeed(
    yearly.post('/credits/subscribe', { plan: 'STARTER', interval: 'YEAR' }),
  );
  await app.gateway.pages.payCheckout(begun.data.checkoutUrl);
  await app.settle();
  app.clock.advance(DAY_MS);
  await succeed(deal.seller.post('/credits/cancel-subscription', { atPeriodEnd: false }));
  await app.settle();
  const last = dayIn(app.clock.now(), 'America/New_York');
  const { columns, days } = await read('revenue', `?from=${today}&to=${last}`);
  const at = columns.findIndex(({ key }) => key === 'monthlyRecurringCents');
  expect(days.map(({ values }) => values[at])).toEqual([9_900, 9_900 + 7_916, 7_916]);
  // Days after the last change, of the one who still subscribes.
  app.clock.advance(3 * DAY_MS);
  const quiet = dayIn(app.clock.now(), 'America/New_York');
  expect(totalsOf(await read('revenue', `?from=${quiet}&to=${quiet}`)).monthlyRecurringCents).toBe(7_916);
  expect(await recountFigures(app)).toEqual([]);
});

test('a report is a file as well, which names its zone; its days have bounds', async () => {
  const file = await world.admin.get('/admin/analytics/deals?format=csv');
  expect(file.headers.get('content-type')).toContain('text/csv');
  expect(file.bytes.toString().split('\r\n')[0]).toMatch(
    /^Day \(America\/New_York\),Opened,Sum of their prices \(US cents\)/,
  );
  const wrong = ['?from=2026-03-02&to=2026-03-01', '?from=2020-01-01', '?from=2026-02-30', '?zone=UTC'];
  for (const query of wrong)
    expect([query, (await world.admin.get(`/admin/analytics/deals${query}`)).status]).toEqual([query, 400]);
});

test('an unlock that is withdrawn and asked anew counts each time that it was asked, as in the action log', async () => {
  const listings = makeListings(world.app);
  const { id } = await listings.active({ usdot: world.newCarrier(), approvalRequired: true });
  const buyer = await world.app.make.buyer();
  const unlocksNow = async () => totalsOf(await read('listings')).unlocked ?? 0;
  const before = await unlocksNow();
  await listings.unlock(buyer, id);
  await succeed(buyer.post(`/listings/${id}/unlock/withdraw`));
  await listings.unlock(buyer, id);
  // Asked again while it waits, it is the same.
  await listings.unlock(buyer, id);
  await world.app.settle();
  expect(await unlocksNow()).toBe(before + 2);
  expect(await recountFigures(world.app)).toEqual([]);
});

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ['a,b', '"a,b"'],
  ['a\nb', '"a\nb"'],
  ['\n=1', '"\'\n=1"'],
  ['＝1', "'＝1"],
  // What some spreadsheets take for the next cell.
  ['a;=1', '"a;=1"'],
  [-5, '-5'],
  ['plain', 'plain'],
])('no cell begins a formula: %j', (value, cell) => {
  expect(csvOf([[value]])).toBe(`${cell}\r\n`);
});
