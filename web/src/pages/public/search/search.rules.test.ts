/** What stands in the address of a search, and what becomes of it. */
import { activeFilters, queryOf, readFilters } from './search.rules';

it('takes what is a filter and leaves out what is not', () => {
  const given = {
    search: '  reefer ',
    state: ['TX', 'XX', 'OK', 'TX'],
    deal: 'EQUITY_SALE',
    rating: 'UNKNOWN',
    priceFrom: '300000',
    years: '-1',
    fleetTo: '2.5',
    risk: 'toString',
    sort: 'toString',
    verified: 'true',
    premium: 'yes',
    page: '7',
  };
  expect(readFilters(given)).toEqual({
    search: 'reefer',
    state: ['OK', 'TX'],
    deal: 'EQUITY_SALE',
    priceFrom: 300_000,
    verified: true,
  });
});

it('asks for prices in cents', () => {
  expect(queryOf({ priceFrom: 300_000, priceTo: 1_000_000, amazon: true })).toEqual({
    minPriceCents: '30000000',
    maxPriceCents: '100000000',
    amazonStatus: 'ACTIVE',
  });
});

it('names each filter that is set, and what is left without it', () => {
  const filters = readFilters({
    state: ['TX', 'OK'],
    priceFrom: '300000',
    priceTo: '1000000',
    sort: 'oldest',
  });
  const named = activeFilters(filters);
  expect(named.map(({ label }) => label)).toEqual(['Oklahoma', 'Texas', '$300,000 – $1,000,000']);
  expect(named[0]?.without).toEqual({
    state: ['TX'],
    priceFrom: 300_000,
    priceTo: 1_000_000,
    sort: 'oldest',
  });
  expect(named[2]?.without).toEqual({ state: ['OK', 'TX'], sort: 'oldest' });
});

it('names none where only the order is set', () => {
  expect(activeFilters({ sort: 'oldest' })).toEqual([]);
});
