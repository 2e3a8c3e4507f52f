/** Tells the author of a review that it has a reply. */
import { reviewReplied } from '../../reviews';
import { defineNotice, user } from '../notice';

export const reviewRepliedNotice = defineNotice({
  on: reviewReplied,
  kind: 'REVIEW_REPLIED',
  urgency: 'low',
  channels: ['inbox', 'live', 'mail'],
  to: ({ authorId }) => [user(authorId)],
  names: ({ subjectId }) => [subjectId],
  title: ({ subjectId }, { nameOf }) => `${nameOf(subjectId)} replied to your review`,
  text: () => ['The reply stands below your review, for everyone to read.'],
  link: ({ reviewId, listingTitle }) => ({ type: 'REVIEW', id: reviewId, title: listingTitle }),
});
