/** Reads reviews: a person's own, those about somebody that everybody may read, and those that admins moderate. */
import { Op } from 'sequelize';
import { type Keyset, modelKeyset, newestFirst, readPage, selectKeyset } from '../../../platform/db/keyset';
import { recordKeyset } from '../../../platform/db/records';
import type { UserActor } from '../../../platform/kernel/actor';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import { notFound } from '../../../platform/http/problem';
import { selectUserIds, type User } from '../../identity';
import type { Review } from '../review.model';
import type { ReviewsContext } from '../reviews.context';
import type { ModeratedQuery, OwnReviewsQuery } from '../reviews.schema';

export interface ReviewRows {
  page: Page<Review>;
  titles: Map<string, string>;
  people: Map<string, User>;
}

export interface DueReview {
  transactionId: string;
  listingTitle: string;
  buyerId: string;
  sellerId: string;
  completedAt: number;
  closesAt: number;
}

export type ReadReviews = ReturnType<typeof createReadReviews>;

/** What everybody may read. */
export const SHOWN = { shownAt: { [Op.ne]: null }, hiddenAt: null };

export function createReadReviews({ platform, models, identity }: ReviewsContext) {
  const { database, clock } = platform;

  async function withNames(page: Page<Review>): Promise<ReviewRows> {
    const ids = [...new Set(page.items.map(({ transactionId }) => transactionId))];
    const deals = await models.deals.findAll({
      where: { transactionId: ids },
      attributes: ['transactionId', 'listingTitle'],
    });
    const people = await identity.findUsers([
      ...new Set(page.items.flatMap(({ authorId, subjectId }) => [authorId, subjectId])),
    ]);
    return {
      page,
      titles: new Map(deals.map(({ transactionId, listingTitle }) => [transactionId, listingTitle])),
      people,
    };
  }

  const writtenBy = (authorId: string): Keyset<Review> =>
    modelKeyset(models.reviews, {
      name: 'reviews.written',
      order: newestFirst('createdAt'),
      where: { authorId },
    });
  const shownAbout = (subjectId: string): Keyset<Review> =>
    modelKeyset(models.reviews, {
      name: 'reviews.about',
      order: newestFirst('shownAt'),
      where: { subjectId, ...SHOWN },
    });

  return {
    writtenBy,
    shownAbout,
    withNames,

    async listOwnReviews({ userId }: UserActor, { of, ...query }: OwnReviewsQuery): Promise<ReviewRows> {
      const rows = of === 'WRITTEN' ? writtenBy(userId) : shownAbout(userId);
      return withNames(await readPage(rows, { ...query, userId }));
    },

    /** @throws not_found where the profile is not shown */
    async listReviewsOf(userId: string, query: PageQuery): Promise<ReviewRows> {
      const user = await identity.getUser(userId);
      if (user.status !== 'ACTIVE') throw notFound('There is no such user.');
      return withNames(await readPage(shownAbout(userId), { ...query, userId }));
    },

    /** Deals that the person can still review, and has not. */
    async listDueReviews({ userId }: UserActor, query: PageQuery) {
      const rows = selectKeyset<DueReview>(database, {
        name: 'reviews.due',
        order: [
          ['closesAt', 'ASC'],
          ['transactionId', 'ASC'],
        ],
        select: 'd.transactionId, d.listingTitle, d.buyerId, d.sellerId, d.completedAt, d.closesAt',
        from: `(SELECT * FROM reviewed_deals WHERE buyerId = :userId AND closesAt > :now
          UNION ALL SELECT * FROM reviewed_deals WHERE sellerId = :userId AND closesAt > :now) d`,
        where: [
          'NOT EXISTS (SELECT 1 FROM reviews r WHERE r.transactionId = d.transactionId AND r.authorId = :userId)',
        ],
        values: { userId, now: clock.now() },
      });
      const page = await readPage(rows, { ...query, userId });
      const partners = page.items.map(({ buyerId, sellerId }) => (buyerId === userId ? sellerId : buyerId));
      return { page, people: await identity.findUsers([...new Set(partners)]) };
    },

    /** Sealed ones are nobody's to read but their authors'. */
    async listModerated(query: ModeratedQuery): Promise<ReviewRows> {
      const { state, userId } = query;
      const source = {
        ...{ name: 'reviews.moderated', at: 'shownAt' },
        where: [
          'shownAt IS NOT NULL',
          ...(state === 'HIDDEN' ? ['(hiddenAt IS NOT NULL OR replyHiddenAt IS NOT NULL)'] : []),
          ...(state === 'SHOWN' ? ['hiddenAt IS NULL'] : []),
          ...(userId === undefined ? [] : ['(authorId = :userId OR subjectId = :userId)']),
        ],
        values: { userId: userId ?? null },
        searchedIn: {
          ...{ texts: ['content', 'reply'], ids: ['id', 'transactionId'] },
          through: [{ columns: ['authorId', 'subjectId'], select: selectUserIds }],
        },
      };
      return withNames(await readPage(recordKeyset(database, models.reviews, source, query), query));
    },
  };
}
