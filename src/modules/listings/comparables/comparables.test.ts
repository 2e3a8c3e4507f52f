/** What a listing is compared with, and what of it anyone is told: ranges, and nothing of fewer than five. */
import { startTestApp, type TestApp } from '../../../../tests/support/app';
import { addListings, listingRow, type RowOptions } from '../../../../tests/support/listing-rows';
import { DAY_MS } from '../../../platform/kernel/clock';

let app: TestApp;
let usdot = 71_000_000;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const row = (options: Omit<RowOptions, 'usdot'> = {}) =>
  listingRow(app.clock.now(), { usdot: (usdot += 1), ...options });
const data = async (path: string) => (await app.anonymous.get(path)).body.data;

test('prices are compared in ranges, with what was alike, how many, and when; fewer than five say nothing', async () => {
  const family = { dealStructure: 'FAMILY_OR_PARTNER_CHANGE' } as const;
  const subject = row({ ...family, priceCents: 6_000_000 });
  const offered = [1_200_000, 2_100_000, 3_400_000].map((priceCents) => row({ ...family, priceCents }));
  const soldAt = app.clock.now() - 40 * DAY_MS;
  const sold = row({
    ...family,
    priceCents: 9_900_000,
    status: 'SOLD',
    publishedAt: soldAt - 12 * DAY_MS - 1_000,
    soldAt,
    soldCents: 4_100_000,
  });
  const longAgo = row({ ...family, status: 'SOLD', soldAt: soldAt - 365 * DAY_MS, soldCents: 100_000 });
  const paused = row({ ...family, status: 'PAUSED', priceCents: 100_000 });
  const otherStructure = row({ priceCents: 100_000 });
  await addListings(app, [subject, ...offered, sold, longAgo, paused, otherStructure]);
  const guidance = () => data(`/listings/${subject.id}/price-guidance`);
  expect(await guidance()).toEqual({ asOf: expect.any(String), guidance: null });

  // A much larger fleet: it counts only where nothing narrower has five.
  await addListings(app, [row({ ...family, priceCents: 20_000_000, powerUnits: 300 })]);
  expect(await guidance()).toEqual({
    asOf: expect.any(String),
    guidance: {
      alike: ['DEAL_STRUCTURE'],
      listings: 4,
      sales: 1,
      lower: { fromCents: 2_000_000, belowCents: 3_000_000 },
      middle: { fromCents: 3_000_000, belowCents: 4_000_000 },
      upper: { fromCents: 4_000_000, belowCents: 5_000_000 },
      asking: 'ABOVE',
    },
  });
  await addListings(app, [row({ ...family, priceCents: 2_900_000 })]);
  expect(await guidance()).toMatchObject({
    guidance: { alike: ['DEAL_STRUCTURE', 'FLEET', 'YEARS'], listings: 4, sales: 1 },
  });

  const [last] = await data('/listings/recently-sold?limit=1');
  expect(last).toEqual({
    state: 'TX',
    dealStructure: 'FAMILY_OR_PARTNER_CHANGE',
    authorityKinds: ['COMMON'],
    yearsActiveBand: { from: 3, below: 5 },
    fleetBand: { from: 2, below: 6 },
    // What was paid, not what was asked.
    priceBand: { fromCents: 4_000_000, belowCents: 5_000_000 },
    daysToSale: 12,
    soldIn: new Date(soldAt).toISOString().slice(0, 7),
  });
});

test('sales of another structure, however many and late, take no place of those alike', async () => {
  const alike = { dealStructure: 'ASSETS_ONLY' } as const;
  const at = app.clock.now();
  const sold = { status: 'SOLD', soldCents: 4_100_000 } as const;
  const subject = row({ ...alike, priceCents: 6_000_000 });
  const sales = Array.from({ length: 5 }, () => row({ ...alike, ...sold, soldAt: at - 90 * DAY_MS }));
  const others = Array.from({ length: 1_001 }, () => row({ ...sold, soldAt: at - DAY_MS }));
  await addListings(app, [subject, ...sales, ...others]);
  expect(await data(`/listings/${subject.id}/price-guidance`)).toMatchObject({
    guidance: { listings: 0, sales: 5 },
  });
});

test('similar listings are on the market, the most alike first, and never the listing itself', async () => {
  const cargo = { cargoTypes: ['LIVESTOCK' as const], equipment: [], employees: null, revenueBand: null };
  const subject = row({ state: 'WY', operation: cargo, priceCents: 60_000_000 });
  const twin = row({ state: 'WY', operation: cargo, priceCents: 60_000_000 });
  const cousin = row({ state: 'MT', operation: cargo, priceCents: 110_000_000 });
  const gone = row({ state: 'WY', operation: cargo, priceCents: 60_000_000, status: 'WITHDRAWN' });
  await addListings(app, [cousin, subject, gone, twin]);
  const similar: { id: string }[] = await data(`/listings/${subject.id}/similar`);
  expect(similar.map(({ id }) => id)).not.toContain(subject.id);
  expect(similar.slice(0, 2).map(({ id }) => id)).toEqual([twin.id, cousin.id]);
  expect(similar.map(({ id }) => id)).not.toContain(gone.id);
  expect((await app.anonymous.get(`/listings/${gone.id}/similar`)).status).toBe(404);
  expect((await app.anonymous.get(`/listings/${gone.id}/price-guidance`)).status).toBe(404);
});
