/** Tells both sides that a review, or the reply to it, is hidden, and why. */
import { reviewHidden } from '../../reviews';
import { defineNotice, user } from '../notice';
import { headline, MISTAKEN, reasonGiven } from '../notice.words';

export const reviewHiddenNotice = defineNotice({
  on: reviewHidden,
  kind: 'REVIEW_HIDDEN',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ authorId, subjectId }) => [user(authorId), user(subjectId)],
  title: ({ what, listingTitle }) =>
    headline(what === 'REVIEW' ? 'We hid a review of your deal' : 'We hid a reply to a review', listingTitle),
  text: ({ what, reason }) => [
    what === 'REVIEW'
      ? 'Nobody can read it, and it counts for no rating.'
      : 'Nobody can read the reply. The review is shown as before.',
    reasonGiven(reason),
    MISTAKEN,
  ],
  link: ({ reviewId, listingTitle }) => ({ type: 'REVIEW', id: reviewId, title: listingTitle }),
});
