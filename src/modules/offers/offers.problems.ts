/** The ways in which bargaining can be refused. */
import { problemKind, refusalThrower } from '../../platform/http/problem';
import type { RefusalCode } from './offer.rules';

export const listingNotUnlocked = problemKind(
  'listing_not_unlocked',
  403,
  'Unlock the listing first',
  'Unlock the listing, then send the request again.',
);
export const listingClosed = problemKind(
  'listing_closed',
  409,
  'The listing takes no offers now',
  'Read the listing: it may be reserved, paused, or sold.',
);
export const askingPriceDiffers = problemKind(
  'asking_price_differs',
  409,
  'The asking price is another one',
  'Read the listing again, and send its asking price, or make an offer without `buyNow`.',
);
export const offerExists = problemKind(
  'offer_exists',
  409,
  'You already have an offer on this listing',
  'Continue with the offer you have, or withdraw it first.',
);
export const offerNotOpen = problemKind(
  'offer_not_open',
  409,
  'The offer is no longer open',
  'Read the offer again: it shows its status and the moves that are open.',
);
export const offerChanged = problemKind(
  'offer_changed',
  409,
  'Another version of the offer stands now',
  'Read the offer again and answer the version that `detail` names.',
);
export const offerExpired = problemKind(
  'offer_expired',
  409,
  'The offer has expired',
  'Make a new offer if the listing still takes offers.',
);
export const notYourTurn = problemKind(
  'not_your_turn',
  409,
  "It is the other side's turn",
  "Wait for the other side's answer, or withdraw your version.",
);
export const notYourVersion = problemKind(
  'not_your_version',
  409,
  'The version is not yours',
  'Only its author can do this. Accept, reject or counter it instead.',
);
export const tooManyVersions = problemKind(
  'too_many_versions',
  409,
  'The offer cannot have more versions',
  'Accept or reject the current version, or end the offer and make a new one.',
);
export const notABackup = problemKind(
  'not_a_backup',
  409,
  'The offer is not a backup',
  'Only a backup offer can be renewed. Make a new offer instead.',
);
export const otherSideUnavailable = problemKind(
  'other_side_unavailable',
  409,
  'The other side cannot trade now',
  'Wait: their account has to be active again first.',
);
export const offerTooLow = problemKind(
  'offer_too_low',
  422,
  'The amount is too low',
  'Offer at least the amount in `detail`.',
  { field: 'amountCents' },
);
export const expiryOutOfRange = problemKind(
  'expiry_out_of_range',
  422,
  'An offer cannot stand that long',
  'Choose an expiry within the range in `detail`.',
  { field: 'expiresAt' },
);
export const closingDateOutOfRange = problemKind(
  'closing_date_out_of_range',
  422,
  'The closing date is not possible',
  'Choose a date within the range in `detail`.',
  { field: 'terms.closingDate' },
);

export const depositOutOfRange = problemKind(
  'deposit_out_of_range',
  422,
  'The deposit is not possible',
  'Choose a deposit within the range in `detail`, or leave it out for the usual one.',
  { field: 'terms.depositCents' },
);

export const throwIfRefused = refusalThrower<RefusalCode>({
  offer_not_open: offerNotOpen,
  offer_changed: offerChanged,
  offer_expired: offerExpired,
  not_your_turn: notYourTurn,
  not_your_version: notYourVersion,
  too_many_versions: tooManyVersions,
  not_a_backup: notABackup,
  listing_closed: listingClosed,
  other_side_unavailable: otherSideUnavailable,
  offer_too_low: offerTooLow,
  expiry_out_of_range: expiryOutOfRange,
  closing_date_out_of_range: closingDateOutOfRange,
  deposit_out_of_range: depositOutOfRange,
});
