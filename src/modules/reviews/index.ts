/** The door of reviews: what the two sides of a completed deal say of each other, and how far people are trusted. */
import { MINUTE_MS } from '../../platform/kernel/clock';
import type { UserActor } from '../../platform/kernel/actor';
import type { Platform } from '../../platform/platform';
import { transactionCompleted } from '../transactions';
import { defineModels } from './review.model';
import type { ReviewsContext, ReviewsDeps } from './reviews.context';
import { adminReviewRoutes, reviewRoutes, type UseCases } from './reviews.routes';
import { registerUserData } from './reviews.user-data';
import { createModerateReview } from './use-cases/moderate-review';
import { createOpenReviews } from './use-cases/open-reviews';
import { createReadReviews, SHOWN } from './use-cases/read-reviews';
import { createShowReviews } from './use-cases/show-reviews';
import { createTellStanding } from './use-cases/tell-standing';
import { createWriteReview } from './use-cases/write-review';

export * from './reviews.events';

const HEARER = 'reviews';

export interface Reviews {
  /** A review that everybody can read; null where there is none. */
  findShown(id: string): Promise<{ authorId: string; subjectId: string } | null>;
  /** Hides what of it this person wrote, the review or the reply, in the caller's unit; nothing where that is hidden. */
  hideFor(actor: UserActor, reviewId: string, writerId: string, reason: string): Promise<void>;
}

export function createReviews(platform: Platform, deps: ReviewsDeps): Reviews {
  const { events, scheduler } = platform;
  const { identity } = deps;
  const context: ReviewsContext = { ...deps, platform, models: defineModels(platform.database) };
  const opening = createOpenReviews(context);
  const showing = createShowReviews(context);
  const useCases: UseCases = {
    ...createWriteReview(context, opening, showing),
    ...createReadReviews(context),
    ...createModerateReview(context),
  };
  platform.serve('Reviews', reviewRoutes(useCases, identity));
  platform.serve('Administration', adminReviewRoutes(useCases, identity));
  registerUserData(context, useCases);

  events.on(transactionCompleted, HEARER, { runs: 'unit', from: 'beginning' }, opening.dealCompleted);
  scheduler.every('reviews.sweep', MINUTE_MS, showing.sweepReviews);

  const { tellRatings, tellTrust } = createTellStanding(context);
  identity.tellStanding('rating', tellRatings);
  identity.tellStanding('trust', tellTrust);

  return {
    findShown: (id) =>
      context.models.reviews.findOne({ where: { id, ...SHOWN }, attributes: ['authorId', 'subjectId'] }),
    hideFor: useCases.hideFor,
  };
}
