/** Sums at a gateway are read by people: dollars as everywhere, other currencies with their own number of digits. */
import { sumInWords } from './sum.rules';

it.each([
  [250_000, 'usd', '$2,500.00'],
  [250_001, 'USD', '$2,500.01'],
  [250_000, 'eur', 'EUR 2,500.00'],
  [250_000, 'jpy', 'JPY 250,000'],
  [250_000, 'kwd', 'KWD 250.000'],
  [-5, 'gbp', 'GBP -0.05'],
])('%i of %s is %s', (amount, currency, words) => expect(sumInWords(amount, currency)).toBe(words));
