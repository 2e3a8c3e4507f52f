/** What a buyer looks for by the endpoints: kept, shown on cards to them alone, explained, and never more than the card. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { addListings, listingRow, type RowOptions } from '../../../../tests/support/listing-rows';
import { userDeleted } from '../../identity';
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
