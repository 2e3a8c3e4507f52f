/** What can go wrong on the way to a proof of control. */
import { problemKind } from '../../../platform/http/problem';

export const noFederalEmail = problemKind(
  'no_federal_email',
  409,
  'The federal record names no e-mail address',
);
export const controlAlreadyProved = problemKind(
  'control_already_proved',
  409,
  'Control is proved to this level',
);
export const controlRevoked = problemKind('control_revoked', 409, 'The proof of control was withdrawn');
export const controlCodeTooSoon = problemKind('control_code_too_soon', 429, 'Too many codes were sent');
export const controlCodeRefused = problemKind('control_code_refused', 422, 'The code is not right');
export const reviewPending = problemKind('control_review_pending', 409, 'A review is under way');
export const noReviewPending = problemKind('no_control_review_pending', 409, 'No review is asked for');
export const unknownUser = problemKind('unknown_user', 422, 'There is no such user');
