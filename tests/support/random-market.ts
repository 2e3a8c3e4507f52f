/** Made-up listings with every value that a card can show, and questions that ask for them in every way. */
import { newId } from '../../src/platform/kernel/ids';
import {
  AGE_EDGES_YEARS,
  FLEET_EDGES,
  INSURANCE_EDGES_CENTS,
  PRICE_EDGES_CENTS,
  RISK_BANDS,
} from '../../src/modules/listings/bands.rules';
import {
  Deal,
  Operation,
  PlatformStanding,
  Finance,
  CARGO_TYPES,
  DEAL_STRUCTURES,
  AMAZON_STATUSES,
  AUTHORITY_KINDS,
} from '../../src/modules/listings/listing.fields';
import { ListedCarrier } from '../../src/modules/listings/listed-carrier.rules';

/** mulberry32 */
export function randomFrom(seed: number) {
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

export type Random = ReturnType<typeof randomFrom>;

/** Within the last `minutes`, some in the same instant. */
export const randomListing = (random: Random, place: number, now: number, minutes: number) => {
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
    publishedAt: now - below(minutes) * 60_000,
    expiresAt: null,
  };
};
export type RandomListing = ReturnType<typeof randomListing>;

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

/** By what a query calls a mark, the field of a card that shows it. */
export const MARKS: Record<string, string> = {
  verified: 'verified',
  premium: 'isPremium',
  highwaySetup: 'highwaySetUp',
  sellerFinancing: 'sellerFinancing',
};

export function randomQuestion(random: Random): URLSearchParams {
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
