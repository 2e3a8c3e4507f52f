/** A card that cannot be read is left out of every list and ends none of them; operators are told of it. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { addListings, listingRow } from '../../../tests/support/listing-rows';
import { codeOf, succeed } from '../../../tests/support/make-transactions';
import { DAY_MS, iso, MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';

let app: TestApp;
let buyer: TestUser;
let seller: TestUser;
let admin: TestUser;
let metrics: string;
const logged: Record<string, unknown>[] = [];
let usdot = 73_000_000;

const row = (options: Partial<Parameters<typeof listingRow>[1]> = {}) =>
  listingRow(app.clock.now(), { usdot: (usdot += 1), sellerId: seller.id, ...options });

/** What stands in a row: no JSON, another shape, and a shape of cards of former rules. */
const BROKEN: readonly (readonly [what: string, assignment: string])[] = [
  ['no JSON', `card = '{"broken"'`],
  ['another shape', `card = '["x", 7]'`],
  ['another shape, by former rules', `card = '{"title": 7}', madeBy = 1`],
];

beforeAll(async () => {
  app = await startTestApp({ environment: { METRICS_PORT: '0' } });
  metrics = `http://127.0.0.1:${await app.app.metrics.start()}/metrics`;
  app.platform.log.onError((line) => void logged.push(line));
  [buyer, seller, admin] = [await app.make.buyer(), await app.make.seller(), await app.make.admin()];
});
afterAll(() => app.close());

const ids = (data: unknown): string[] => (data as { id: string }[]).map(({ id }) => id).toSorted();
const get = async (path: string, reader: Pick<TestUser, 'get'> = app.anonymous) =>
  (await succeed(reader.get(path))).body;

/** Statements by which the database has answered a search. */
let byDatabase = 0;
function countSearches(): void {
  const { options } = app.platform.database.sequelize as unknown as {
    options: { logging: (line: string) => void };
  };
  options.logging = (line) => void (byDatabase += Number(line.includes('sortKey')));
}

async function untilByMemory(): Promise<void> {
  app.platform.events.start();
  for (let asked = 1, before = -1; before !== byDatabase; asked += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    before = byDatabase;
    await app.anonymous.get(`/listings?minPriceCents=${asked}`);
  }
}

const unreadable = async (): Promise<number> => {
  const text = await (await fetch(metrics)).text();
  return Number(/^mcx_unreadable_rows_total (\d+)/m.exec(text)?.[1] ?? 0);
};

it('ends no search, by rows or from memory, and no other list of cards', async () => {
  countSearches();
  const rows = BROKEN.map(() => row());
  const [fine, other] = [row(), row()];
  const soldAt = app.clock.now() - DAY_MS;
  const sale = { status: 'SOLD', soldAt, soldCents: 3_400_000, publishedAt: soldAt } as const;
  const [sold, soldFine] = [row(sale), row(sale)];
  await addListings(app, [...rows, fine, other, sold, soldFine]);
  const all = [...rows, fine, other];
  for (const { id } of all) {
    await succeed(buyer.post(`/listings/${id}/save`));
    const until = iso(app.clock.now() + DAY_MS);
    await succeed(admin.put(`/admin/listings/${id}/featured`, { until, reason: 'It is well kept.' }));
  }
  expect(ids((await get('/listings')).data)).toEqual(ids(all));
  const { database } = app.platform;
  for (const [place, { id }] of [...rows, sold].entries()) {
    const [, assignment] = BROKEN[place % BROKEN.length] ?? [];
    await database.change(`UPDATE listing_cards SET ${assignment} WHERE listingId = :id`, { id });
  }
  // What is kept for everybody is kept for ten seconds.
  app.clock.advance(10 * SECOND_MS);
  const before = await unreadable();
  const left = ids([fine, other]);

  const found = await get('/listings?facets=true');
  expect([ids(found.data), found.facets.state]).toEqual([left, { TX: all.length }]);
  expect(byDatabase).toBeGreaterThan(0);
  expect(await unreadable()).toBe(before + rows.length);
  expect(ids((await get('/listings', buyer)).data)).toEqual(left);
  expect(ids((await get(`/listings/${fine.id}/similar`)).data)).toEqual([other.id]);
  expect(ids((await get('/listings/featured')).data)).toEqual(left);
  expect((await get('/listings/recently-sold')).data).toHaveLength(1);
  expect(ids((await get('/listings/saved', buyer)).data)).toEqual(left);
  const ofSeller = (await get(`/users/${seller.id}/listings`, seller)).data;
  expect([ids(ofSeller), ofSeller[0].priceBand]).toEqual([
    left,
    { fromCents: 3_000_000, belowCents: 4_000_000 },
  ]);
  expect(ids(await app.modules.listings.teasers.list(10))).toEqual(ids(all));

  await untilByMemory();
  byDatabase = 0;
  const again = await get('/listings?facets=true&minPriceCents=100');
  expect([ids(again.data), again.facets.state, byDatabase]).toEqual([left, { TX: all.length }, 0]);

  // By itself it says which record it is, to whoever reads it.
  for (const { id } of rows) {
    const { status, body } = await app.anonymous.get(`/listings/${id}`);
    expect([status, body.code]).toEqual([500, 'record_unreadable']);
    expect(body.detail).toContain(`listing_cards.card of ${id}`);
  }
  expect(await codeOf(app.anonymous.get(`/listings/${fine.id}`))).toBe('200');
  const told = logged.filter(({ message }) => message === 'a row that cannot be read was left out of a list');
  expect(told.map((line) => line.row).toSorted()).toEqual(
    [...rows, sold].map(({ id }) => `listing_cards.card of ${id}`).toSorted(),
  );
});

it('is as little to one whose own wishes cannot be read: they find the cards, without a score', async () => {
  const person = await app.make.buyer();
  const wishes = { state: { wanted: ['OR'], unwanted: [] } };
  await succeed(person.put('/buyer/requirements', { wishes }));
  const there = row({ state: 'OR' });
  await addListings(app, [there]);
  const found = async () =>
    (await get('/listings?state=OR', person)).data as { id: string; match?: number }[];
  expect((await found()).map(({ id, match }) => [id, match])).toEqual([[there.id, 100]]);
  await app.platform.database.change(
    `UPDATE buyer_requirements SET wishes = '{"broken"' WHERE userId = :userId`,
    { userId: person.id },
  );
  expect((await found()).map(({ id, match }) => [id, match])).toEqual([[there.id, undefined]]);
});

it('keeps nobody from being told of what else came to match what they look for', async () => {
  const person = await app.make.buyer();
  const search = { name: 'Nevada', query: 'state=NV', alerts: 'AT_ONCE' };
  await succeed(person.post('/listings/saved-searches', search));
  const wishes = { state: { wanted: ['NV'], unwanted: [] } };
  const looking = await app.make.buyer();
  await succeed(looking.put('/buyer/requirements', { wishes, tell: true, leastScore: 1 }));
  await app.settle();
  const [broken, fine] = [
    row({ state: 'NV' }),
    row({ state: 'NV', title: 'Desert carrier of long standing' }),
  ];
  await addListings(app, [broken, fine]);
  const { database } = app.platform;
  // As what came onto the market is told of.
  const [{ last } = { last: 0 }] = await database.select<{ last: number | null }>(
    'SELECT MAX(position) AS last FROM event_cursors',
  );
  for (const [place, { id }] of [broken, fine].entries()) {
    await database.change(
      'INSERT INTO listing_arrivals (listingId, sellerId, position) VALUES (:id, :sellerId, :position)',
      { id, sellerId: seller.id, position: Number(last) - place },
    );
  }
  await database.change(`UPDATE saved_searches SET seenUpTo = 0`);
  await database.change(`UPDATE buyer_requirements SET seenUpTo = 0`);
  await database.change(`UPDATE listing_cards SET card = '{"broken"' WHERE listingId = :id`, {
    id: broken.id,
  });
  await app.later(2 * MINUTE_MS);
  for (const { email } of [person, looking]) {
    const letters = (await app.mail.sentTo(email)).filter(({ kind }) => kind === 'saved-searches');
    expect(letters.map(({ subject }) => subject.includes('Desert carrier of long standing'))).toEqual([true]);
  }
});
