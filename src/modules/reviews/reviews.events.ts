/**
 * The events that reviews emit. None bears a text or stars. Of a sealed review there is none: even the place of the next
 * event in the log would tell that something was written.
 */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';

const Deal = z.strictObject({
  transactionId: z.string(),
  listingTitle: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  /** From then on nobody can write a review. */
  closesAt: z.int(),
});

export const reviewsOpened = defineEvent('review.opened', Deal, {
  when: 'A deal was completed: its two sides can review each other.',
  about: 'transactionId',
});
export const reviewReminder = defineEvent('review.reminder', Deal.extend({ userId: z.string() }), {
  when: 'One side of a completed deal has not reviewed the other yet; told once, to that side alone.',
  about: 'transactionId',
});

const OneReview = z.strictObject({
  reviewId: z.string(),
  transactionId: z.string(),
  listingTitle: z.string(),
  authorId: z.string(),
  subjectId: z.string(),
});
export type ReviewNews = z.output<typeof OneReview>;

export const reviewShown = defineEvent('review.shown', OneReview, {
  when: 'Everybody can read a review: both are in, or 14 days have passed since it was written.',
  about: 'reviewId',
});
export const reviewReplied = defineEvent('review.replied', OneReview, {
  when: 'Whom a review is about replied to it.',
  about: 'reviewId',
});

const Moderated = OneReview.extend({ what: z.enum(['REVIEW', 'REPLY']), reason: z.string() });

export const reviewHidden = defineEvent('review.hidden', Moderated, {
  when: 'An admin hid a review or its reply.',
  about: 'reviewId',
});
export const reviewRestored = defineEvent('review.restored', Moderated, {
  when: 'An admin showed a review or its reply again that had been hidden.',
  about: 'reviewId',
});
