/** What can go wrong with signing in and with accounts. */
import { problemKind } from '../../platform/http/problem';

export const wrongCredentials = problemKind(
  'wrong_credentials',
  401,
  'The e-mail address or the password is wrong',
);
export const refreshRefused = problemKind('refresh_refused', 401, 'The refresh token is not good any more');
export const accountNotActive = problemKind('account_not_active', 403, 'The account is suspended or blocked');
export const weakPassword = problemKind('weak_password', 422, 'The password is too easy to guess');
export const addressTaken = problemKind('address_taken', 409, 'Somebody has this e-mail address already');
export const statusForbids = problemKind(
  'user_status_forbids',
  409,
  'The account is not in a state for this',
);
export const ownAccount = problemKind('own_account', 409, 'You cannot do this to your own account');
export const lastAdmin = problemKind('last_admin', 409, 'The last admin has to stay');
export const notImpersonating = problemKind('not_impersonating', 409, 'You act in your own name');
