/** Tells both sides that a review, or the reply to it, is shown again, and why. */
import { reviewRestored } from '../../reviews';
import { defineNotice, user } from '../notice';
import { headline, reasonGiven } from '../notice.words';

export const reviewRestoredNotice = defineNotice({
  on: reviewRestored,
  kind: 'REVIEW_RESTORED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ authorId, subjectId }) => [user(authorId), user(subjectId)],
  title: ({ what, listingTitle }) =>
    headline(
      what === 'REVIEW' ? 'A review of your deal is shown again' : 'A reply to a review is shown again',
      listingTitle,
    ),
  text: ({ reason }) => ['Everybody can read it.', reasonGiven(reason)],
  link: ({ reviewId, listingTitle }) => ({ type: 'REVIEW', id: reviewId, title: listingTitle }),
});
