/** Fills a database with made-up listings, as the product would have written them, and with readers who are signed in. */
import { hash } from '@node-rs/argon2';
import { cardWords, foundCardOf } from '../../src/modules/listings/card.rules';
import { AMAZON_STATUSES, CARGO_TYPES, DEAL_STRUCTURES } from '../../src/modules/listings/listing.fields';
import type { Status } from '../../src/modules/listings/listing.rules';
import { NDA_VERSIONS } from '../../src/modules/listings/nda/nda-versions';
import { STATE_NAMES } from '../../src/modules/listings/search/state-names';
import { isForgiven, variantsOf } from '../../src/modules/listings/search/words.rules';
import { DAY_MS } from '../../src/platform/kernel/clock';
import { newId } from '../../src/platform/kernel/ids';
import { listingRow } from '../../tests/support/listing-rows';
import type { Store, Value } from './store';
import { emailOf, idOf, PASSWORD, READERS, UNLOCKED } from './world';

/** A higher one fills anew what an earlier one has filled. */
export const FILLED_BY = 4;

const AT_ONCE = 5_000;
/** As production takes no less. */
const HASH_MEMORY_KIB = 19_456;
const TEMPLATES = 400;
const LISTINGS_A_SELLER = 10;
const MOST_SELLERS = 2_000;
const FIRST_USDOT = 1_000_000;
const OPENINGS = ['Regional', 'Dry van', 'Flatbed', 'Refrigerated', 'Drayage', 'Tanker', 'Family', 'Hotshot'];
const STATES = Object.keys(STATE_NAMES);

/** One number for each two: the same listings in every run. */
function mixed(number: number, salt: number): number {
  let hash = Math.imul(number ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
const pick = <Item>(items: readonly Item[], number: number, salt: number): Item =>
  items[mixed(number, salt) % items.length] as Item;

/** Two thousand words that can be spoken, the first of them in many listings, the last in few. */
const VOCABULARY = Array.from({ length: 2_000 }, (_, n) => {
  const syllables = ['ka', 'lo', 'mi', 'ru', 'ste', 'van', 'do', 'pre', 'ni', 'har', 'sol', 'tu', 'be'];
  return [1, 2, 3, 4].map((salt) => pick(syllables, n, salt)).join('') + (n % 2 === 0 ? 'n' : 'r');
});
const wordOf = (number: number, salt: number): string => {
  const share = (mixed(number, salt) % 10_000) / 10_000;
  return VOCABULARY[Math.floor(share ** 3 * VOCABULARY.length)] ?? '';
};

/** Each is in a tenth of the listings, and no listing has both: `P2.nothing` looks for them. */
export const NEVER_TOGETHER = ['harvest', 'lantern'] as const;

const titleOf = (n: number): string => `${pick(OPENINGS, n, 5)} carrier ${wordOf(n, 6)} ${wordOf(n, 7)}`;
const summaryOf = (n: number): string => {
  const marks = [n % 10 === 3 ? NEVER_TOGETHER[0] : '', n % 10 === 7 ? NEVER_TOGETHER[1] : ''];
  return [...[11, 12, 13, 14, 15, 16, 17, 18].map((salt) => wordOf(n, salt)), ...marks].join(' ').trim();
};

function templates(now: number) {
  return Array.from({ length: TEMPLATES }, (_, n) => {
    const row = listingRow(now, {
      usdot: n,
      years: mixed(n, 21) % 25,
      powerUnits: 1 + (mixed(n, 22) % 120),
      dealStructure: pick(DEAL_STRUCTURES, n, 23),
      // Half of them in five states.
      state: mixed(n, 24) % 2 === 0 ? pick(['TX', 'CA', 'FL', 'GA', 'OH'], n, 25) : pick(STATES, n, 26),
      sellerFinancing: n % 5 === 0 ? { sharePct: 20, termMonths: 24 } : null,
      description: 'The books of three years can be seen. '.repeat(4),
    });
    row.operation.cargoTypes = [pick(CARGO_TYPES.slice(0, -1), n, 27), 'OTHER'];
    row.platformStanding.amazonRelay.status = pick(AMAZON_STATUSES, n, 28);
    row.carrier.riskScore = mixed(n, 29) % 80;
    return row;
  });
}

export const legalNameOf = (n: number): string => `CARRIER ${n} LLC`;
export const usdotOf = (n: number): number => FIRST_USDOT + n;

/** Nine of ten are on the market; the newest went live a minute ago, the oldest a quarter of a year. */
function listingOf(n: number, size: number, now: number, made: ReturnType<typeof templates>) {
  const template = made[mixed(n, 31) % made.length] as (typeof made)[number];
  const askingPriceCents = 500_000 * (1 + (mixed(n, 32) % 400));
  const status: Status = n % 10 === 9 && n >= UNLOCKED ? (n % 20 === 9 ? 'SOLD' : 'PAUSED') : 'ACTIVE';
  const at = now - 60_000 - Math.floor(((size - n) / size) * 90 * DAY_MS);
  const usdot = usdotOf(n);
  return {
    ...template,
    id: idOf('listing', n),
    sellerId: idOf('seller', sellerOf(n, size)),
    ...{ usdot, liveUsdot: status === 'SOLD' ? null : usdot, status, askingPriceCents },
    deal: template.deal ? { ...template.deal, askingPriceCents } : null,
    carrier: {
      ...template.carrier,
      usdot,
      legalName: legalNameOf(n),
      dockets: [`MC${usdot}`] as string[],
    },
    ...{ title: titleOf(n), summary: summaryOf(n) },
    buyerId: status === 'SOLD' ? idOf('reader', n % READERS) : null,
    ...{ createdAt: at, updatedAt: at, submittedAt: at, publishedAt: at },
  } as const;
}

/** Who sells the listing of that number. */
export const sellerOf = (n: number, size: number): number => n % sellersOf(size);

const sellersOf = (size: number): number => Math.min(MOST_SELLERS, Math.ceil(size / LISTINGS_A_SELLER));

const stored = (value: unknown): Value => {
  if (typeof value === 'boolean') return Number(value);
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  return JSON.stringify(value);
};

const insertAll = (store: Store, table: string, rows: readonly object[]): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => columns.map((column) => stored(row[column as keyof typeof row] ?? null)));
  return store.insert(table, columns, values);
};

/** Those of the numbers from `first` on; a market of `size` has them, or gets them beside. */
export async function fillListings(
  store: Store,
  { first, count, size }: { first: number; count: number; size: number },
  now: number,
): Promise<void> {
  const made = templates(now);
  const known = new Set<string>();
  for (let from = first; from < first + count; from += AT_ONCE) {
    const part = Math.min(AT_ONCE, first + count - from);
    const listings = Array.from({ length: part }, (_, n) => listingOf(from + n, size, now, made));
    const words = listings.flatMap((listing) => cardWords(listing).map((word) => [word, listing.id]));
    for (const [word = ''] of words) known.add(word);
    await insertAll(store, 'listings', listings);
    await insertAll(
      store,
      'listing_cards',
      listings.map((listing) => foundCardOf(listing, now)),
    );
    await insertAll(
      store,
      'listing_views',
      listings.map(({ id }) => ({ listingId: id, views: 0 })),
    );
    // In the order of the key: the database then writes each page once.
    words.sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
    await store.insert('listing_words', ['word', 'listingId'], words);
  }
  const variants = [...known]
    .filter(isForgiven)
    .flatMap((word) => variantsOf(word).map((part) => [part, word]));
  if (first === 0) await store.insert('word_variants', ['variant', 'word'], variants);
}

/** Each reader has unlocked one listing. All have one password. */
async function fillPeople(store: Store, size: number, now: number): Promise<void> {
  const people = [
    ...Array.from({ length: READERS }, (_, n) => ({ kind: 'reader' as const, role: 'buyer', n })),
    ...Array.from({ length: sellersOf(size) }, (_, n) => ({ kind: 'seller' as const, role: 'seller', n })),
  ];
  const passwordHash = await hash(PASSWORD, { memoryCost: HASH_MEMORY_KIB, timeCost: 2, parallelism: 1 });
  const users = people.map(({ kind, n }) => ({
    id: idOf(kind, n),
    email: emailOf(kind, n),
    mailbox: emailOf(kind, n),
    passwordHash,
    firstName: kind === 'reader' ? 'Reading' : 'Selling',
    lastName: `Person ${n}`,
    companyName: `${kind} ${n} LLC`,
    phone: '+12025550100',
    status: 'ACTIVE',
    emailVerifiedAt: now,
    ...{ createdAt: now, updatedAt: now },
  }));
  await insertAll(store, 'users', users);
  await insertAll(
    store,
    'user_roles',
    people.map(({ kind, role, n }) => ({ userId: idOf(kind, n), role, grantedAt: now })),
  );
  const readers = Array.from({ length: READERS }, (_, n) => n);
  await insertAll(
    store,
    'sessions',
    people.map(({ kind, n }) => ({
      id: idOf(kind === 'reader' ? 'session' : 'sellerSession', n),
      ...{ userId: idOf(kind, n), userAgent: 'bench', address: '10.0.0.1' },
      ...{ createdAt: now, lastUsedAt: now, provedAt: now, expiresAt: now + 30 * DAY_MS },
    })),
  );
  await fillAccess(
    store,
    readers.map((n) => [n % UNLOCKED, n]),
    now,
  );
}

/** Each reader of a pair has unlocked the listing of it. */
export async function fillAccess(
  store: Store,
  pairs: readonly (readonly [listing: number, reader: number])[],
  now: number,
): Promise<void> {
  await insertAll(
    store,
    'listing_access',
    pairs.map(([listing, reader]) => ({
      ...{ listingId: idOf('listing', listing), buyerId: idOf('reader', reader), status: 'GRANTED' },
      ...{ ndaVersion: NDA_VERSIONS.at(-1)?.version, unlockedAt: now, decidedAt: now },
    })),
  );
}

/** The seller of each has proved that they control its carrier: an administrator has noted it. */
export async function fillProofs(
  store: Store,
  { listings, size }: { listings: readonly number[]; size: number },
  now: number,
): Promise<void> {
  await insertAll(
    store,
    'control_proofs',
    listings.map((listing) => ({
      ...{ id: newId(), userId: idOf('seller', sellerOf(listing, size)), usdot: usdotOf(listing) },
      ...{ level: 2, levelSince: now, evidence: 'Seen by the bench.', codeTriesLeft: 0, sends: 0 },
      ...{ createdAt: now, updatedAt: now },
    })),
  );
}

export async function fill(store: Store, size: number, now: number): Promise<void> {
  await fillPeople(store, size, now);
  await fillListings(store, { first: 0, count: size, size }, now);
}
