/** How a carrier is named by whoever types. */
import { readNumber } from './carrier-number';

it.each([
  ['9900004', { usdot: '9900004' }],
  ['USDOT 9900004', { usdot: '9900004' }],
  ['dot#9900004', { usdot: '9900004' }],
  ['MC 9910004', { mc: 'MC9910004' }],
  ['mc-9910004', { mc: 'MC9910004' }],
  ['Northfield Heron', { name: 'Northfield Heron' }],
  ['  ', null],
])('reads %s', (typed, number) => {
  expect(readNumber(typed)).toEqual(number);
});
