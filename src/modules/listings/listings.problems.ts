/** What a listing can be refused for. */
import { problemKind, refusalThrower } from '../../platform/http/problem';
import type { CarrierRefusalCode } from './carrier-check.rules';
import type { ContentRefusalCode } from './content.rules';
import type { ListingRefusalCode } from './listing.rules';

export const bareNumberSale = problemKind(
  'bare_number_sale',
  422,
  'A number cannot be sold, rented or leased on its own',
  'Offer the company or its operation, not the MC or USDOT number.',
);
export const soleProprietorEquitySale = problemKind(
  'sole_proprietor_equity_sale',
  422,
  'A sole proprietorship has no entity to sell',
  'Choose another deal structure.',
);
export const authorityAgeAdvertised = problemKind(
  'authority_age_advertised',
  422,
  'A sale of assets may not advertise the age of the authority',
  'Take the age of the authority out of the public text, or choose another deal structure.',
);
export const teaserRevealsIdentity = problemKind(
  'teaser_reveals_identity',
  422,
  'The public text reveals the carrier',
  'Take out the names and numbers that `errors` points to.',
);
export const listingIncomplete = problemKind(
  'listing_incomplete',
  422,
  'The listing lacks what a review needs',
  'Complete the fields that `errors` names, then submit it again.',
);
export const carrierAlreadyListed = problemKind(
  'carrier_already_listed',
  409,
  'This carrier is offered in another listing',
  'Withdraw the other listing if it is yours. If not, prove control to a higher level, or contest who controls the company.',
);
export const carrierSoldByYou = problemKind(
  'carrier_sold_by_you',
  409,
  'You have sold this company',
  'Only its present owner can offer it. If you own it again, contest who controls the company.',
);
export const carrierSoldHere = problemKind(
  'carrier_sold_here',
  409,
  'This company was sold here to somebody else',
  'Only who bought it here may offer it. If it is yours now, contest who controls the company: an admin then decides.',
);
export const carrierHardStop = problemKind(
  'carrier_hard_stop',
  409,
  "The carrier's federal record rules this out",
  'Read the checks of the carrier; what they report must be cleared up with FMCSA first.',
);
export const carrierChecksIncomplete = problemKind(
  'carrier_checks_incomplete',
  409,
  'FMCSA has not answered every check of the carrier',
  'Try again later; `errors` names the checks that are still open.',
);
export const controlNotProven = problemKind(
  'control_not_proven',
  409,
  'The seller has not proved control of the carrier',
  'Prove control of the carrier first.',
);
export const listingStateForbids = problemKind(
  'listing_state_forbids',
  409,
  "The listing's status does not allow this",
  'Read the listing again: it shows its status.',
);
export const accessNotAsked = problemKind(
  'access_not_asked',
  409,
  'The buyer does not ask for access any more',
  'Wait until the buyer unlocks the listing again.',
);
export const accessNotWaiting = problemKind(
  'access_not_waiting',
  409,
  'No request of yours waits for the seller',
  'Read the listing again: the seller may have answered.',
);
export const listingLocked = problemKind(
  'listing_locked',
  403,
  'The listing is locked for you',
  'Unlock the listing first: its report opens with the confidential part.',
);
export const listingNotActive = problemKind(
  'listing_not_active',
  409,
  'The listing is not on the market now',
  'Save the listing and come back, or choose another one.',
);
export const listingChanged = problemKind(
  'listing_changed',
  409,
  'The listing has changed in the meantime',
  'Read the listing again and decide again.',
);
export const ndaOutdated = problemKind(
  'nda_outdated',
  409,
  'The confidentiality terms have a newer version',
  'Read the current terms and accept their version.',
);
export const unlockCostsMore = problemKind(
  'unlock_costs_more',
  409,
  'Unlocking costs more than you have read',
  'Read the listing again, and unlock it at what it costs now.',
);
export const ownListing = problemKind(
  'own_listing',
  403,
  'This is your own listing',
  'Sign in as another user to act as buyer.',
);

/** What the text of a listing can be refused for. */
export const CONTENT_PROBLEMS = [
  bareNumberSale,
  soleProprietorEquitySale,
  authorityAgeAdvertised,
  teaserRevealsIdentity,
];

export const throwIfRefused = refusalThrower<ContentRefusalCode | CarrierRefusalCode | ListingRefusalCode>({
  bare_number_sale: bareNumberSale,
  sole_proprietor_equity_sale: soleProprietorEquitySale,
  authority_age_advertised: authorityAgeAdvertised,
  teaser_reveals_identity: teaserRevealsIdentity,
  listing_incomplete: listingIncomplete,
  listing_state_forbids: listingStateForbids,
  listing_changed: listingChanged,
  carrier_hard_stop: carrierHardStop,
  carrier_checks_incomplete: carrierChecksIncomplete,
  control_not_proven: controlNotProven,
});
