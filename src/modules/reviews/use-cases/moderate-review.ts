/** Admins hide a review or its reply, with a reason, and show it again. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import type { UserActor } from '../../../platform/kernel/actor';
import type { ReviewsContext } from '../reviews.context';
import { reviewHidden, reviewRestored } from '../reviews.events';
import { moderatedAlready, noSuchReview } from '../reviews.problems';
import type { Moderation } from '../reviews.schema';
import { newsOf } from './show-reviews';
import type { WrittenReview } from './write-review';

export type ModerateReview = ReturnType<typeof createModerateReview>;

export function createModerateReview({ platform, models, audit }: ReviewsContext) {
  const { database, clock, events } = platform;

  const moderate = (
    actor: UserActor,
    id: string,
    { what, reason }: Moderation,
    hides: boolean,
  ): Promise<WrittenReview> =>
    database.atomically(async () => {
      const found = await models.reviews.findByPk(id, { attributes: ['transactionId'] });
      const deal = found && (await models.deals.findByPk(found.transactionId, { lock: true }));
      const review = deal && (await models.reviews.findByPk(id, { lock: true }));
      if (!review) throw noSuchReview();
      refuseOwnThing(actor, review.authorId, review.subjectId);
      if (review.shownAt === null || (what === 'REPLY' && review.reply === null)) throw noSuchReview();
      const hiddenAt = what === 'REVIEW' ? review.hiddenAt : review.replyHiddenAt;
      if ((hiddenAt !== null) === hides) {
        throw moderatedAlready(hides ? 'It is hidden already.' : 'It is shown.');
      }
      const [at, why] = hides ? [clock.now(), reason] : [null, null];
      await review.update(
        what === 'REVIEW'
          ? { hiddenAt: at, hiddenReason: why }
          : { replyHiddenAt: at, replyHiddenReason: why },
      );
      const kind = hides ? reviewHidden : reviewRestored;
      await audit.record({
        ...{ actor, action: kind.name, subject: { type: 'review', id }, reason },
        detail: { what, authorId: review.authorId, subjectId: review.subjectId },
      });
      await events.emit(kind, { ...newsOf(review, deal), what, reason });
      return { review, deal };
    });

  return {
    hideReview: (actor: UserActor, id: string, given: Moderation) => moderate(actor, id, given, true),
    /** What one of the two wrote of it; where that is hidden already, nothing happens. */
    async hideFor(actor: UserActor, id: string, writerId: string, reason: string): Promise<void> {
      const review = await models.reviews.findByPk(id);
      if (!review) throw noSuchReview();
      const what = review.authorId === writerId ? 'REVIEW' : 'REPLY';
      const hiddenAt = what === 'REVIEW' ? review.hiddenAt : review.replyHiddenAt;
      if (hiddenAt === null) await moderate(actor, id, { what, reason }, true);
    },
    restoreReview: (actor: UserActor, id: string, given: Moderation) => moderate(actor, id, given, false),
  };
}
