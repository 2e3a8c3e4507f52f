/** Writes a review of the other side of a deal, changes it while it is sealed, and replies to one. */
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { findIdentity, hideContacts } from '../../listings';
import type { Review, ReviewedDeal } from '../review.model';
import { refuseChange, refuseReply, refuseWriting, SEALED_MS } from '../review.rules';
import type { ReviewsContext } from '../reviews.context';
import { reviewReplied } from '../reviews.events';
import {
  dealNotCompleted,
  namesCarrier,
  noDealToReview,
  noSuchReview,
  throwIfRefused,
} from '../reviews.problems';
import type { NewReview, ReviewChange } from '../reviews.schema';
import type { OpenReviews } from './open-reviews';
import { newsOf, type ShowReviews } from './show-reviews';
import type { AuditAction } from '../../audit';

export interface WrittenReview {
  review: Review;
  deal: ReviewedDeal;
}

export type WriteReview = ReturnType<typeof createWriteReview>;

export function createWriteReview(
  { platform, models, audit, listings, transactions }: ReviewsContext,
  { lockDeal }: OpenReviews,
  { showAllOf }: ShowReviews,
) {
  const { database, clock, events } = platform;

  const masked = (content: string): string | null => {
    const shown = hideContacts(content);
    return shown === content ? null : shown;
  };

  /** Who was sold stays between the two: the public reads of people, not of the carrier. */
  async function refuseNaming(listingId: string, content: string): Promise<void> {
    const listing = await listings.findListing(listingId);
    const [finding] = listing ? findIdentity(listing.carrier, { content: hideContacts(content) }) : [];
    if (finding) {
      const errors = [{ field: 'content', code: 'names_carrier', message: finding.explanation }];
      throw namesCarrier(finding.explanation, { errors });
    }
  }

  const note = (actor: UserActor, action: AuditAction, { id, transactionId }: Review) =>
    audit.record({ actor, action, subject: { type: 'review', id }, detail: { transactionId } });

  /** The deal first, then the review. @throws not_found where it is not for the actor to act on */
  async function lockReview(id: string, mine: (review: Review) => boolean): Promise<WrittenReview> {
    const found = await models.reviews.findByPk(id, { attributes: ['transactionId'] });
    const deal = found && (await models.deals.findByPk(found.transactionId, { lock: true }));
    const review = deal && (await models.reviews.findByPk(id, { lock: true }));
    if (!review || !mine(review)) throw noSuchReview();
    return { review, deal };
  }

  async function lockDealOf(actor: UserActor, transactionId: string): Promise<ReviewedDeal> {
    const parties = await transactions.findDeal(transactionId);
    if (!parties || ![parties.buyerId, parties.sellerId].includes(actor.userId)) throw noDealToReview();
    const deal = await lockDeal(transactionId);
    if (!deal) throw dealNotCompleted('It is still under way, or it was called off.');
    return deal;
  }

  return {
    writeReview: (actor: UserActor, { transactionId, stars, content }: NewReview): Promise<WrittenReview> =>
      database.atomically(async () => {
        const deal = await lockDealOf(actor, transactionId);
        const authorId = actor.userId;
        const written = await models.reviews.findAll({ where: { transactionId } });
        const own = written.find((review) => review.authorId === authorId);
        const now = clock.now();
        throwIfRefused(refuseWriting(deal, own, now));
        await refuseNaming(deal.listingId, content);
        const isBuyer = deal.buyerId === authorId;
        const review = await models.reviews.create({
          id: newId(),
          ...{ transactionId, authorId, subjectId: isBuyer ? deal.sellerId : deal.buyerId },
          ...{ part: isBuyer ? 'BUYER' : 'SELLER', stars, content, masked: masked(content), createdAt: now },
        });
        await note(actor, 'review.written', review);
        if (written.length > 0) await showAllOf(deal);
        else await deal.update({ revealAt: now + SEALED_MS });
        return { review: await review.reload(), deal };
      }),

    changeReview: (actor: UserActor, id: string, { stars, content }: ReviewChange): Promise<WrittenReview> =>
      database.atomically(async () => {
        const { review, deal } = await lockReview(id, ({ authorId }) => authorId === actor.userId);
        throwIfRefused(refuseChange(review));
        await refuseNaming(deal.listingId, content);
        await review.update({ stars, content, masked: masked(content), changedAt: clock.now() });
        await note(actor, 'review.changed', review);
        return { review, deal };
      }),

    /** Of a review that is sealed its subject learns nothing, not even that it is there. */
    replyToReview: (actor: UserActor, id: string, content: string): Promise<WrittenReview> =>
      database.atomically(async () => {
        const { review, deal } = await lockReview(
          id,
          ({ subjectId, shownAt }) => subjectId === actor.userId && shownAt !== null,
        );
        throwIfRefused(refuseReply(review));
        await refuseNaming(deal.listingId, content);
        await review.update({ reply: content, replyMasked: masked(content), repliedAt: clock.now() });
        await note(actor, reviewReplied.name, review);
        await events.emit(reviewReplied, newsOf(review, deal));
        return { review, deal };
      }),
  };
}
