/** The endpoints of reviews: those of the two sides of a deal, what everybody reads, and what admins moderate. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import type { RateLimit } from '../../platform/http/limits';
import { notFound } from '../../platform/http/problem';
import { byId } from '../../platform/http/wire';
import { HOUR_MS } from '../../platform/kernel/clock';
import { mapPage, PageQuery } from '../../platform/kernel/page';
import type { Identity } from '../identity';
import {
  alreadyReplied,
  alreadyReviewed,
  dealNotCompleted,
  moderatedAlready,
  namesCarrier,
  reviewAlreadyShown,
  reviewClosed,
  reviewNotShown,
} from './reviews.problems';
import {
  DueReviewView,
  ModeratedQuery,
  Moderation,
  NewReply,
  NewReview,
  OwnReviewsQuery,
  PublicReview,
  ReviewChange,
  ReviewForAdmin,
  ReviewView,
} from './reviews.schema';
import {
  namesIn,
  presentDue,
  presentForAdmin,
  presentOwn,
  presentPublic,
  presentReview,
} from './reviews.view';
import type { ModerateReview } from './use-cases/moderate-review';
import type { ReadReviews } from './use-cases/read-reviews';
import type { WriteReview, WrittenReview } from './use-cases/write-review';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    reviews: true;
  }
}

const REVIEW_LIMIT: RateLimit = { name: 'reviewWriting', requests: 30, windowMs: HOUR_MS };

export type UseCases = WriteReview & ReadReviews & ModerateReview;

export function reviewRoutes(reviews: UseCases, identity: Identity): Endpoint[] {
  const peopleOf = ({ review }: WrittenReview) => identity.findUsers([review.authorId, review.subjectId]);
  const present = async (written: WrittenReview, readerId: string) =>
    presentReview(written.review, readerId, {
      names: namesIn(identity, await peopleOf(written)),
      title: written.deal.listingTitle,
    });

  return [
    endpoint({
      operationId: 'listOwnReviews',
      method: 'get',
      path: '/reviews',
      summary: 'List the reviews that you wrote, or those about you.',
      access: 'user',
      closedToImpersonators: true,
      scope: 'reviews:read',
      query: OwnReviewsQuery,
      paged: true,
      response: z.array(ReviewView),
    }).handledBy(async ({ actor, query }) => {
      const rows = await reviews.listOwnReviews(actor, query);
      return mapPage(rows.page, presentOwn(actor.userId, identity, rows));
    }),

    endpoint({
      operationId: 'listDueReviews',
      method: 'get',
      path: '/reviews/due',
      summary: 'List completed deals whose other side you can review, the nearest end first.',
      access: 'user',
      closedToImpersonators: true,
      scope: 'reviews:read',
      query: PageQuery,
      paged: true,
      response: z.array(DueReviewView),
    }).handledBy(async ({ actor, query }) => {
      const { page, people } = await reviews.listDueReviews(actor, query);
      return mapPage(page, presentDue(actor.userId, namesIn(identity, people)));
    }),

    endpoint({
      operationId: 'writeReview',
      method: 'post',
      path: '/reviews',
      summary: 'Review the other side of a completed deal.',
      description:
        'Once for each deal, within 60 days. Nobody else reads it, or learns of it, until both sides have written or 14 ' +
        'days have passed.',
      access: 'user',
      feature: 'FEATURE_REVIEWS',
      scope: 'reviews:write',
      limit: REVIEW_LIMIT,
      idempotent: 'unit',
      body: NewReview,
      status: 201,
      response: ReviewView,
      problems: [notFound, dealNotCompleted, reviewClosed, alreadyReviewed, namesCarrier],
    }).handledBy(async ({ actor, body }) => present(await reviews.writeReview(actor, body), actor.userId)),

    endpoint({
      operationId: 'changeReview',
      method: 'put',
      path: '/reviews/{id}',
      summary: 'Change a review that you wrote, until it is shown.',
      access: 'user',
      scope: 'reviews:write',
      limit: REVIEW_LIMIT,
      params: byId,
      body: ReviewChange,
      response: ReviewView,
      problems: [reviewAlreadyShown, namesCarrier],
    }).handledBy(async ({ actor, params, body }) =>
      present(await reviews.changeReview(actor, params.id, body), actor.userId),
    ),

    endpoint({
      operationId: 'replyToReview',
      method: 'post',
      path: '/reviews/{id}/reply',
      summary: 'Reply to a review about you, once.',
      access: 'user',
      scope: 'reviews:write',
      limit: REVIEW_LIMIT,
      idempotent: 'unit',
      params: byId,
      body: NewReply,
      status: 201,
      response: ReviewView,
      problems: [reviewNotShown, alreadyReplied, namesCarrier],
    }).handledBy(async ({ actor, params, body }) =>
      present(await reviews.replyToReview(actor, params.id, body.content), actor.userId),
    ),

    endpoint({
      operationId: 'listReviewsOfUser',
      method: 'get',
      path: '/users/{id}/reviews',
      summary: 'List the reviews about a user, newest first.',
      access: 'public',
      scope: 'reviews:read',
      params: byId,
      query: PageQuery,
      paged: true,
      response: z.array(PublicReview),
    }).handledBy(async ({ params, query }) => {
      const { page, people } = await reviews.listReviewsOf(params.id, query);
      return mapPage(page, presentPublic(namesIn(identity, people)));
    }),
  ];
}

export function adminReviewRoutes(reviews: UseCases, identity: Identity): Endpoint[] {
  const present = async ({ review, deal }: WrittenReview) =>
    presentForAdmin({
      people: await identity.findUsers([review.authorId, review.subjectId]),
      titles: new Map([[deal.transactionId, deal.listingTitle]]),
    })(review);

  return [
    endpoint({
      operationId: 'listReviewsToModerate',
      method: 'get',
      path: '/admin/reviews',
      summary: 'List shown and hidden reviews, newest first.',
      access: 'admin',
      query: ModeratedQuery,
      paged: true,
      response: z.array(ReviewForAdmin),
    }).handledBy(async ({ query }) => {
      const rows = await reviews.listModerated(query);
      return mapPage(rows.page, presentForAdmin(rows));
    }),

    endpoint({
      operationId: 'hideReview',
      method: 'post',
      path: '/admin/reviews/{id}/hide',
      summary: 'Hide a review or its reply; both sides are told why.',
      access: 'admin',
      params: byId,
      body: Moderation,
      response: ReviewForAdmin,
      problems: [moderatedAlready],
    }).handledBy(async ({ actor, params, body }) =>
      present(await reviews.hideReview(actor, params.id, body)),
    ),

    endpoint({
      operationId: 'restoreReview',
      method: 'post',
      path: '/admin/reviews/{id}/restore',
      summary: 'Show a review or its reply again that is hidden; both sides are told why.',
      access: 'admin',
      params: byId,
      body: Moderation,
      response: ReviewForAdmin,
      problems: [moderatedAlready],
    }).handledBy(async ({ actor, params, body }) =>
      present(await reviews.restoreReview(actor, params.id, body)),
    ),
  ];
}
