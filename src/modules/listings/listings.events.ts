/** The events of listings. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';

const listing = { listingId: z.string(), sellerId: z.string(), title: z.string() };
const withReason = z.object({ ...listing, reason: z.string() });
const withBuyer = z.object({ ...listing, buyerId: z.string() });

export const listingSubmitted = defineEvent('listing.submitted', z.object(listing), {
  when: 'A seller submitted a listing for review.',
  about: 'listingId',
});
export const listingApproved = defineEvent('listing.approved', z.object(listing), {
  when: 'A listing passed its review and is live.',
  about: 'listingId',
});
/** Told by the store: in whichever way the card came to be another. */
export const listingShown = defineEvent('listing.shown', z.object(listing), {
  when: 'A listing came onto the market, or what anyone may read of it there has changed.',
  about: 'listingId',
  feedOnly: true,
});
/** Told by the store as well: who keeps cards of the market reads them by these two. */
export const listingCardChanged = defineEvent('listing.card_changed', z.object(listing), {
  when: 'A listing left the market, or what is kept or read of it there was written anew for another reason.',
  about: 'listingId',
  feedOnly: true,
});
export const listingRejected = defineEvent('listing.rejected', withReason, {
  when: 'A listing did not pass its review.',
  about: 'listingId',
});
export const listingChangeRejected = defineEvent('listing.change_rejected', withReason, {
  when: 'A change of a live listing did not pass its review; the approved content stays live.',
  about: 'listingId',
});
export const listingSuspended = defineEvent('listing.suspended', withReason, {
  when: 'A live listing was taken down.',
  about: 'listingId',
});
export const listingReinstated = defineEvent('listing.reinstated', z.object(listing), {
  when: 'A suspended listing is live again.',
  about: 'listingId',
});
export const listingWithdrawn = defineEvent('listing.withdrawn', z.object(listing), {
  when: 'The seller withdrew a listing.',
  about: 'listingId',
});
export const listingExpired = defineEvent('listing.expired', z.object(listing), {
  when: 'A listing reached the end of its time.',
  about: 'listingId',
});
export const listingExpiring = defineEvent('listing.expiring', z.object({ ...listing, expiresAt: z.int() }), {
  when: 'A listing reaches the end of its time in a week: told once of a publication.',
  about: 'listingId',
});
export const listingReserved = defineEvent('listing.reserved', withBuyer, {
  when: 'An offer on a listing was accepted, and the listing is reserved for its buyer.',
  about: 'listingId',
  feedOnly: true,
});
export const listingReleased = defineEvent(
  'listing.released',
  z.object({
    ...listing,
    ...{ buyerId: z.string(), reason: z.string() },
    /** Its seller had paused it before the deal, and it is not shown yet. */
    paused: z.boolean().default(false),
  }),
  {
    when: 'The deal that a listing was reserved for fell through, and the listing is free again.',
    about: 'listingId',
  },
);
export const exclusivityEnded = defineEvent(
  'listing.exclusivity_ended',
  z.object({
    ...listing,
    buyerId: z.string(),
    reason: z.string(),
    /** Its time has run out; otherwise the deal tells. */
    ranOut: z.boolean().default(false),
  }),
  {
    when: 'The buyer of a reserved listing has it alone no more: others may read it and line up behind.',
    about: 'listingId',
  },
);
export const listingSold = defineEvent('listing.sold', withBuyer, {
  when: 'The company of a listing was sold.',
  about: 'listingId',
});
/** `userId`: who wanted to. */
export const soldCompanyClaimed = defineEvent(
  'listing.sold_company_claimed',
  z.object({
    listingId: z.string(),
    title: z.string(),
    usdot: z.int(),
    buyerId: z.string(),
    userId: z.string(),
  }),
  {
    when: 'Somebody else than the buyer of a sold company wanted to submit a listing of it, and was refused: told once of each.',
    about: 'usdot',
  },
);
export const listingUnlocked = defineEvent(
  'listing.unlocked',
  withBuyer.extend({
    waits: z.boolean().default(false).describe('Whether the seller has to consent first.'),
  }),
  { when: 'A buyer spent a credit to see the confidential part.', about: 'listingId' },
);
export const ndaAccepted = defineEvent(
  'listing.nda_accepted',
  z.object({ ...listing, buyerId: z.string(), acceptanceId: z.string(), ndaVersion: z.string() }),
  { when: 'A buyer accepted the confidentiality terms, or a new version of them.', about: 'listingId' },
);
export const accessRequested = defineEvent('listing.access_requested', withBuyer, {
  when: 'A buyer unlocked a listing whose seller has to grant access.',
  about: 'listingId',
});
export const accessGranted = defineEvent('listing.access_granted', withBuyer, {
  when: 'The seller granted a buyer access to the confidential part.',
  about: 'listingId',
});
export const accessRevoked = defineEvent(
  'listing.access_revoked',
  withBuyer.extend({
    /** They waited for access, have read nothing, and what they may have paid went back. */
    waited: z.boolean().default(false),
    /** A credit went back to one who waited; some had unlocked for nothing. */
    creditReturned: z.boolean().default(true),
    /** The seller has not answered in time. */
    lapsed: z.boolean().default(false),
  }),
  {
    when: 'The seller revoked a buyer’s access to the confidential part, refused a buyer who waited for it, or did not answer in time; or the listing left the market while they waited.',
    about: 'listingId',
  },
);
export const accessWaiting = defineEvent('listing.access_waiting', withBuyer.extend({ lapsesAt: z.int() }), {
  when: 'A buyer has waited two days for the seller to grant access or to refuse it.',
  about: 'listingId',
});
export const accessWithdrawn = defineEvent(
  'listing.access_withdrawn',
  withBuyer.extend({
    /** The seller has not answered in time; otherwise the buyer took it back. */
    lapsed: z.boolean(),
  }),
  {
    when: 'A buyer who waited for access waits no more: they took their request back, or it lapsed.',
    about: 'listingId',
  },
);
export const carrierRespelled = defineEvent(
  'listing.carrier_respelled',
  z.object({ ...listing, usdot: z.number(), before: z.string(), after: z.string() }),
  {
    when: 'The federal record spells the name of a listed carrier otherwise; nothing is suspended for it.',
    about: 'listingId',
  },
);
export const reservedCarrierStopped = defineEvent(
  'listing.reserved_carrier_stopped',
  z.object({
    ...listing,
    buyerId: z.string(),
    usdot: z.number(),
    hardStops: z.array(z.string()),
    /** In words, a line each. */
    stops: z.array(z.string()).default([]),
  }),
  {
    when: 'The carrier of a reserved listing failed a hard stop, or a paper that its seller proved control by has fallen, so its deal has to go on hold.',
    about: 'listingId',
  },
);
