/** The ways in which writing, answering and moderating reviews can be refused. */
import { notFound, problemKind, refusalThrower } from '../../platform/http/problem';

/** The same for whatever is not there, and whatever is not for the reader. */
export const noSuchReview = () => notFound('There is no such review here.');
export const noDealToReview = () => notFound('There is no such deal of yours here.');

export const dealNotCompleted = problemKind(
  'deal_not_completed',
  409,
  'The deal is not completed',
  'Review the other side once the deal is completed.',
);
export const reviewClosed = problemKind(
  'review_closed',
  409,
  'The time for reviews has passed',
  'Reviews are taken for 60 days after a deal is completed.',
);
export const alreadyReviewed = problemKind(
  'already_reviewed',
  409,
  'You have reviewed this deal already',
  'Change your review until it is shown.',
);
export const reviewAlreadyShown = problemKind(
  'review_shown',
  409,
  'The review is shown and stays as it is',
  'Write to support where it is wrong.',
);
export const reviewNotShown = problemKind(
  'review_not_shown',
  409,
  'The review is not shown',
  'Reply to a review while everybody can read it.',
);
export const alreadyReplied = problemKind(
  'already_replied',
  409,
  'You have replied to this review already',
  'Write to support where your reply is wrong.',
);
export const namesCarrier = problemKind(
  'names_carrier',
  422,
  'The text names the carrier',
  'Reviews are public, and the carrier of a deal is not. Leave its name and its numbers out.',
);
export const moderatedAlready = problemKind(
  'moderated_already',
  409,
  'It is so already',
  'Read the review again.',
);

export const throwIfRefused = refusalThrower({
  review_closed: reviewClosed,
  already_reviewed: alreadyReviewed,
  review_shown: reviewAlreadyShown,
  review_not_shown: reviewNotShown,
  already_replied: alreadyReplied,
});
