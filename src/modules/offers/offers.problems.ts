/** The ways in which bargaining can be refused. */
import { type ProblemKind, problemKind } from '../../platform/http/problem';
import type { Refusal, RefusalCode } from './offer.rules';

export const listingNotUnlocked = problemKind('listing_not_unlocked', 403, 'Unlock the listing first');
export const listingClosed = problemKind('listing_closed', 409, 'The listing takes no offers now');
export const offerExists = problemKind('offer_exists', 409, 'You already have an offer for this listing');
export const offerNotOpen = problemKind('offer_not_open', 409, 'The offer is no longer open');
export const offerExpired = problemKind('offer_expired', 409, 'The offer has expired');
export const notYourTurn = problemKind('not_your_turn', 409, 'The other side is to answer');
export const notYourVersion = problemKind('not_your_version', 409, 'The version is not yours');
export const tooManyVersions = problemKind(
  'too_many_versions',
  409,
  'The offer has no room for more versions',
);
export const notABackup = problemKind('not_a_backup', 409, 'The offer is not a back-up');
export const otherSideUnavailable = problemKind(
  'other_side_unavailable',
  409,
  'The other side cannot trade now',
);
export const offerTooLow = problemKind('offer_too_low', 422, 'The amount is too low');
export const expiryOutOfRange = problemKind('expiry_out_of_range', 422, 'An offer cannot stand that long');
export const closingDateOutOfRange = problemKind(
  'closing_date_out_of_range',
  422,
  'The closing date is not possible',
);

const kinds: Record<RefusalCode, ProblemKind> = {
  offer_not_open: offerNotOpen,
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
};

/** Throws the first refusal that a rule has given, as the problem that the caller is answered. */
export function heed(...verdicts: (Refusal | null)[]): void {
  for (const verdict of verdicts) if (verdict) throw kinds[verdict.code](verdict.because);
}
