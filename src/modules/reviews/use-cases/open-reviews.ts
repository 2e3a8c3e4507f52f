/** Opens a completed deal to the reviews of its two sides. */
import type { ReviewedDeal } from '../review.model';
import { REMINDER_MS, WINDOW_MS } from '../review.rules';
import type { ReviewsContext } from '../reviews.context';
import { reviewsOpened } from '../reviews.events';

export type OpenReviews = ReturnType<typeof createOpenReviews>;

export function createOpenReviews({ platform, models, transactions }: ReviewsContext) {
  const { clock, events } = platform;

  /** In the ambient unit, also before the news of the completion is heard; null where the deal is not completed. */
  async function lockDeal(transactionId: string): Promise<ReviewedDeal | null> {
    const known = await models.deals.findByPk(transactionId, { lock: true });
    if (known) return known;
    const deal = await transactions.findDeal(transactionId);
    if (deal?.state !== 'COMPLETED' || deal.endedAt === null) return null;
    const { listingId, listingTitle, buyerId, sellerId, endedAt } = deal;
    await models.deals.bulkCreate(
      [
        {
          ...{ transactionId, listingId, listingTitle, buyerId, sellerId, completedAt: endedAt },
          ...{ closesAt: endedAt + WINDOW_MS, remindAt: endedAt + REMINDER_MS },
        },
      ],
      { ignoreDuplicates: true },
    );
    return models.deals.findByPk(transactionId, { lock: true });
  }

  return {
    lockDeal,

    /** Once for each deal. Those of long ago are counted, and nobody is asked about them any more. */
    async dealCompleted({ transactionId }: { transactionId: string }): Promise<void> {
      const deal = await lockDeal(transactionId);
      if (!deal || deal.closesAt <= clock.now()) return;
      const { listingTitle, buyerId, sellerId, closesAt } = deal;
      await events.emit(reviewsOpened, { transactionId, listingTitle, buyerId, sellerId, closesAt });
    },
  };
}
