/** Search against what the cards show: every filter, every order, every count, on random companies and random questions. */
import { startTestApp, type TestApp } from '../../../../tests/support/app';
import { addListings, listingRow } from '../../../../tests/support/listing-rows';
import { sized } from '../../../../tests/support/size';
import {
  MARKS,
  randomFrom,
  randomListing,
  type RandomListing,
  randomQuestion,
} from '../../../../tests/support/random-market';
import { AGE_EDGES_YEARS, PRICE_EDGES_CENTS, RISK_BANDS } from '../bands.rules';
import { createListingStore } from '../listing.store';
import { CARGO_NAMES } from './cargo-names';
import { STATE_NAMES } from './state-names';

const LISTINGS = sized(5_000, 250);
const QUERIES = sized(500, 80);
const SEED = Number(process.env.SEARCH_SEED ?? Math.floor(Math.random() * 1e9));
/** As many as one page of the answer shows. */
const PAGE = 40;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

// The reference: words as a reader takes them, figures as the card shows them.

const STOPPED = new Set(['in', 'or', 'and']);
const textOf = ({ title, carrier, operation }: RandomListing): Set<string> =>
  new Set(
    [
      title,
      carrier.state ?? '',
      STATE_NAMES[carrier.state ?? ''] ?? '',
      ...operation.cargoTypes.map((type) => `${type.replaceAll('_', ' ')} ${CARGO_NAMES[type] ?? ''}`),
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
function finder(rows: readonly RandomListing[]) {
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
    return ({ id }: RandomListing) => tests.every((test) => [...(texts.get(id) ?? [])].some(test));
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
    const rows = Array.from({ length: LISTINGS }, (_, place) =>
      randomListing(random, place, clock.now(), LISTINGS),
    );
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
      const asked = randomQuestion(random);
      const said = `SEARCH_SEED=${SEED} /listings?${asked.toString()}`;
      const hasText = textMatches(asked.get('search') ?? '');
      const base = cards.filter(
        (card) =>
          hasText(byId.get(card.id) as RandomListing) &&
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

test('pages by number follow each other where more listings have a word than are looked up by its index', async () => {
  const [market, many] = [await startTestApp({ environment: { SEARCH_IN_MEMORY: 'false' } }), 1_100];
  // Two words that begin as the one that is sought.
  const title = 'Reefer fleet with reefers of its own';
  await addListings(
    market,
    Array.from({ length: many }, (_, place) =>
      listingRow(market.clock.now(), { usdot: 74_000_000 + place, title }),
    ),
  );
  const pages: string[][] = [];
  for (let page = 1; page <= 11; page += 1) {
    const { body } = await market.anonymous.get(`/listings?search=reefer&sortBy=risk&limit=100&page=${page}`);
    pages.push((body.data as { id: string }[]).map(({ id }) => id));
  }
  expect(pages.map(({ length }) => length)).toEqual(pages.map(() => 100));
  expect(new Set(pages.flat()).size).toBe(many);
  await market.close();
});
