/** What a buyer looks for by the endpoints: kept, shown on cards to them alone, explained, and never more than the card. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { addListings, listingRow, type RowOptions } from '../../../../tests/support/listing-rows';
import { documentOf } from '../../../../tests/support/document';
import { userDeleted } from '../../identity';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { makeListings } from '../../../../tests/support/make-listings';

let app: TestApp;
let buyer: TestUser;
let usdot = 72_000_000;
beforeAll(async () => {
  app = await startTestApp();
  buyer = await app.make.buyer();
});
afterAll(() => app.close());

const add = async (options: Omit<RowOptions, 'usdot'>): Promise<string> => {
  const row = listingRow(app.clock.now(), { usdot: (usdot += 1), ...options });
  await addListings(app, [row]);
  return row.id;
};
const wishFor = (wishes: object, person = buyer) => person.put('/buyer/requirements', { wishes });

test('they are kept, replaced as a whole, refused where they contradict themselves, and in the export', async () => {
  expect((await buyer.get('/buyer/requirements')).body.data).toEqual({
    wishes: {},
    tell: false,
    leastScore: 70,
    setAt: null,
  });
  const wishes = {
    state: { wanted: ['TX'], unwanted: ['CA'] },
    priceBand: { wanted: ['3000000'], unwanted: [] },
  };
  const set = await buyer.put('/buyer/requirements', { wishes, leastScore: 55 });
  expect(set.body.data).toEqual({ wishes, tell: true, leastScore: 55, setAt: expect.any(String) });
  expect((await buyer.get('/buyer/requirements')).body.data).toEqual(set.body.data);
  const exported = await buyer.get('/users/me/export');
  expect(JSON.stringify(exported.body)).toContain('"wanted":["TX"]');
  for (const wrong of [
    { state: { wanted: ['TX'], unwanted: ['TX'] } },
    { state: { wanted: ['TX', 'TX'] } },
    { priceBand: { wanted: ['3000001'] } },
    { askingPriceCents: { wanted: ['3000000'] } },
  ]) {
    expect([wrong, (await wishFor(wrong)).status]).toEqual([wrong, 400]);
  }
  expect((await buyer.get('/buyer/requirements')).body.data.wishes).toEqual(wishes);
});

test('they go with the account', async () => {
  const leaving = await app.make.buyer();
  await wishFor({ state: { wanted: ['TX'] } }, leaving);
  const kept = () =>
    app.platform.database.select('SELECT userId FROM buyer_requirements WHERE userId = :id', {
      id: leaving.id,
    });
  expect(await kept()).toHaveLength(1);
  await app.emit(userDeleted, { userId: leaving.id, formerAddressId: null });
  await app.settle();
  expect(await kept()).toEqual([]);
});

interface Schema {
  $ref?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
}
/** Every list that the document answers with cards that may bear a score. */
async function cardLists(): Promise<string[]> {
  const { paths, components } = (await documentOf(app.app)) as {
    paths: Record<
      string,
      { get?: { responses: Record<string, { content?: Record<string, { schema: Schema }> }> } }
    >;
    components: { schemas: Record<string, Schema> };
  };
  const resolve = (schema?: Schema): Schema | undefined =>
    schema?.$ref ? components.schemas[schema.$ref.split('/').at(-1) ?? ''] : schema;
  return Object.entries(paths)
    .filter(([, { get }]) => {
      const answer = resolve(get?.responses['200']?.content?.['application/json']?.schema);
      return resolve(resolve(answer?.properties?.data)?.items)?.properties?.match !== undefined;
    })
    .map(([path]) => path)
    .sort();
}

test('every list of cards bears the reader’s score', async () => {
  const make = makeListings(app);
  const { id, seller } = await make.active();
  const reader = await make.buyerOf(id);
  await wishFor({ state: { wanted: ['NE'] } }, reader);
  await reader.post(`/listings/${id}/save`);
  const other = await make.active();
  const admin = await app.make.admin();
  const featured = { reason: 'A test of cards.', until: '2027-01-01T00:00:00Z' };
  await admin.put(`/admin/listings/${id}/featured`, featured);
  const asked = (await cardLists()).map((path) => [
    path,
    path.replace('/users/{id}', `/users/${seller.id}`).replace('{id}', other.id),
  ]);
  const found = new Map<string, number | undefined>();
  for (const [path = '', address = ''] of asked) {
    const cards: unknown = (await reader.get(address)).body.data;
    const card = Array.isArray(cards) && cards.find((one: { id: string }) => one.id === id);
    if (card) found.set(path, card.match);
  }
  const seen = ['/listings', '/listings/saved', '/listings/unlocked', '/users/{id}/listings'];
  expect([...found.keys()]).toEqual(expect.arrayContaining(seen));
  expect([...found].filter(([, match]) => match === undefined)).toEqual([]);
});

test('cards bear a score for who wishes for something, and for nobody else', async () => {
  const id = await add({ state: 'WY', priceCents: 3_500_000 });
  await wishFor({ state: { wanted: ['WY'] }, priceBand: { wanted: ['4000000'] } });
  const scoreFor = async (person: Pick<TestUser, 'get'>): Promise<unknown> => {
    const { data } = (await person.get('/listings?state=WY')).body;
    return data.find((card: { id: string }) => card.id === id).match;
  };
  expect(await scoreFor(buyer)).toBe(64);
  expect(await scoreFor(app.anonymous)).toBeUndefined();
  expect(await scoreFor(await app.make.buyer())).toBeUndefined();
  const { data } = (await buyer.get(`/listings/${id}/match`)).body;
  expect(data).toEqual({
    listingId: id,
    score: 64,
    wishes: [
      { wish: 'priceBand', outcome: 'NEAR', points: 35.7, most: 71.4, shown: ['3000000'] },
      { wish: 'state', outcome: 'MET', points: 28.6, most: 28.6, shown: ['WY'] },
    ],
  });
  await wishFor({});
  expect(await scoreFor(buyer)).toBeUndefined();
  expect((await buyer.get(`/listings/${id}/match`)).body.data).toEqual({
    listingId: id,
    score: null,
    wishes: [],
  });
  const gone = await add({ status: 'WITHDRAWN' });
  expect((await buyer.get(`/listings/${gone}/match`)).status).toBe(404);
});

test('a buyer who has unlocked a listing learns no more from its score than its card shows', async () => {
  const make = makeListings(app);
  const [one, other] = [
    await make.active({ askingPriceCents: 20_000_000 }),
    await make.active({ askingPriceCents: 29_999_999 }),
  ];
  for (const { id } of [one, other]) await make.unlock(buyer, id);
  for (const edge of ['10000000', '15000000', '20000000', '30000000', '50000000']) {
    for (const wish of [{ wanted: [edge] }, { unwanted: [edge] }]) {
      await wishFor({ priceBand: wish });
      const [first, second] = await Promise.all(
        [one, other].map(async ({ id }) => (await buyer.get(`/listings/${id}/match`)).body.data),
      );
      expect({ ...second, listingId: one.id }).toEqual(first);
    }
  }
});

describe('what comes onto the market', () => {
  const lettersOf = async (person: TestUser) =>
    (await app.mail.sentTo(person.email)).filter(({ kind }) => kind === 'saved-searches');
  const later = () => app.later(2 * MINUTE_MS);

  test('is told once, from the least score on, to nobody about their own, and in one letter with saved searches', async () => {
    const make = makeListings(app);
    const wisher = await app.make.user({ roles: ['buyer', 'seller'] });
    await make.active({ title: 'There before the wish', askingPriceCents: 1_200_000 });
    await later();
    const wishes = { priceBand: { wanted: ['1000000'] } };
    await wisher.put('/buyer/requirements', { wishes, leastScore: 60 });
    await wisher.post('/listings/saved-searches', {
      ...{ name: 'Dear ones', query: 'minPriceCents=200000000', alerts: 'AT_ONCE' },
    });
    await later();
    expect(await lettersOf(wisher)).toEqual([]);

    await make.active({ title: 'As they wish it to be', askingPriceCents: 1_300_000 });
    // Next to the wanted range: 50 of 100.
    await make.active({ title: 'Only nearly so', askingPriceCents: 1_600_000 });
    await make.active({ title: 'Their very own company', askingPriceCents: 1_300_000, seller: wisher });
    await make.active({ title: 'What the search finds', askingPriceCents: 300_000_000 });
    await later();
    const [letter, ...others] = await lettersOf(wisher);
    expect(others).toEqual([]);
    expect(letter?.text).toContain('As they wish it to be');
    expect(letter?.text).toContain('What you look for');
    expect(letter?.text).toContain('What the search finds');
    for (const untold of ['There before', 'Only nearly', 'Their very own', '13,000']) {
      expect(letter?.text).not.toContain(untold);
    }
    await later();
    expect(await lettersOf(wisher)).toHaveLength(1);
  });

  test('is not told to who does not want to be told, nor afterwards what came meanwhile', async () => {
    const make = makeListings(app);
    const quiet = await app.make.buyer();
    const wishes = { priceBand: { wanted: ['1000000'] } };
    const set = (tell: boolean) => quiet.put('/buyer/requirements', { wishes, tell });
    await set(false);
    await make.active({ askingPriceCents: 1_300_000 });
    await later();
    await set(true);
    await later();
    expect(await lettersOf(quiet)).toEqual([]);
    await make.active({ title: 'Came once they wanted', askingPriceCents: 1_300_000 });
    await later();
    expect((await lettersOf(quiet)).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('A company matches what you look for'),
    ]);
  });
});
