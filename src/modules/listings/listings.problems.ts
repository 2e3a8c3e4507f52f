/** The ways in which a listing refuses. */
import { problemKind } from '../../platform/http/problem';

export const bareNumberSale = problemKind(
  'bare_number_sale',
  422,
  'A number cannot be sold, rented or leased on its own',
);
export const soleProprietorEquitySale = problemKind(
  'sole_proprietor_equity_sale',
  422,
  'A sole proprietor has no entity to sell',
);
export const authorityAgeAdvertised = problemKind(
  'authority_age_advertised',
  422,
  'A sale of assets may not advertise the age of the authority',
);
export const teaserRevealsIdentity = problemKind(
  'teaser_reveals_identity',
  422,
  'The public text says which carrier it is',
);
export const listingIncomplete = problemKind(
  'listing_incomplete',
  422,
  'The listing lacks what a review needs',
);
export const carrierAlreadyListed = problemKind(
  'carrier_already_listed',
  409,
  'This carrier is offered in another listing',
);
export const carrierHardStop = problemKind(
  'carrier_hard_stop',
  409,
  'The federal record of the carrier forbids it',
);
export const carrierUndecided = problemKind(
  'carrier_undecided',
  409,
  'The federal record of the carrier does not answer every check',
);
export const controlNotProven = problemKind(
  'control_not_proven',
  409,
  'The seller has not proven control of the carrier',
);
export const listingStateForbids = problemKind(
  'listing_state_forbids',
  409,
  'The state of the listing does not allow this',
);
export const listingNotActive = problemKind('listing_not_active', 409, 'The listing is not on offer now');
export const listingChanged = problemKind('listing_changed', 409, 'The listing was changed in the meantime');
export const ndaOutdated = problemKind('nda_outdated', 409, 'The confidentiality terms have a newer version');
export const ownListing = problemKind('own_listing', 403, 'This is your own listing');
