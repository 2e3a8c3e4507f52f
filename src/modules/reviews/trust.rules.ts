/** The trust score of a user: what adds to it and what takes from it, each in a line of its own. */
import { counted } from '../../platform/kernel/in-words';
import type { TrustScore } from '../identity';

/** Of a user, as the score weighs it. */
export interface TrustFacts {
  completedDeals: number;
  goodReviews: number;
  badReviews: number;
  identityVerified: boolean;
  monthsOfMembership: number;
}

const BASE = 50;
const MOST = 100;
const PER_DEAL = 10;
const PER_GOOD_REVIEW = 5;
const PER_BAD_REVIEW = -10;
const VERIFIED = 20;
const PER_MONTH = 1;

/** The points of the lines add up to the score, at both ends of the scale too. */
export function trustScoreOf(facts: TrustFacts): TrustScore {
  const lines = [
    { points: BASE, because: 'Every member starts here' },
    {
      points: PER_DEAL * facts.completedDeals,
      because: `Completed ${counted(facts.completedDeals, 'deal')}`,
    },
    {
      points: PER_GOOD_REVIEW * facts.goodReviews,
      because: `Received ${counted(facts.goodReviews, 'review')} of 4 or 5 stars`,
    },
    {
      points: PER_BAD_REVIEW * facts.badReviews,
      because: `Received ${counted(facts.badReviews, 'review')} of 1 or 2 stars`,
    },
    { points: facts.identityVerified ? VERIFIED : 0, because: 'Identity is verified' },
    {
      points: PER_MONTH * facts.monthsOfMembership,
      because: `Member for ${counted(facts.monthsOfMembership, 'month')}`,
    },
  ].filter(({ points }) => points !== 0);
  const sum = lines.reduce((total, { points }) => total + points, 0);
  const score = Math.min(MOST, Math.max(0, sum));
  const bound = sum > MOST ? `No score is above ${MOST}` : 'No score is below 0';
  return { score, lines: score === sum ? lines : [...lines, { points: score - sum, because: bound }] };
}

/** Whole months by the calendar, in UTC; a month that has no such day ends with its last one. */
export function monthsBetween(from: number, to: number): number {
  const [first, last] = [new Date(from), new Date(to)];
  const months =
    12 * (last.getUTCFullYear() - first.getUTCFullYear()) + last.getUTCMonth() - first.getUTCMonth();
  const lastDay = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 0)).getUTCDate();
  const due = new Date(first);
  due.setUTCFullYear(last.getUTCFullYear(), last.getUTCMonth(), Math.min(first.getUTCDate(), lastDay));
  return Math.max(0, due.getTime() <= to ? months : months - 1);
}
