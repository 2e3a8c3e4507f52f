/** The filters of the search as they stand in its address: read with care, named one by one, sent to the interface. */
import type { Config, ListingFacets, SearchQuery } from '../api/queries';
import { countBand, moneyBand } from '../format/band';
import { words } from '../words';
import { publicWords } from '../words/public';

const { codes } = words;
const { search: says } = publicWords;

export type Bands = Config['listingBands'];

/** What is chosen of each facet; ranges by their lower ends: whole dollars, years, trucks. */
export interface Filters {
  search?: string;
  state?: string[];
  price?: string[];
  deal?: string[];
  fleet?: string[];
  years?: string[];
  insurance?: string[];
  cargo?: string[];
  authority?: string[];
  rating?: string[];
  risk?: string[];
  amazon?: string[];
  verified?: true;
  premium?: true;
  highway?: true;
  financing?: true;
  sort?: keyof typeof says.sorts;
}

const { UNKNOWN: _unknown, ...RATINGS } = codes.safetyRating;

/** The facets beside the results, in their order: what each is called in the interface, and what its values are called. */
const NAMED = {
  deal: { facet: 'dealStructure', names: codes.dealStructure },
  cargo: { facet: 'cargo', names: codes.cargoType },
  authority: { facet: 'authorityKind', names: codes.authorityKind },
  rating: { facet: 'safetyRating', names: RATINGS },
  risk: { facet: 'riskBand', names: codes.riskBand },
  amazon: { facet: 'amazonStatus', names: codes.amazonStatus },
} as const satisfies Record<string, { facet: keyof ListingFacets; names: Readonly<Record<string, string>> }>;

const BANDED = {
  price: { facet: 'priceBand', edges: 'priceCents', unit: 100, write: moneyOf },
  fleet: { facet: 'fleetBand', edges: 'fleet', unit: 1, write: countOf },
  years: { facet: 'yearsBand', edges: 'years', unit: 1, write: countOf },
  insurance: { facet: 'insuranceBand', edges: 'insuranceCents', unit: 100, write: moneyOf },
} as const;

function moneyOf(from: number, below: number | null): string {
  return moneyBand({ fromCents: from, belowCents: below });
}
function countOf(from: number, below: number | null): string {
  return countBand({ from, below });
}

export type NamedFacet = keyof typeof NAMED;
export type BandedFacet = keyof typeof BANDED;
export type FacetKey = NamedFacet | BandedFacet;
export const FACET_KEYS: readonly FacetKey[] = [
  'price',
  'deal',
  'fleet',
  'years',
  'cargo',
  'authority',
  'insurance',
  'rating',
  'risk',
  'amazon',
];
export const MARKS = ['verified', 'premium', 'highway', 'financing'] as const;

const LONGEST_SEARCH = 100;
const MOST_VALUES = 60;

const asList = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** What people and links write into an address is anything; what is not a filter is left out. */
export function readFilters(given: Record<string, unknown>): Filters {
  const one = (key: string): unknown => asList(given[key])[0];
  const word = (key: string): string | undefined => {
    const value = one(key);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const several = (key: string, isOne: (value: string) => boolean): string[] =>
    [...new Set(asList(given[key]).map(String).filter(isOne))].toSorted().slice(0, MOST_VALUES);
  const codesOf = (key: string, named: Readonly<Record<string, string>>): string[] =>
    several(key, (value) => Object.hasOwn(named, value));
  const edgesOf = (key: string): string[] =>
    several(key, (value) => /^(0|[1-9]\d{0,8})$/.test(value)).toSorted((a, b) => Number(a) - Number(b));
  const flag = (key: string): true | undefined => (String(one(key)) === 'true' ? true : undefined);
  const sort = word('sort');
  const search = word('search');
  return withoutEmpty({
    ...(search === undefined ? {} : { search: search.trim().slice(0, LONGEST_SEARCH) }),
    state: codesOf('state', codes.usState),
    ...Object.fromEntries(Object.entries(NAMED).map(([key, { names }]) => [key, codesOf(key, names)])),
    ...Object.fromEntries(Object.keys(BANDED).map((key) => [key, edgesOf(key)])),
    ...Object.fromEntries(MARKS.map((mark) => [mark, flag(mark)])),
    ...(sort !== undefined && Object.hasOwn(says.sorts, sort) ? { sort: sort as Filters['sort'] } : {}),
  });
}

/** What is not set stands in no address. */
export function withoutEmpty(filters: Filters): Filters {
  const isSet = (value: unknown) =>
    value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => isSet(value)));
}

const isBanded = (key: FacetKey): key is BandedFacet => Object.hasOwn(BANDED, key);
const specOf = (key: FacetKey) => (isBanded(key) ? BANDED[key] : NAMED[key]);

/** The value of an address as the interface calls it: a range there begins at so many cents. */
const sent = (key: FacetKey, value: string): string =>
  isBanded(key) ? String(Number(value) * BANDED[key].unit) : value;

/** As the interface asks for it. */
export function queryOf(filters: Filters): SearchQuery {
  const query: Record<string, unknown> = {
    search: filters.search,
    state: filters.state,
    verified: filters.verified,
    premium: filters.premium,
    highwaySetup: filters.highway,
    sellerFinancing: filters.financing,
    sortBy: filters.sort,
  };
  for (const key of FACET_KEYS) {
    query[specOf(key).facet] = filters[key]?.map((value) => sent(key, value));
  }
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

const FLAGS = {
  verified: 'verified',
  premium: 'premium',
  highway: 'highwaySetup',
  financing: 'sellerFinancing',
} as const;

/** The query string that a saved search keeps: what is looked for, in whatever order it is shown. */
export function queryTextOf({ sort: _sort, ...filters }: Filters): string {
  const pairs = Object.entries(queryOf(filters)).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, String(each)]),
  );
  return new URLSearchParams(pairs).toString();
}

/** The filters of a query string of the interface, and what of it the app has no filter for. */
export function filtersOfText(query: string): { filters: Filters; others: string[] } {
  const asked = new URLSearchParams(query);
  const given: Record<string, unknown> = {
    search: asked.get('search') ?? undefined,
    state: asked.getAll('state'),
  };
  for (const [key, name] of Object.entries(FLAGS)) given[key] = asked.get(name) ?? undefined;
  for (const key of FACET_KEYS) {
    const unit = isBanded(key) ? BANDED[key].unit : null;
    given[key] = asked
      .getAll(specOf(key).facet)
      .map((value) => (unit ? String(Number(value) / unit) : value));
  }
  const filters = readFilters(given);
  const known = new Set(new URLSearchParams(queryTextOf(filters)).toString().split('&'));
  const others = [...asked]
    .filter(
      ([name, value]) => name !== 'sortBy' && !known.has(new URLSearchParams({ [name]: value }).toString()),
    )
    .map((pair) => pair.join('='));
  return { filters, others };
}

export interface FacetValue {
  value: string;
  label: string;
  /** Null while nobody knows. */
  count: number | null;
}

/** The values of a facet that can be chosen: those with a match, and those that are chosen already. */
export function valuesOf(
  key: FacetKey,
  filters: Filters,
  facets: Partial<ListingFacets> | undefined,
  bands: Bands | undefined,
): FacetValue[] {
  const counts: Readonly<Record<string, number>> | undefined = facets?.[specOf(key).facet];
  const chosen: readonly string[] = filters[key] ?? [];
  const all = isBanded(key)
    ? (bands?.[BANDED[key].edges] ?? []).map((edge) => String(edge / BANDED[key].unit))
    : Object.keys(NAMED[key].names);
  return all
    .map((value) => ({
      value,
      label: labelOf(key, value, bands),
      count: counts ? (counts[sent(key, value)] ?? 0) : null,
    }))
    .filter(({ value, count }) => count !== 0 || chosen.includes(value));
}

function labelOf(key: FacetKey, value: string, bands: Bands | undefined): string {
  if (!isBanded(key)) return (NAMED[key].names as Readonly<Record<string, string>>)[value] ?? value;
  const { edges, unit, write } = BANDED[key];
  const from = Number(value) * unit;
  const below = bands?.[edges].find((edge) => edge > from) ?? null;
  return write(from, below);
}

export interface ActiveFilter {
  key: string;
  label: string;
  /** The filters when this one is taken away. */
  without: Filters;
}

/** The filters that are set, in words; the order of the results is none of them. */
export function activeFilters(filters: Filters, bands: Bands | undefined): ActiveFilter[] {
  const found: ActiveFilter[] = [];
  const add = (key: string, label: string, change: Partial<Filters>) =>
    found.push({ key, label, without: withoutEmpty({ ...filters, ...change }) });
  const { search } = filters;
  if (search) add('search', `“${search}”`, { search: undefined });
  for (const each of filters.state ?? []) {
    add(`state ${each}`, codes.usState[each] ?? each, { state: toggled(filters.state, each) });
  }
  for (const key of FACET_KEYS) {
    for (const value of filters[key] ?? []) {
      add(`${key} ${value}`, says.chosen[key](labelOf(key, value, bands)), {
        [key]: toggled(filters[key], value),
      });
    }
  }
  for (const mark of MARKS) if (filters[mark]) add(mark, says[mark], { [mark]: undefined });
  return found;
}

/** The list with the value, or without it where it was there. */
export function toggled(list: readonly string[] = [], value: string): string[] {
  const without = list.filter((other) => other !== value);
  return without.length < list.length ? without : [...list, value];
}
