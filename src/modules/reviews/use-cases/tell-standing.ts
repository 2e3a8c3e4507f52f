/** What of reviews and deals everybody may read of people: the average of their stars, and their trust score. */
import type { Rating, TrustScore } from '../../identity';
import { BAD_STARS, GOOD_STARS } from '../review.rules';
import type { ReviewsContext } from '../reviews.context';
import { monthsBetween, trustScoreOf } from '../trust.rules';

interface Stars {
  userId: string;
  count: number;
  total: number;
  good: number;
  bad: number;
}

export function createTellStanding({ platform, identity, verification }: ReviewsContext) {
  const { database, clock } = platform;

  /** What is sealed or hidden counts nowhere. */
  async function countStars(userIds: readonly string[]): Promise<Map<string, Stars>> {
    const rows = await database.select<Stars>(
      `SELECT subjectId AS userId, COUNT(*) AS count, SUM(stars) AS total,
         SUM(CASE WHEN stars >= :good THEN 1 ELSE 0 END) AS good,
         SUM(CASE WHEN stars <= :bad THEN 1 ELSE 0 END) AS bad
       FROM reviews WHERE subjectId IN (:userIds) AND shownAt IS NOT NULL AND hiddenAt IS NULL
       GROUP BY subjectId`,
      { userIds: [...userIds], good: GOOD_STARS, bad: BAD_STARS },
    );
    // MariaDB answers sums as text.
    return new Map(
      rows.map(({ userId, ...numbers }) => {
        const [count, total, good, bad] = [numbers.count, numbers.total, numbers.good, numbers.bad].map(
          Number,
        );
        return [userId, { userId, count: count ?? 0, total: total ?? 0, good: good ?? 0, bad: bad ?? 0 }];
      }),
    );
  }

  async function countDeals(userIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await database.select<{ userId: string; deals: number }>(
      `SELECT userId, COUNT(*) AS deals FROM (
         SELECT buyerId AS userId FROM reviewed_deals WHERE buyerId IN (:userIds)
         UNION ALL SELECT sellerId AS userId FROM reviewed_deals WHERE sellerId IN (:userIds)
       ) sides GROUP BY userId`,
      { userIds: [...userIds] },
    );
    return new Map(rows.map(({ userId, deals }) => [userId, Number(deals)]));
  }

  return {
    async tellRatings(userIds: readonly string[]): Promise<Map<string, Rating>> {
      const stars = await countStars(userIds);
      return new Map(
        [...stars].map(([userId, { count, total }]) => [
          userId,
          { average: Math.round((10 * total) / count) / 10, count },
        ]),
      );
    },

    async tellTrust(userIds: readonly string[]): Promise<Map<string, TrustScore>> {
      const stars = await countStars(userIds);
      const deals = await countDeals(userIds);
      const users = await identity.findUsers([...userIds]);
      const verified = await verification.findVerified(userIds, ['IDENTITY']);
      return new Map(
        [...users].map(([userId, { createdAt }]) => [
          userId,
          trustScoreOf({
            completedDeals: deals.get(userId) ?? 0,
            goodReviews: stars.get(userId)?.good ?? 0,
            badReviews: stars.get(userId)?.bad ?? 0,
            identityVerified: verified.has(userId),
            monthsOfMembership: monthsBetween(createdAt, clock.now()),
          }),
        ]),
      );
    },
  };
}
