import { depositOf, feeOf, shareOf } from './shares';

const settings = {
  transactionFeeBasisPoints: 300,
  depositBasisPoints: 1_000,
  depositLeastCents: 50_000,
  depositMostCents: 1_000_000,
};

it('takes shares in whole cents', () => {
  expect(shareOf(42_000_000, 300)).toBe(1_260_000);
  expect(shareOf(150, 300)).toBe(5);
  expect(feeOf(40_000_000, settings)).toBe(1_200_000);
});

it('keeps the usual deposit within its limits', () => {
  expect(depositOf(5_000_000, settings)).toBe(500_000);
  expect(depositOf(42_000_000, settings)).toBe(1_000_000);
  expect(depositOf(100_000, settings)).toBe(50_000);
});
