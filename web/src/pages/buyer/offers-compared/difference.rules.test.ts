import { differenceText } from './difference.rules';

it('says how far a price lies from the asking price', () => {
  expect(differenceText(40_000_000, 42_000_000)).toBe('−4.8%');
  expect(differenceText(42_000_000, 42_000_000)).toBe('0%');
  expect(differenceText(44_100_000, 42_000_000)).toBe('+5%');
});
