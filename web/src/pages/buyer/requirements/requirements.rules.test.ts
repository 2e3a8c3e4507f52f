/** How wishes are chosen, press by press. */
import { nameOfValue, valuesOf } from '../../../app/wishes';
import { choiceOf, pressed } from './requirements.rules';

const bands = {
  priceCents: [0, 500_000, 1_000_000],
  years: [0, 1],
  fleet: [0, 1, 2],
  insuranceCents: [0],
  risk: [0],
};

it('goes from wanted to unwanted to what does not matter', () => {
  const wanted = pressed({}, 'state', 'TX');
  expect(wanted).toEqual({ state: { wanted: ['TX'], unwanted: [] } });
  const unwanted = pressed(wanted, 'state', 'TX');
  expect([choiceOf(wanted, 'state', 'TX'), choiceOf(unwanted, 'state', 'TX')]).toEqual([
    'wanted',
    'unwanted',
  ]);
  expect(pressed(unwanted, 'state', 'TX')).toEqual({});
});

it('names ranges by the ranges that there are', () => {
  expect(valuesOf('priceBand', bands).map((value) => nameOfValue('priceBand', value, bands))).toEqual([
    '$0 – $5K',
    '$5K – $10K',
    '$10K+',
  ]);
  expect(valuesOf('priceBand', undefined)).toEqual([]);
  expect(nameOfValue('fleetBand', '1', bands)).toBe('1');
});
