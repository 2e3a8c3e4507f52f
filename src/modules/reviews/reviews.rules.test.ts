/** The trust score, line by line, and the months of a membership: tables. */
import { monthsBetween, type TrustFacts, trustScoreOf } from './trust.rules';

const NOTHING: TrustFacts = {
  completedDeals: 0,
  goodReviews: 0,
  badReviews: 0,
  identityVerified: false,
  monthsOfMembership: 0,
};

it.each<[string, Partial<TrustFacts>, number, string[]]>([
  ['a newcomer', {}, 50, ['50 Every member starts here']],
  ['a deal', { completedDeals: 1 }, 60, ['50 Every member starts here', '10 Completed 1 deal']],
  [
    'good and bad reviews',
    { completedDeals: 2, goodReviews: 1, badReviews: 2 },
    55,
    [
      ...['50 Every member starts here', '20 Completed 2 deals', '5 Received 1 review of 4 or 5 stars'],
      '-20 Received 2 reviews of 1 or 2 stars',
    ],
  ],
  [
    'verified and long here',
    { identityVerified: true, monthsOfMembership: 7 },
    77,
    ['50 Every member starts here', '20 Identity is verified', '7 Member for 7 months'],
  ],
  [
    'more than there is',
    { completedDeals: 6, monthsOfMembership: 1 },
    100,
    [
      ...['50 Every member starts here', '60 Completed 6 deals', '1 Member for 1 month'],
      '-11 No score is above 100',
    ],
  ],
  [
    'less than there is',
    { badReviews: 6 },
    0,
    [...['50 Every member starts here', '-60 Received 6 reviews of 1 or 2 stars'], '10 No score is below 0'],
  ],
])('of %s the lines add up to the score', (_, facts, score, lines) => {
  const trust = trustScoreOf({ ...NOTHING, ...facts });
  expect(trust.lines.map(({ points, because }) => `${points} ${because}`)).toEqual(lines);
  expect(trust.score).toBe(score);
  expect(trust.lines.reduce((sum, { points }) => sum + points, 0)).toBe(score);
});

it.each([
  ['2026-01-15T12:00:00Z', '2026-01-15T12:00:00Z', 0],
  ['2026-01-15T12:00:00Z', '2026-02-15T11:59:59Z', 0],
  ['2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z', 1],
  ['2025-12-31T00:00:00Z', '2026-02-28T00:00:00Z', 2],
  ['2025-12-31T00:00:00Z', '2026-02-27T23:59:59Z', 1],
  ['2024-02-29T00:00:00Z', '2026-02-28T00:00:00Z', 24],
  ['2026-03-01T00:00:00Z', '2026-02-01T00:00:00Z', 0],
])('from %s to %s there are %i whole months', (from, to, months) => {
  expect(monthsBetween(Date.parse(from), Date.parse(to))).toBe(months);
});
