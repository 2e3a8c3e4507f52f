/** What offers tell those above. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';
import { SIDES, type Step } from './offer.rules';

/** All news of offers has one shape, so that whoever passes it on needs one way to write it. */
export const OfferNews = z.strictObject({
  offerId: z.string(),
  listingId: z.string(),
  listingTitle: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  /** Of the version that stands now. */
  amountCents: z.int(),
  versionNumber: z.int(),
  /** It takes the asking price. */
  buyNow: z.boolean().default(false),
  /** Whose act it was; null for the platform. */
  side: z.enum(SIDES).nullable(),
  /** Whose answer is awaited now; null when nobody's is. */
  turn: z.enum(SIDES).nullable(),
  /** Until when it is awaited, in ms. */
  expiresAt: z.int().nullable(),
  /** The place among the back-ups, where it is one. */
  backupRank: z.int().nullable(),
  reason: z.string().nullable(),
});
export type OfferNews = z.output<typeof OfferNews>;

const news = (name: string, when: string) => defineEvent(name, OfferNews, { when, about: 'offerId' });

export const offerMade = news('offer.made', 'A buyer made an offer.');
export const offerCountered = news('offer.countered', 'A side answered with a version of its own.');
export const offerVersionWithdrawn = news(
  'offer.version_withdrawn',
  'A side took its latest version back; the one before it stands.',
);
export const offerWithdrawn = news('offer.withdrawn', 'The buyer withdrew an offer.');
export const offerRejected = news('offer.rejected', 'A side rejected an offer.');
export const offerAccepted = news('offer.accepted', 'A side accepted an offer.');
export const offerSuperseded = news('offer.superseded', 'Another offer on the listing was accepted.');
export const offerExpired = news('offer.expired', 'Nobody answered an offer in time.');
export const offerReminder = news('offer.reminder', 'The side whose answer is awaited has 24 hours left.');
export const offerBackupRevivable = news(
  'offer.backup_revivable',
  'The accepted offer fell through: this back-up can be put forward again.',
);
export const offerRevived = news('offer.revived', 'A back-up offer is open again.');
export const offerClosed = news('offer.closed', 'An offer ended because its listing did.');

/** The news of each step; how a deal ends is told by the transaction. */
export const newsOf: Record<Exclude<Step, 'FELL_THROUGH' | 'COMPLETED'>, ReturnType<typeof news>> = {
  MADE: offerMade,
  COUNTERED: offerCountered,
  VERSION_WITHDRAWN: offerVersionWithdrawn,
  WITHDRAWN: offerWithdrawn,
  REJECTED: offerRejected,
  ACCEPTED: offerAccepted,
  SUPERSEDED: offerSuperseded,
  EXPIRED: offerExpired,
  REVIVED: offerRevived,
  CLOSED: offerClosed,
};
