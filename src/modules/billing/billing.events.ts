/** What billing tells: that a user's credits have grown. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/outbox';

export const creditsPurchased = defineEvent(
  'credits.purchased',
  z.strictObject({ userId: z.string(), orderId: z.string(), credits: z.int(), priceCents: z.int() }),
);

export const creditsGranted = defineEvent(
  'credits.granted',
  z.strictObject({ userId: z.string(), credits: z.int(), reason: z.string() }),
);

/** Granted credits that were not spent in time. */
export const creditsExpired = defineEvent(
  'credits.expired',
  z.strictObject({ userId: z.string(), credits: z.int() }),
);

/** The bank of whoever bought them took the money back for good. */
export const creditsTakenBack = defineEvent(
  'credits.taken_back',
  z.strictObject({ userId: z.string(), credits: z.int() }),
);

export const creditReturned = defineEvent(
  'credits.returned',
  z.strictObject({ userId: z.string(), reason: z.string(), subjectType: z.string(), subjectId: z.string() }),
);
