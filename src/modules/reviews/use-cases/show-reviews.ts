/** Shows sealed reviews to everybody: when both are in, or when a lone one has waited long enough. */
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import type { Review, ReviewedDeal } from '../review.model';
import type { ReviewsContext } from '../reviews.context';
import { type ReviewNews, reviewReminder, reviewShown } from '../reviews.events';

export type ShowReviews = ReturnType<typeof createShowReviews>;

export const newsOf = (review: Review, { listingTitle }: Pick<ReviewedDeal, 'listingTitle'>): ReviewNews => ({
  reviewId: review.id,
  transactionId: review.transactionId,
  listingTitle,
  authorId: review.authorId,
  subjectId: review.subjectId,
});

export function createShowReviews({ platform, models }: ReviewsContext) {
  const { database, clock, events, log } = platform;

  /** All that are sealed, on the locked deal. */
  async function showAllOf(deal: ReviewedDeal): Promise<void> {
    const { transactionId } = deal;
    const sealed = await models.reviews.findAll({
      where: { transactionId, shownAt: null },
      order: [['id', 'ASC']],
    });
    for (const review of sealed) {
      await review.update({ shownAt: clock.now() });
      await events.emit(reviewShown, newsOf(review, deal));
    }
    await deal.update({ revealAt: null });
  }

  const onDeal = (transactionId: string, work: (deal: ReviewedDeal) => Promise<void>): Promise<void> =>
    database.atomically(async () => {
      const deal = await models.deals.findByPk(transactionId, { lock: true });
      if (deal) await work(deal);
    });

  /** Whoever has written none; who has, learns nothing, and neither does the other side. */
  async function remind(deal: ReviewedDeal): Promise<void> {
    const { transactionId, listingTitle, buyerId, sellerId, closesAt } = deal;
    const written = await models.reviews.findAll({ where: { transactionId }, attributes: ['authorId'] });
    const authors = new Set(written.map(({ authorId }) => authorId));
    const news = { transactionId, listingTitle, buyerId, sellerId, closesAt };
    for (const userId of [buyerId, sellerId].filter((id) => !authors.has(id) && closesAt > clock.now())) {
      await events.emit(reviewReminder, { ...news, userId });
    }
    await deal.update({ remindAt: null });
  }

  const due = (column: 'revealAt' | 'remindAt') =>
    selectKeyset<{ id: string }>(database, {
      name: `reviews.${column}`,
      order: BY_ID,
      select: 'id',
      from: `(SELECT transactionId AS id FROM reviewed_deals WHERE ${column} <= :now) due`,
      values: { now: clock.now() },
    });

  return {
    showAllOf,

    async sweepReviews(signal: AbortSignal): Promise<void> {
      const isDue = (at: number | null) => at !== null && at <= clock.now();
      await sweep(
        log,
        due('revealAt'),
        ({ id }) => onDeal(id, async (deal) => void (isDue(deal.revealAt) && (await showAllOf(deal)))),
        signal,
      );
      await sweep(
        log,
        due('remindAt'),
        ({ id }) => onDeal(id, async (deal) => void (isDue(deal.remindAt) && (await remind(deal)))),
        signal,
      );
    },
  };
}
