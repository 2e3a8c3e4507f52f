/** Amounts as people type them. */
import { readCents, writtenCents } from './cents';

it.each([
  ['250000', 25_000_000],
  ['250,000', 25_000_000],
  ['$1,999.50', 199_950],
  ['$ 12.5', 1_250],
  ['0.29', 29],
  [' 7 ', 700],
])('reads %j as %i cents', (typed, cents) => expect(readCents(typed)).toBe(cents));

it.each(['', '1.999', '1,99', '12,34,567', '-5', '1e3', 'ten', '.5', '99999999999999999'])(
  'takes %j for no amount',
  (typed) => expect(readCents(typed)).toBeNull(),
);

it.each([0, 29, 1_250, 199_950, 25_000_000])('reads back what it has written of %i', (cents) =>
  expect(readCents(writtenCents(cents))).toBe(cents),
);
