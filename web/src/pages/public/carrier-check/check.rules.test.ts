/** What the address of a carrier check asks for. */
import { numberOf, readCheckSearch, searchOf, typedOf } from './check.rules';

it('asks for one carrier, whatever stands in the address', () => {
  expect(readCheckSearch({ mc: 'MC 75525', name: 'X', other: '1' })).toEqual({ mc: 'MC 75525' });
  expect(readCheckSearch({ usdot: ['1', '2'], name: ' ' })).toEqual({});
  expect(numberOf(readCheckSearch({ usdot: '158121' }))).toEqual({ usdot: '158121' });
  expect(numberOf({})).toBeNull();
});

it('writes what was typed into the address, and shows it in the field again', () => {
  for (const [typed, search] of [
    ['158121', { usdot: '158121' }],
    ['mc-75525', { mc: 'MC75525' }],
    ['Prairie Lantern', { name: 'Prairie Lantern' }],
  ] as const) {
    expect(searchOf(typed)).toEqual(search);
    expect(searchOf(typedOf(searchOf(typed)))).toEqual(search);
  }
});
