/** How ranges are written. */
import { countBand, moneyBand } from './band';

it('shows the last figure that is in the range, not the first that is not', () => {
  const bands = [
    { from: 11, below: 21 },
    { from: 0, below: 1 },
    { from: 501, below: null },
    { from: 1001, below: 2001 },
  ];
  expect(bands.map(countBand)).toEqual(['11–20', '0', '501+', '1,001–2,000']);
});

it('shows both edges of a range of money, and an open end', () => {
  const bands = [
    { fromCents: 30_000_000, belowCents: 50_000_000 },
    { fromCents: 0, belowCents: 2_500_000 },
    { fromCents: 1_000_000_000, belowCents: null },
  ];
  expect(bands.map(moneyBand)).toEqual(['$300K – $500K', '$0 – $25K', '$10M+']);
});
