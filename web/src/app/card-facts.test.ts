/** What the row of a card says of its ranges. */
import type { ListingCard } from '../api/queries';
import { rowOf } from './card-facts';

test.each([
  [1, 2, ['1 year', '1 truck']],
  [2, 6, ['2–5 years', '2–5 trucks']],
])('a range from %i to below %i is counted in words', (from, below, facts) => {
  const band = { from, below };
  const card = { title: 'A carrier', yearsActiveBand: band, fleetBand: band } as unknown as ListingCard;
  expect(rowOf(card).facts).toEqual(expect.arrayContaining(facts));
});
