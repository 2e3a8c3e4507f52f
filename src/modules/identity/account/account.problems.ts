/** What can go wrong with a user's own account. */
import { problemKind } from '../../../platform/http/problem';

export const invalidPicture = problemKind(
  'invalid_picture',
  422,
  'The picture cannot be used',
  'Send a JPEG, PNG or WebP picture within the limits that the operation names.',
);
export const wrongPassword = problemKind(
  'wrong_password',
  403,
  'The password is wrong',
  'Check the password, or reset it.',
);
export const sameEmail = problemKind(
  'same_email',
  409,
  'The account already uses this email address',
  'Enter a different email address.',
);
export const linkInvalid = problemKind(
  'link_invalid',
  422,
  'The link is no longer valid',
  'Request a new link. A link works once and for a limited time.',
  { field: 'token' },
);
export const deletionPrevented = problemKind(
  'deletion_prevented',
  409,
  'The account cannot be deleted while something is under way',
  'Finish or cancel what `detail` names, then delete the account.',
);
