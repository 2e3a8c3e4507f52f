/** Counts and sums as people read them. */
import { counted, dollarsInWords } from './in-words';

test.each<[number, string]>([
  [0, 'zero dollars'],
  [1_00, 'one dollar'],
  [12_01, 'twelve dollars and 1 cent'],
  [20_45, 'twenty dollars and 45 cents'],
  [99_999_00, 'ninety-nine thousand nine hundred ninety-nine dollars'],
  [200_000_00, 'two hundred thousand dollars'],
  [1_000_000_00, 'one million dollars'],
  [1_014_070_50, 'one million fourteen thousand seventy dollars and 50 cents'],
  [100_000_000_00, 'one hundred million dollars'],
])('%d cents are %s', (cents, words) => {
  expect(dollarsInWords(cents)).toBe(words);
});

test('one of a thing is one', () => {
  expect([0, 1, 2].map((count) => counted(count, 'day'))).toEqual(['0 days', '1 day', '2 days']);
});
