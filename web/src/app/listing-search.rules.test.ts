/** What stands in the address of a search, and what becomes of it. */
import {
  activeFilters,
  filtersOfText,
  queryOf,
  queryTextOf,
  readFilters,
  valuesOf,
} from './listing-search.rules';

const bands = {
  priceCents: [0, 500_000, 1_000_000],
  years: [0, 1, 2],
  fleet: [0, 1, 2, 6],
  insuranceCents: [0, 75_000_000],
  risk: [0, 20, 40, 60],
};

it('takes what is a filter and leaves out what is not', () => {
  const given = {
    search: '  reefer ',
    state: ['TX', 'XX', 'OK', 'TX'],
    deal: 'EQUITY_SALE',
    rating: ['UNKNOWN', 'CONDITIONAL'],
    price: ['20000', '5000'],
    years: '-1',
    fleet: '2.5',
    risk: 'toString',
    sort: 'toString',
    verified: 'true',
    premium: 'yes',
    page: '7',
  };
  expect(readFilters(given)).toEqual({
    search: 'reefer',
    state: ['OK', 'TX'],
    deal: ['EQUITY_SALE'],
    rating: ['CONDITIONAL'],
    price: ['5000', '20000'],
    verified: true,
  });
});

it('asks for prices in cents, and for several values of a facet', () => {
  expect(queryOf({ price: ['5000', '10000'], fleet: ['2'], amazon: ['ACTIVE', 'PENDING'] })).toEqual({
    priceBand: ['500000', '1000000'],
    fleetBand: ['2'],
    amazonStatus: ['ACTIVE', 'PENDING'],
  });
});

it('names each filter that is set, and what is left without it', () => {
  const filters = readFilters({ state: ['TX', 'OK'], price: ['5000', '10000'], sort: 'oldest' });
  const named = activeFilters(filters, bands);
  expect(named.map(({ label }) => label)).toEqual(['Oklahoma', 'Texas', '$5K – $10K', '$10K+']);
  expect(named[0]?.without).toEqual({ state: ['TX'], price: ['5000', '10000'], sort: 'oldest' });
  expect(named[2]?.without).toEqual({ state: ['OK', 'TX'], price: ['10000'], sort: 'oldest' });
});

it('names none where only the order is set', () => {
  expect(activeFilters({ sort: 'oldest' }, bands)).toEqual([]);
});

it('offers the values with a match, and those that are chosen already', () => {
  const facets = { priceBand: { '500000': 3 } };
  expect(valuesOf('price', { price: ['0'] }, facets, bands)).toEqual([
    { value: '0', label: '$0 – $5K', count: 0 },
    { value: '5000', label: '$5K – $10K', count: 3 },
  ]);
});

it('is kept as a query string of the interface, and read back from it', () => {
  const filters = readFilters({
    search: 'reefer & flatbed',
    state: ['TX', 'OK'],
    price: ['50000', '75000'],
    deal: 'EQUITY_SALE',
    verified: 'true',
    financing: 'true',
    sort: 'oldest',
  });
  const { sort: _, ...kept } = filters;
  const query = queryTextOf(filters);
  expect(query).toContain('priceBand=5000000&priceBand=7500000');
  expect(filtersOfText(query)).toEqual({ filters: kept, others: [] });
  expect(filtersOfText('state=TX&minPriceCents=100&sortBy=oldest&verified=false')).toEqual({
    filters: { state: ['TX'] },
    others: ['minPriceCents=100', 'verified=false'],
  });
});
