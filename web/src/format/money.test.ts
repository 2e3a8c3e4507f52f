/** How sums are written. */
import { money, percent, price, roundMoney } from './money';

it('writes what is owed to the cent', () => {
  expect([0, 5, 17_575_000, 123_456_789_012].map(money)).toEqual([
    '$0.00',
    '$0.05',
    '$175,750.00',
    '$1,234,567,890.12',
  ]);
});

it('writes a price without cents that are none', () => {
  expect([9_500, 9_950, 19_999].map(price)).toEqual(['$95', '$99.50', '$199.99']);
});

it('rounds no edge of a range: one that is not round is written out', () => {
  expect(
    [0, 2_500_000, 30_000_000, 100_000_000, 150_000_000, 1_000_000_000, 12_345_600].map(roundMoney),
  ).toEqual(['$0', '$25K', '$300K', '$1M', '$1.5M', '$10M', '$123,456']);
});

it('writes basis points as percent', () => {
  expect([300, 250, 1_000].map(percent)).toEqual(['3%', '2.5%', '10%']);
});
