/** Reviews on the wire: what everybody reads, what the two sides read, and what admins moderate. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import { type Identity, personOf, type User } from '../identity';
import type { Review } from './review.model';
import { SEALED_MS, stateOf } from './review.rules';
import type { DueReviewView, PublicReview, ReviewForAdmin, ReviewView } from './reviews.schema';
import type { DueReview, ReviewRows } from './use-cases/read-reviews';

type Names = (userId: string) => string;

export const namesIn =
  ({ displayName }: Pick<Identity, 'displayName'>, people: Map<string, User>): Names =>
  (userId) => {
    const user = people.get(userId);
    return user ? displayName(user) : 'Former user';
  };

const presentReply = ({ reply, replyMasked, repliedAt, replyHiddenAt }: Review) =>
  reply === null || repliedAt === null || replyHiddenAt !== null
    ? null
    : { content: replyMasked ?? reply, repliedAt: iso(repliedAt) };

export const presentPublic =
  (names: Names) =>
  (review: Review): z.input<typeof PublicReview> => ({
    id: review.id,
    authorName: names(review.authorId),
    authorPart: review.part,
    stars: review.stars,
    content: review.masked ?? review.content,
    shownAt: iso(review.shownAt ?? review.createdAt),
    reply: presentReply(review),
  });

export const presentReview = (
  review: Review,
  readerId: string,
  { names, title }: { names: Names; title: string },
): z.input<typeof ReviewView> => {
  const mine = review.authorId === readerId;
  const partnerId = mine ? review.subjectId : review.authorId;
  const state = stateOf(review);
  return {
    id: review.id,
    transactionId: review.transactionId,
    listingTitle: title,
    mine,
    partner: { id: partnerId, name: names(partnerId) },
    authorPart: review.part,
    stars: review.stars,
    content: mine ? review.content : (review.masked ?? review.content),
    contactHidden: review.masked !== null,
    state,
    showsAt: state === 'SEALED' ? iso(review.createdAt + SEALED_MS) : null,
    shownAt: iso(review.shownAt),
    hiddenReason: review.hiddenReason,
    createdAt: iso(review.createdAt),
    changedAt: iso(review.changedAt),
    reply: presentReply(review),
  };
};

/** Each of a page, for one reader. */
export const presentOwn =
  (readerId: string, identity: Identity, { titles, people }: ReviewRows) =>
  (review: Review) =>
    presentReview(review, readerId, {
      names: namesIn(identity, people),
      title: titles.get(review.transactionId) ?? '',
    });

export const presentDue =
  (readerId: string, names: Names) =>
  ({ buyerId, sellerId, ...deal }: DueReview): z.input<typeof DueReviewView> => {
    const id = buyerId === readerId ? sellerId : buyerId;
    return {
      transactionId: deal.transactionId,
      listingTitle: deal.listingTitle,
      partner: { id, name: names(id) },
      completedAt: iso(deal.completedAt),
      closesAt: iso(deal.closesAt),
    };
  };

export const presentForAdmin =
  ({ titles, people }: Pick<ReviewRows, 'titles' | 'people'>) =>
  (review: Review): z.input<typeof ReviewForAdmin> => ({
    id: review.id,
    transactionId: review.transactionId,
    listingTitle: titles.get(review.transactionId) ?? '',
    author: personOf(review.authorId, people),
    subject: personOf(review.subjectId, people),
    authorPart: review.part,
    stars: review.stars,
    content: review.content,
    shownAt: iso(review.shownAt),
    hiddenAt: iso(review.hiddenAt),
    hiddenReason: review.hiddenReason,
    reply:
      review.reply === null || review.repliedAt === null
        ? null
        : {
            content: review.reply,
            repliedAt: iso(review.repliedAt),
            hiddenAt: iso(review.replyHiddenAt),
            hiddenReason: review.replyHiddenReason,
          },
  });
