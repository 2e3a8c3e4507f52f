/** What notices about offers share: whom an act concerns, and until when an answer is awaited. */
import type { OfferNews } from '../offers';
import { buyer, type Link, type Recipient, seller, type NoticeContext } from './notice';
import { dayAndTime } from './notice.words';

/** The side that did not act; nobody where the platform did. */
export const otherSide = ({ side, buyerId, sellerId }: OfferNews): Recipient[] => {
  if (side === null) return [];
  return side === 'BUYER' ? [seller(sellerId)] : [buyer(buyerId)];
};

export const bothSides = ({ buyerId, sellerId }: OfferNews): Recipient[] => [
  buyer(buyerId),
  seller(sellerId),
];

/** `The buyer`, at the start of a sentence; `The platform` where neither side acted. */
export const actorName = ({ side }: OfferNews): string =>
  side === null ? 'The platform' : { BUYER: 'The buyer', SELLER: 'The seller' }[side];

export const answerBy = ({ expiresAt }: OfferNews, telling: NoticeContext): string | null =>
  expiresAt === null ? null : `It expires if you do not answer by ${dayAndTime(expiresAt, telling)}.`;

export const offerLink = ({ offerId, listingTitle }: OfferNews): Link => ({
  type: 'OFFER',
  id: offerId,
  title: listingTitle,
});
