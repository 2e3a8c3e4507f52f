/** Search against what the cards show: every filter, every order, every count, on random companies and random questions. */
import { startTestApp, type TestApp } from '../../../../tests/support/app';
import { sized } from '../../../../tests/support/size';
import { newId } from '../../../platform/kernel/ids';
import {
  AGE_EDGES_YEARS,
  FLEET_EDGES,
  INSURANCE_EDGES_CENTS,
  PRICE_EDGES_CENTS,
  RISK_BANDS,
} from '../bands.rules';
import {
  Deal,
  Operation,
  PlatformStanding,
  Finance,
  CARGO_TYPES,
  DEAL_STRUCTURES,
  AMAZON_STATUSES,
  AUTHORITY_KINDS,
} from '../listing.fields';
import { createListingStore } from '../listing.store';
import { ListedCarrier } from '../listed-carrier.rules';
import { STATE_NAMES } from './state-names';

const LISTINGS = sized(5_000, 250);
const QUERIES = sized(500, 80);
const SEED = Number(process.env.SEARCH_SEED ?? Math.floor(Math.random() * 1e9));
/** As many as one page of the answer shows. */
const PAGE = 40;

/** mulberry32 */
function randomFrom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number) => Math.floor(next() * end);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const some = <Item>(items: readonly Item[], most: number): Item[] => [
    ...new Set(Array.from({ length: 1 + below(most) }, () => pick(items))),
  ];
  const chance = (share: number) => next() < share;
  return { next, below, pick, some, chance };
}

const VOCABULARY =
  'reefer reefers flatbed drayage tanker hotshot regional dedicated lanes shippers steady drivers owner operator family heavy haul oversize permits intermodal port amazon relay clean authority contracts trucks truck trailers yard terminal produce frozen midwest southeast broker 2019 2021 53ft köln'.split(
    ' ',
  );
const STATES = ['TX', 'OK', 'CA', 'IN', 'OR', 'NJ', 'FL', 'WY'];
const RATINGS = ['SATISFACTORY', 'CONDITIONAL', 'UNSATISFACTORY', 'NOT_RATED'] as const;
const SORTS = ['newest', 'oldest', 'price_asc', 'price_desc', 'years_active', 'risk'] as const;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

type Random = ReturnType<typeof randomFrom>;

const row = (random: Random, place: number, now: number) => {
  const { next, below, pick, some, chance } = random;
  const cents = chance(0.3) ? pick(PRICE_EDGES_CENTS) : Math.round(Math.exp(7 + next() * 9)) * 100;
  const usdot = 70_500_000 + place;
  const priceCents = Math.max(100, cents);
  const isSoldAssets = chance(0.2);
  const deal = Deal.parse({
    dealStructure: isSoldAssets ? 'ASSETS_ONLY' : pick(DEAL_STRUCTURES),
    entityForm: 'LLC',
    askingPriceCents: priceCents,
    sellerFinancing: chance(0.3) ? { sharePct: 20, termMonths: 12 } : null,
    contactContinuity: 'NOT_INCLUDED',
  });
  const status = chance(0.85) ? ('ACTIVE' as const) : pick(['PAUSED', 'RESERVED', 'WITHDRAWN'] as const);
  return {
    id: newId(),
    sellerId: newId(),
    usdot,
    liveUsdot: status === 'WITHDRAWN' ? null : usdot,
    status,
    statusReason: null,
    version: 1,
    title: Array.from({ length: 2 + below(4) }, () => pick(VOCABULARY)).join(' '),
    summary: '',
    description: '',
    askingPriceCents: priceCents,
    deal,
    operation: Operation.parse({ cargoTypes: chance(0.8) ? some(CARGO_TYPES, 3) : [] }),
    platformStanding: PlatformStanding.parse({
      amazonRelay: { status: pick(AMAZON_STATUSES) },
      highway: chance(0.3) ? 'ACTIVE' : 'NONE',
    }),
    finance: Finance.parse({}),
    approvalRequired: false,
    unlockCredits: 1,
    carrier: ListedCarrier.parse({
      usdot,
      dockets: [],
      state: chance(0.95) ? pick(STATES) : null,
      authorities: AUTHORITY_KINDS.filter(() => chance(0.4)).map((kind) => ({
        kind,
        status: pick(['ACTIVE', 'ACTIVE', 'INACTIVE', null]),
        docketNumber: null,
      })),
      registeredOn: chance(0.9)
        ? new Date(now - next() * 30 * 365.25 * 86_400_000).toISOString().slice(0, 10)
        : null,
      liabilityOnFileCents: chance(0.9)
        ? pick([0, 30_000_000, 75_000_000, 75_000_001, 100_000_000, 500_000_000])
        : null,
      safetyRating: chance(0.9) ? pick(RATINGS) : null,
      powerUnits: chance(0.9) ? pick([0, 1, 2, 5, 6, 10, 11, 20, 21, 50, 51, 100, 101, 500, 501, 900]) : null,
      riskScore: pick([0, 19, 19.5, 20, 39, 40, 59, 60, 80, 100]),
      source: 'FICTIONAL',
      retrievedAt: now,
    }),
    reportId: null,
    verified: chance(0.6),
    premium: chance(0.2),
    publication: 1,
    publicationPaid: true,
    buyerId: status === 'RESERVED' ? newId() : null,
    createdAt: now,
    updatedAt: now,
    submittedAt: now,
    // Some went live in the same instant.
    publishedAt: now - below(LISTINGS) * 60_000,
    expiresAt: null,
  };
};
type Row = ReturnType<typeof row>;

// The reference: words as a reader takes them, figures as the card shows them.

const STOPPED = new Set(['in', 'or', 'and']);
const textOf = ({ title, carrier, operation }: Row): Set<string> =>
  new Set(
    [
      title,
      carrier.state ?? '',
      STATE_NAMES[carrier.state ?? ''] ?? '',
      ...operation.cargoTypes.map((type) => type.replaceAll('_', ' ')),
    ]
      .join(' ')
      .toLowerCase()
      .replaceAll('ö', 'o')
      .split(' ')
      .filter((word) => word !== '' && !STOPPED.has(word)),
  );

/** Damerau and Levenshtein, by their table. */
function distance(one: string, other: string): number {
  const table = Array.from({ length: one.length + 1 }, (_, i) =>
    Array.from({ length: other.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => table[i]?.[j] ?? Infinity;
  for (let i = 1; i <= one.length; i += 1) {
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        least = Math.min(least, at(i - 2, j - 2) + 1);
      }
      (table[i] as number[])[j] = least;
    }
  }
  return at(one.length, other.length);
}

const begins = (word: string, sought: string) =>
  sought.length >= 3 ? word.startsWith(sought) : word === sought;

/** Whether a text has every word that is sought, where `texts` are all that are known. */
function finder(rows: readonly Row[]) {
  const texts = new Map(rows.map((each) => [each.id, textOf(each)]));
  const kept = rows
    .filter(({ status }) => status !== 'WITHDRAWN')
    .map(({ id }) => texts.get(id) ?? new Set<string>());
  const known = new Set(kept.flatMap((text) => [...text]));
  return (search: string) => {
    const sought = search
      .replaceAll('ö', 'o')
      .toLowerCase()
      .split(' ')
      .filter((word) => word !== '' && !STOPPED.has(word));
    const tests = sought.map((word) => {
      if ([...known].some((each) => begins(each, word))) return (each: string) => begins(each, word);
      if (word.length < 4 || !/^[a-z]+$/.test(word)) return () => false;
      return (each: string) => each.length >= 4 && /^[a-z]+$/.test(each) && distance(each, word) === 1;
    });
    return ({ id }: Row) => tests.every((test) => [...(texts.get(id) ?? [])].some(test));
  };
}

interface Card {
  id: string;
  publishedAt: string;
  // As it came over the wire.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [field: string]: any;
}
const lowerEnd = (band: { from?: number; fromCents?: number } | null): string[] =>
  band === null ? [] : [String(band.from ?? band.fromCents)];

/** The values that a card shows of each facet. */
const SHOWN: Record<string, (card: Card) => string[]> = {
  state: ({ state }) => (state === null ? [] : [state]),
  dealStructure: ({ dealStructure }) => [dealStructure],
  safetyRating: ({ safetyRating }) => [safetyRating],
  amazonStatus: ({ amazonRelayStatus }) => [amazonRelayStatus],
  priceBand: ({ priceBand }) => lowerEnd(priceBand),
  yearsBand: ({ yearsActiveBand }) => lowerEnd(yearsActiveBand),
  fleetBand: ({ fleetBand }) => lowerEnd(fleetBand),
  insuranceBand: ({ insuranceBand }) => lowerEnd(insuranceBand),
  riskBand: ({ riskBand }) => (riskBand === null ? [] : [riskBand]),
  authorityKind: ({ authorityKinds }) => authorityKinds,
  cargo: ({ cargoTypes }) => cargoTypes,
};
const ASKED: Record<string, readonly string[]> = {
  state: [...STATES, 'AK'],
  dealStructure: DEAL_STRUCTURES,
  safetyRating: RATINGS,
  amazonStatus: AMAZON_STATUSES,
  priceBand: PRICE_EDGES_CENTS.map(String),
  yearsBand: AGE_EDGES_YEARS.map(String),
  fleetBand: FLEET_EDGES.map(String),
  insuranceBand: INSURANCE_EDGES_CENTS.map(String),
  riskBand: RISK_BANDS,
  authorityKind: AUTHORITY_KINDS,
  cargo: CARGO_TYPES,
};

/** Bounds of a figure: of which facet, its shown range, and whether all of the range keeps to the bound. */
const BOUNDS: Record<string, { facet: string; keeps: (card: Card, bound: number) => boolean }> = {
  minPriceCents: { facet: 'priceBand', keeps: ({ priceBand: b }, n) => b !== null && b.fromCents >= n },
  maxPriceCents: {
    facet: 'priceBand',
    keeps: ({ priceBand: b }, n) => b !== null && b.belowCents !== null && b.belowCents - 1 <= n,
  },
  minYears: { facet: 'yearsBand', keeps: ({ yearsActiveBand: b }, n) => b !== null && b.from >= n },
  minFleet: { facet: 'fleetBand', keeps: ({ fleetBand: b }, n) => b !== null && b.from >= n },
  maxFleet: {
    facet: 'fleetBand',
    keeps: ({ fleetBand: b }, n) => b !== null && b.below !== null && b.below - 1 <= n,
  },
  minInsuranceCents: {
    facet: 'insuranceBand',
    keeps: ({ insuranceBand: b }, n) => b !== null && b.fromCents >= n,
  },
  maxRisk: {
    facet: 'riskBand',
    keeps: ({ riskBand }, n) => riskBand !== null && [19, 39, 59, 100][RISK_BANDS.indexOf(riskBand)]! <= n,
  },
};
const MARKS: Record<string, string> = {
  verified: 'verified',
  premium: 'isPremium',
  highwaySetup: 'highwaySetUp',
  sellerFinancing: 'sellerFinancing',
};

function question(random: Random): URLSearchParams {
  const { below, pick, some, chance } = random;
  const asked = new URLSearchParams();
  for (const [facet, values] of Object.entries(ASKED)) {
    if (!chance(0.13)) continue;
    for (const value of some(values, Math.min(4, values.length))) asked.append(facet, value);
  }
  if (chance(0.2))
    asked.set(
      'maxPriceCents',
      String(pick(PRICE_EDGES_CENTS) + pick([-1, 0, 1, 99, 70_000])).replace('-', ''),
    );
  if (chance(0.1)) asked.set('minPriceCents', String(below(50_000_000)));
  if (chance(0.1)) asked.set('minYears', String(below(25)));
  if (chance(0.1)) asked.set('minFleet', String(below(60)));
  if (chance(0.1)) asked.set('maxFleet', String(below(600)));
  if (chance(0.1)) asked.set('minInsuranceCents', String(pick([0, 75_000_000, 75_000_001, 100_000_000])));
  if (chance(0.1)) asked.set('maxRisk', String(pick([0, 18, 19, 20, 39, 59, 99, 100])));
  for (const mark of Object.keys(MARKS)) if (chance(0.08)) asked.set(mark, String(chance(0.7)));
  if (chance(0.5)) {
    const words = some(VOCABULARY, 2).map((word) => {
      if (chance(0.2)) return word.slice(0, 2 + below(4));
      if (!chance(0.3)) return word;
      const at = below(word.length);
      const letter = pick([...'abcdefghij']);
      return pick([
        word.slice(0, at) + word.slice(at + 1),
        word.slice(0, at) + letter + word.slice(at),
        word.slice(0, at) + letter + word.slice(at + 1),
        word.slice(0, at) +
          word
            .slice(at, at + 2)
            .split('')
            .reverse()
            .join('') +
          word.slice(at + 2),
      ]);
    });
    if (chance(0.1)) words.push(pick(['texas', 'in', 'jersey', 'meat', 'or']));
    asked.set('search', words.join(' ').trim() || 'reefer');
  }
  asked.set('sortBy', pick(SORTS));
  return asked;
}

const place = (values: readonly (number | string)[], value: number | string | undefined): number =>
  value === undefined ? -1 : values.indexOf(value);
const SORT_KEYS: Record<string, (card: Card) => number> = {
  newest: ({ publishedAt }) => -Date.parse(publishedAt),
  oldest: ({ publishedAt }) => Date.parse(publishedAt),
  price_asc: ({ priceBand }) => place(PRICE_EDGES_CENTS, priceBand?.fromCents),
  price_desc: ({ priceBand }) => -place(PRICE_EDGES_CENTS, priceBand?.fromCents),
  years_active: ({ yearsActiveBand }) => -place(AGE_EDGES_YEARS, yearsActiveBand?.from),
  risk: ({ riskBand }) => place(RISK_BANDS, riskBand ?? undefined),
};
const DOWNWARD = new Set(['newest', 'price_desc', 'years_active']);

function inOrder(cards: Card[], sortBy: string): Card[] {
  const key = SORT_KEYS[sortBy] ?? (() => 0);
  const turn = DOWNWARD.has(sortBy) ? -1 : 1;
  return cards.toSorted((a, b) => key(a) - key(b) || (a.id < b.id ? -turn : turn));
}

test(
  `shows and counts exactly what the cards say, on ${LISTINGS} companies and ${QUERIES} questions`,
  async () => {
    process.stdout.write(`SEARCH_SEED=${SEED}\n`);
    const random = randomFrom(SEED);
    const store = createListingStore(app.platform);
    const { database, clock } = app.platform;
    const rows = Array.from({ length: LISTINGS }, (_, place) => row(random, place, clock.now()));
    for (let from = 0; from < rows.length; from += 250) {
      await database.atomically(async () => {
        for (const each of rows.slice(from, from + 250)) await store.add(each);
      });
    }
    const byId = new Map(rows.map((each) => [each.id, each]));
    const textMatches = finder(rows);

    const cards: Card[] = [];
    for (let cursor = ''; ;) {
      const { body } = await app.anonymous.get(`/listings?limit=100${cursor && `&cursor=${cursor}`}`);
      cards.push(...body.data);
      if (!body.pagination.hasNext) break;
      cursor = body.pagination.nextCursor;
    }
    expect(cards.map(({ id }) => id).sort()).toEqual(
      rows.flatMap(({ id, status }) => (status === 'ACTIVE' ? [id] : [])).sort(),
    );

    for (let turn = 0; turn < QUERIES; turn += 1) {
      const asked = question(random);
      const said = `SEARCH_SEED=${SEED} /listings?${asked.toString()}`;
      const hasText = textMatches(asked.get('search') ?? '');
      const base = cards.filter(
        (card) =>
          hasText(byId.get(card.id) as Row) &&
          Object.entries(MARKS).every(
            ([mark, field]) => !asked.has(mark) || String(card[field]) === asked.get(mark),
          ),
      );
      /** Whether the card is what is asked of this facet. */
      const passes = (facet: string, card: Card): boolean =>
        (!asked.has(facet) || asked.getAll(facet).some((value) => SHOWN[facet]?.(card).includes(value))) &&
        Object.entries(BOUNDS).every(
          ([name, bound]) =>
            bound.facet !== facet || !asked.has(name) || bound.keeps(card, Number(asked.get(name))),
        );
      const failing = new Map(
        base.map((card) => [card.id, Object.keys(SHOWN).filter((facet) => !passes(facet, card))]),
      );
      const matching = base.filter(({ id }) => failing.get(id)?.length === 0);

      const { status, body } = await app.anonymous.get(
        `/listings?${asked.toString()}&facets=true&limit=${PAGE}`,
      );
      expect([said, status]).toEqual([said, 200]);
      const wanted = inOrder(matching, asked.get('sortBy') ?? 'newest').map(({ id }) => id);
      expect([said, body.data.map(({ id }: Card) => id)]).toEqual([said, wanted.slice(0, PAGE)]);

      const { counted, capped, ...facets } = body.facets;
      expect([said, counted, capped]).toEqual([said, matching.length, false]);
      for (const [facet, shown] of Object.entries(SHOWN)) {
        const counts: Record<string, number> = {};
        for (const card of base) {
          if (failing.get(card.id)?.some((other) => other !== facet)) continue;
          for (const value of shown(card)) counts[value] = (counts[value] ?? 0) + 1;
        }
        expect([said, facet, facets[facet]]).toEqual([said, facet, counts]);
      }
    }
  },
  sized(1_200_000, 120_000),
);
