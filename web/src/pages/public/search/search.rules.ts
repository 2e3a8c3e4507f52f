/** The filters of the search as they stand in its address: read with care, named one by one, sent to the interface. */
import type { SearchQuery } from '../../../api/queries';
import { price } from '../../../format/money';
import { words } from '../../../words';
import { publicWords } from '../../../words/public';

const { codes, card } = words;
const { search: says } = publicWords;

export interface Filters {
  search?: string;
  state?: string[];
  deal?: keyof typeof codes.dealStructure;
  rating?: Exclude<keyof typeof codes.safetyRating, 'UNKNOWN'>;
  authority?: keyof typeof codes.authorityKind;
  cargo?: keyof typeof codes.cargoType;
  /** Whole dollars. */
  priceFrom?: number;
  priceTo?: number;
  insurance?: number;
  years?: number;
  fleetFrom?: number;
  fleetTo?: number;
  /** The highest score. */
  risk?: number;
  verified?: true;
  premium?: true;
  highway?: true;
  amazon?: true;
  sort?: keyof typeof says.sorts;
}

const MOST = 1_000_000_000;
const LONGEST_SEARCH = 200;

const asList = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** What people and links write into an address is anything; what is not a filter is left out. */
export function readFilters(given: Record<string, unknown>): Filters {
  const one = (key: string): unknown => asList(given[key])[0];
  const word = (key: string): string | undefined => {
    const value = one(key);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const code = <Code extends string>(
    key: string,
    named: Readonly<Record<Code, string>>,
  ): Code | undefined => {
    const value = word(key);
    return value !== undefined && Object.hasOwn(named, value) ? (value as Code) : undefined;
  };
  const count = (key: string): number | undefined => {
    const value = Number(word(key) ?? Number.NaN);
    return Number.isInteger(value) && value >= 0 && value <= MOST ? value : undefined;
  };
  const flag = (key: string): true | undefined => (String(one(key)) === 'true' ? true : undefined);
  const states = asList(given.state)
    .map(String)
    .filter((state) => Object.hasOwn(codes.usState, state));
  const { UNKNOWN: _, ...ratings } = codes.safetyRating;
  return withoutEmpty({
    search: word('search')?.trim().slice(0, LONGEST_SEARCH),
    state: [...new Set(states)].toSorted(),
    deal: code('deal', codes.dealStructure),
    rating: code('rating', ratings),
    authority: code('authority', codes.authorityKind),
    cargo: code('cargo', codes.cargoType),
    priceFrom: count('priceFrom'),
    priceTo: count('priceTo'),
    insurance: count('insurance'),
    years: count('years'),
    fleetFrom: count('fleetFrom'),
    fleetTo: count('fleetTo'),
    risk: count('risk'),
    verified: flag('verified'),
    premium: flag('premium'),
    highway: flag('highway'),
    amazon: flag('amazon'),
    sort: code('sort', says.sorts),
  });
}

/** What is not set stands in no address. */
export function withoutEmpty(filters: Filters): Filters {
  const isSet = (value: unknown) =>
    value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => isSet(value)));
}

const cents = (dollars: number | undefined): string | undefined =>
  dollars === undefined ? undefined : String(dollars * 100);
const text = (count: number | undefined): string | undefined =>
  count === undefined ? undefined : String(count);

/** As the interface asks for it. */
export function queryOf(filters: Filters): SearchQuery {
  const query: SearchQuery = {
    search: filters.search,
    state: filters.state,
    dealStructure: filters.deal,
    safetyRating: filters.rating,
    authorityKind: filters.authority,
    cargo: filters.cargo,
    minPriceCents: cents(filters.priceFrom),
    maxPriceCents: cents(filters.priceTo),
    minInsuranceCents: cents(filters.insurance),
    minYears: text(filters.years),
    minFleet: text(filters.fleetFrom),
    maxFleet: text(filters.fleetTo),
    maxRisk: text(filters.risk),
    verified: filters.verified,
    premium: filters.premium,
    highwaySetup: filters.highway,
    amazonStatus: filters.amazon && 'ACTIVE',
    sortBy: filters.sort,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

export interface ActiveFilter {
  key: string;
  label: string;
  /** The filters when this one is taken away. */
  without: Filters;
}

/** The filters that are set, in words; the order of the results is none of them. */
export function activeFilters(filters: Filters): ActiveFilter[] {
  const found: ActiveFilter[] = [];
  const add = (label: string, change: Partial<Filters>) =>
    found.push({ key: label, label, without: withoutEmpty({ ...filters, ...change }) });
  const { search, state = [], deal, rating, authority, cargo, risk } = filters;
  if (search) add(`“${search}”`, { search: undefined });
  for (const each of state) {
    add(codes.usState[each] ?? each, { state: state.filter((other) => other !== each) });
  }
  if (deal) add(codes.dealStructure[deal], { deal: undefined });
  if (rating) add(codes.safetyRating[rating], { rating: undefined });
  if (authority) add(codes.authorityKind[authority], { authority: undefined });
  const range = rangeOf(filters.priceFrom, filters.priceTo, (dollars) => price(dollars * 100));
  if (range) add(range, { priceFrom: undefined, priceTo: undefined });
  if (filters.years !== undefined) add(says.yearsOrMore(filters.years), { years: undefined });
  const fleet = rangeOf(filters.fleetFrom, filters.fleetTo, String);
  if (fleet) add(card.trucks(fleet), { fleetFrom: undefined, fleetTo: undefined });
  if (filters.insurance !== undefined) {
    add(card.liability(says.atLeast(price(filters.insurance * 100))), { insurance: undefined });
  }
  if (cargo) add(codes.cargoType[cargo], { cargo: undefined });
  if (risk !== undefined) add(`${says.risk} ${risk}`, { risk: undefined });
  if (filters.verified) add(says.verified, { verified: undefined });
  if (filters.premium) add(says.premium, { premium: undefined });
  if (filters.highway) add(says.highway, { highway: undefined });
  if (filters.amazon) add(says.amazon, { amazon: undefined });
  return found;
}

function rangeOf(
  from: number | undefined,
  to: number | undefined,
  write: (value: number) => string,
): string | null {
  if (from !== undefined && to !== undefined) return `${write(from)} – ${write(to)}`;
  if (from !== undefined) return says.atLeast(write(from));
  return to === undefined ? null : says.atMost(write(to));
}
