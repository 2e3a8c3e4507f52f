/** The events of premium requests. */
import { z } from 'zod';
import { defineEvent } from '../../../platform/events/events';

const request = z.strictObject({
  requestId: z.string(),
  listingId: z.string(),
  sellerId: z.string(),
  title: z.string(),
});

export const premiumRequested = defineEvent('listing.premium_requested', request, {
  when: 'A seller asked to show a listing as premium.',
  about: 'listingId',
});
export const premiumApproved = defineEvent(
  'listing.premium_approved',
  request.extend({ feeCents: z.int(), payBy: z.int() }),
  { when: 'An admin approved a premium request; its fee is due.', about: 'listingId' },
);
export const premiumRejected = defineEvent(
  'listing.premium_rejected',
  request.extend({ reason: z.string() }),
  { when: 'An admin rejected a premium request.', about: 'listingId' },
);
export const premiumLapsed = defineEvent('listing.premium_lapsed', request, {
  when: 'The fee of an approved premium request was not paid in time.',
  about: 'listingId',
});
export const premiumBegan = defineEvent('listing.premium_began', request, {
  when: 'The fee was paid, or is here again after a bank had taken it back, and the listing shows as premium.',
  about: 'listingId',
});
export const premiumEnded = defineEvent(
  'listing.premium_ended',
  request.extend({ reason: z.string(), returnedCents: z.int() }),
  {
    when: 'An admin ended it, or its fee was taken back. With the sale or the withdrawal of its listing it ends without an event.',
    about: 'listingId',
  },
);
