/** What premium requests tell those above. */
import { z } from 'zod';
import { defineEvent } from '../../../platform/events/outbox';

const request = z.strictObject({
  requestId: z.string(),
  listingId: z.string(),
  sellerId: z.string(),
  title: z.string(),
});

export const premiumRequested = defineEvent('listing.premium_requested', request);
export const premiumApproved = defineEvent(
  'listing.premium_approved',
  request.extend({ feeCents: z.int(), payBy: z.int() }),
);
export const premiumRejected = defineEvent(
  'listing.premium_rejected',
  request.extend({ reason: z.string() }),
);
/** The fee was not paid in time. */
export const premiumLapsed = defineEvent('listing.premium_lapsed', request);
export const premiumBegan = defineEvent('listing.premium_began', request);
/** An admin ended it; with the sale or the withdrawal of its listing it ends without a word. */
export const premiumEnded = defineEvent(
  'listing.premium_ended',
  request.extend({ reason: z.string(), returnedCents: z.int() }),
);
