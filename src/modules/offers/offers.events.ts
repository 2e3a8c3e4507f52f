/** What offers tell those above. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/outbox';
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

const news = (name: string) => defineEvent(name, OfferNews);

export const offerMade = news('offer.made');
export const offerCountered = news('offer.countered');
export const offerVersionWithdrawn = news('offer.version_withdrawn');
export const offerWithdrawn = news('offer.withdrawn');
export const offerRejected = news('offer.rejected');
export const offerAccepted = news('offer.accepted');
export const offerSuperseded = news('offer.superseded');
export const offerExpired = news('offer.expired');
/** The side whose answer is awaited has 24 hours left. */
export const offerReminder = news('offer.reminder');
/** The accepted offer fell through: this back-up can be put forward again. */
export const offerBackupRevivable = news('offer.backup_revivable');
export const offerRevived = news('offer.revived');
export const offerClosed = news('offer.closed');

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
