/** What can go wrong with signing in and with accounts. */
import { forbidden, problemKind, refusalThrower } from '../../platform/http/problem';
import type { RefusalCode } from './user.rules';

export const wrongCredentials = problemKind(
  'wrong_credentials',
  401,
  'The email address or the password is wrong',
  'Check both, or reset the password.',
);
export const refreshTokenInvalid = problemKind(
  'refresh_token_invalid',
  401,
  'The refresh token is no longer valid',
  'Sign in again.',
);
export const foreignOrigin = problemKind(
  'foreign_origin',
  403,
  'The request comes from a page of another site',
  'Send the refresh token in the body instead of asking for a session in a cookie.',
);
export const accountNotActive = problemKind(
  'account_not_active',
  403,
  'The account is suspended or blocked',
  'Contact support; the notice about it gives the reason.',
);
export const weakPassword = problemKind(
  'weak_password',
  422,
  'The password is too easy to guess',
  'Choose a longer password that is not among the common ones.',
);
export const emailTaken = problemKind(
  'email_taken',
  409,
  'Another account uses this email address',
  'Use another address, or sign in with this one.',
);
export const statusForbids = problemKind(
  'user_status_forbids',
  409,
  "The account's status does not allow this",
  'Read the user again and decide anew.',
);
export const ownAccount = problemKind(
  'own_account',
  409,
  'You cannot do this to your own account',
  'Ask another admin.',
);
export const lastAdmin = problemKind(
  'last_admin',
  409,
  'The last admin cannot be removed',
  'Make another user an admin first.',
);
export const nameDiffers = problemKind(
  'name_differs',
  422,
  'The typed name is not the name of your account',
  'Type your full name as your profile shows it, or correct the profile first.',
  { field: 'typedName' },
);
export const notImpersonating = problemKind(
  'not_impersonating',
  409,
  'You are not impersonating anybody',
  'There is nothing to end.',
);

export const throwIfRefused = refusalThrower<RefusalCode>({
  own_account: ownAccount,
  last_admin: lastAdmin,
  user_status_forbids: statusForbids,
  other_admin: forbidden,
});
