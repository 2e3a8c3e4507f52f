/** Tells people that a review of them is shown. Its text stays in the app. */
import { reviewShown } from '../../reviews';
import { defineNotice, user } from '../notice';

export const reviewShownNotice = defineNotice({
  on: reviewShown,
  kind: 'REVIEW_SHOWN',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ subjectId }) => [user(subjectId)],
  names: ({ authorId }) => [authorId],
  title: ({ authorId }, { nameOf }) => `${nameOf(authorId)} reviewed you`,
  text: () => ['Everyone can read the review on your profile now. You can reply to it once.'],
  link: ({ reviewId, listingTitle }) => ({ type: 'REVIEW', id: reviewId, title: listingTitle }),
});
