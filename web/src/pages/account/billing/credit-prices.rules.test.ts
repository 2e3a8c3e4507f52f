import { costOf } from './credit-prices.rules';

test('a pack costs its own price, and every other number of credits is bought one by one', () => {
  const prices = { singleCreditPriceCents: 2_999, creditPacks: [{ credits: 5, priceCents: 13_999 }] };
  expect([1, 4, 5, 6].map((credits) => costOf(credits, prices))).toEqual([2_999, 11_996, 13_999, 17_994]);
});
