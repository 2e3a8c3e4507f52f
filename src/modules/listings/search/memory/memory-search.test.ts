/** Search by the index in memory against search by the database: the same answers, while the market changes. */
import { type TestApp, startTestApp } from '../../../../../tests/support/app';
import { randomFrom, randomListing, randomQuestion } from '../../../../../tests/support/random-market';
import { sized } from '../../../../../tests/support/size';
import { createListingStore, type ListingStore } from '../../listing.store';
import { createMemoryIndex } from './memory-index';

const LISTINGS = sized(5_000, 300);
const QUERIES = sized(2_000, 150);
/** Of those that a question sees: on a machine that does nothing else, some 200 a second. */
const CHANGES_A_QUESTION = 4;
const SEED = Number(process.env.SEARCH_SEED ?? Math.floor(Math.random() * 1e9));
const random = randomFrom(SEED);
const { below, pick, chance } = random;

/** Answers from memory, and changes the market. */
let app: TestApp;
/** Another instance of the same house, which has the database alone. */
let other: TestApp;
let ids: string[];
/** Pages that the first instance has asked of the database. */
let pagesByDatabase = 0;
let questions = 0;

const countPages = (of: TestApp) => {
  const { options } = of.platform.database.sequelize as unknown as {
    options: { logging: (line: string) => void };
  };
  options.logging = (line) => void (pagesByDatabase += Number(line.includes('sortKey')));
};

async function untilByMemory(of: TestApp): Promise<void> {
  for (let before = -1; before !== pagesByDatabase;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    before = pagesByDatabase;
    // Each time another question: what was answered a moment ago is kept, and asks nobody.
    questions += 1;
    await of.anonymous.get(`/listings?minPriceCents=${questions}`);
  }
}

/** On a busy machine, too, what is asserted is who answers and what. */
const PATIENT = { environment: { SEARCH_BEHIND_AT_MOST_MS: '60000' } };

const listingOf = (place: number) => randomListing(random, place, app.clock.now(), LISTINGS);

beforeAll(
  async () => {
    process.stdout.write(`SEARCH_SEED=${SEED}\n`);
    app = await startTestApp(PATIENT);
    other = await startTestApp({ home: app.home, environment: { SEARCH_IN_MEMORY: 'false' } });
    const store = createListingStore(app.platform);
    const rows = Array.from({ length: LISTINGS }, (_, place) => listingOf(place));
    for (let from = 0; from < rows.length; from += 250) {
      await app.platform.database.atomically(async () => {
        for (const row of rows.slice(from, from + 250)) await store.add(row);
      });
    }
    ids = rows.map(({ id }) => id);
    app.platform.events.start();
    countPages(app);
    await untilByMemory(app);
  },
  sized(600_000, 120_000),
);
afterAll(async () => {
  await other.close();
  await app.close();
});

/** Some of it becomes what another listing might be. */
async function changeOne(by: TestApp, store: ListingStore, place = below(LISTINGS)): Promise<void> {
  const { id: _, sellerId: __, usdot, carrier, liveUsdot, status, buyerId, ...rest } = listingOf(place);
  const fields = Object.fromEntries(Object.entries(rest).filter(() => chance(0.4)));
  await by.platform.database.atomically(async () => {
    const listing = await store.lock(ids[place] ?? '');
    await store.change(listing, {
      ...fields,
      ...(chance(0.4) ? { status, liveUsdot, buyerId } : {}),
      ...(chance(0.3) ? { carrier: { ...carrier, usdot } } : {}),
    });
  });
}

/** What both say; red where they differ. */
async function askBoth(path: string) {
  const [byMemory, byDatabase] = [await app.anonymous.get(path), await other.anonymous.get(path)];
  expect([path, byMemory.body]).toEqual([path, byDatabase.body]);
  return byMemory.body;
}

/** In pages by cursor, each asked by a cursor of the other way, or by number. */
async function compare(asked: string): Promise<void> {
  if (chance(0.3)) {
    const byNumber = `${asked}&limit=${1 + below(20)}`;
    const { pagination } = await askBoth(`${byNumber}&page=${1 + below(3)}`);
    await askBoth(`${byNumber}&page=${Math.max(1, pagination.totalPages)}`);
    return;
  }
  const limit = 1 + below(25);
  let page = await askBoth(`${asked}&facets=true&limit=${limit}`);
  for (let pages = below(4); pages > 0 && page.pagination.hasNext; pages -= 1) {
    page = await askBoth(`${asked}&limit=${limit}&cursor=${page.pagination.nextCursor}`);
  }
}

test(
  `finds and counts as the database does, on ${LISTINGS} companies and ${QUERIES} questions, ${CHANGES_A_QUESTION} changes before each`,
  async () => {
    const [here, there] = [createListingStore(app.platform), createListingStore(other.platform)];
    const before = pagesByDatabase;
    for (let turn = 0; turn < QUERIES; turn += 1) {
      await compare(`/listings?${randomQuestion(random).toString()}`);
      for (let changes = 0; changes < CHANGES_A_QUESTION; changes += 1) await changeOne(app, here);
      if (!chance(0.1)) continue;
      await changeOne(other, there);
      await app.platform.events.catchUp();
    }
    expect(pagesByDatabase).toBe(before);
  },
  sized(3_600_000, 300_000),
);

test('sees at once what its own instance changes, and in a while what another does', async () => {
  const [here, there] = [createListingStore(app.platform), createListingStore(other.platform)];
  const before = pagesByDatabase;
  for (let n = 0; n < 20; n += 1) {
    const isOwn = n % 2 === 0;
    // No slip makes one of another.
    const word = 'abcdefghijklmnopqrst'.charAt(n).repeat(8);
    const by = isOwn ? app : other;
    await by.platform.database.atomically(async () => {
      const store = isOwn ? here : there;
      const listing = await store.lock(ids[n] ?? '');
      const live = { status: 'ACTIVE' as const, liveUsdot: listing.usdot, buyerId: null };
      await store.change(listing, { title: `${word} thing`, ...live });
    });
    const found = async () =>
      (await app.anonymous.get(`/listings?search=${word}`)).body.data.map(({ id }: { id: string }) => id);
    if (!isOwn) while ((await found()).length === 0) await new Promise(setImmediate);
    expect(await found()).toEqual([ids[n]]);
  }
  expect(pagesByDatabase).toBe(before);
});

test('leaves the answer to the database while it cannot follow the log, where it fails, and until it is made', async () => {
  const store = createListingStore(app.platform);
  const asked = () => `/listings?${randomQuestion(random).toString()}`;
  const byDatabase = async () => {
    const before = pagesByDatabase;
    for (let n = 0; n < 10; n += 1) await compare(asked());
    return pagesByDatabase > before;
  };
  expect(await byDatabase()).toBe(false);
  await app.platform.events.stop();
  await changeOne(other, createListingStore(other.platform));
  expect(await byDatabase()).toBe(true);
  app.platform.events.start();
  await untilByMemory(app);
  expect(await byDatabase()).toBe(false);
  // One that the index cannot hold.
  const made = listingOf(LISTINGS);
  const strange = { ...made, id: 'no-id-of-ours', status: 'PAUSED' as const, liveUsdot: made.usdot };
  await app.platform.database.atomically(() => store.add({ ...strange, buyerId: null }));
  expect(await byDatabase()).toBe(true);
  await app.platform.database.atomically(async () => store.remove(await store.lock(strange.id)));

  const restarted = await startTestApp({ home: app.home, ...PATIENT });
  restarted.platform.events.start();
  countPages(restarted);
  const before = pagesByDatabase;
  await restarted.anonymous.get('/listings');
  expect(pagesByDatabase).toBe(before + 1);
  await untilByMemory(restarted);
  for (let n = 0; n < 10; n += 1) {
    const path = asked();
    const [one, two] = [await restarted.anonymous.get(path), await other.anonymous.get(path)];
    expect([path, one.body]).toEqual([path, two.body]);
  }
  await restarted.close();
});

test('takes no more than 300 bytes a listing', () => {
  const index = createMemoryIndex();
  const size = 20_000;
  const hex = (n: number) => n.toString(16).padStart(12, '0');
  for (let from = 0; from < size; from += 500) {
    index.put(
      Array.from({ length: 500 }, (_, n) => {
        const listingId = `01900000-0000-7000-8000-${hex(from + n)}`;
        const card = {
          listingId,
          status: 'ACTIVE',
          publishedAt: below(1e9),
          state: pick(['TX', 'OK', 'CA']),
        };
        const bands = {
          priceBand: below(17),
          ageBand: below(7),
          fleetBand: below(9),
          insuranceBand: below(5),
        };
        const marks = { riskBand: below(4), traits: below(4_096), cargo: below(2 ** 30) };
        // Some forty words, a few of them in most listings and most of them in few.
        const words = new Set(
          Array.from({ length: 48 }, () => `word${Math.floor(random.next() ** 3 * 8_000)}`),
        );
        return { listingId, card: { ...card, ...bands, ...marks }, words: [...words] };
      }),
    );
  }
  expect(index.size()).toEqual({ listings: size, formerVersions: 0 });
  expect(index.bytes() / size).toBeLessThan(300);
  expect(index.bytes() / size).toBeGreaterThan(50);
});
