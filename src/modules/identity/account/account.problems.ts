/** What can go wrong with a person's own account. */
import { problemKind } from '../../../platform/http/problem';

export const pictureRefused = problemKind('picture_refused', 422, 'This is no picture that can be used');
export const wrongPassword = problemKind('wrong_password', 403, 'The password is wrong');
export const sameAddress = problemKind('same_address', 409, 'This is the address of the account already');
export const linkRefused = problemKind('link_refused', 422, 'The link is not good any more');
export const deletionPrevented = problemKind(
  'deletion_prevented',
  409,
  'Something has to be brought to its end before the account can be deleted',
);
