/** What listings tell those above. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/outbox';

const listing = { listingId: z.string(), sellerId: z.string(), title: z.string() };
const withReason = z.object({ ...listing, reason: z.string() });
const withBuyer = z.object({ ...listing, buyerId: z.string() });

export const listingSubmitted = defineEvent('listing.submitted', z.object(listing));
export const listingApproved = defineEvent('listing.approved', z.object(listing));
export const listingRejected = defineEvent('listing.rejected', withReason);
export const listingSuspended = defineEvent('listing.suspended', withReason);
export const listingReinstated = defineEvent('listing.reinstated', z.object(listing));
export const listingWithdrawn = defineEvent('listing.withdrawn', z.object(listing));
export const listingExpired = defineEvent('listing.expired', z.object(listing));
export const listingReserved = defineEvent('listing.reserved', withBuyer);
export const listingReleased = defineEvent(
  'listing.released',
  z.object({ ...listing, buyerId: z.string(), reason: z.string() }),
);
export const listingSold = defineEvent('listing.sold', withBuyer);
export const listingUnlocked = defineEvent('listing.unlocked', withBuyer);
export const accessRequested = defineEvent('listing.access_requested', withBuyer);
export const accessGranted = defineEvent('listing.access_granted', withBuyer);
export const accessRevoked = defineEvent('listing.access_revoked', withBuyer);
/** The carrier of a reserved listing ran into a hard stop: the deal that reserved it has to be held. */
export const reservedCarrierStopped = defineEvent(
  'listing.reserved_carrier_stopped',
  z.object({ ...listing, buyerId: z.string(), usdot: z.number(), hardStops: z.array(z.string()) }),
);
