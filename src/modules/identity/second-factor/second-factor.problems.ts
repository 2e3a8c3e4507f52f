/** What can go wrong with second factors. */
import { problemKind } from '../../../platform/http/problem';

export const wrongCode = problemKind(
  'wrong_code',
  403,
  'The code is wrong or has been used',
  'Wait for the next code of your authenticator app, or use a recovery code.',
);
/** At log-in, where nobody is signed in yet. */
export const wrongSecondFactor = problemKind(
  'wrong_second_factor',
  401,
  'The code is wrong or has been used',
  'Wait for the next code of your authenticator app, or use a recovery code.',
);
export const challengeExpired = problemKind(
  'challenge_expired',
  401,
  'The sign-in took too long or failed too often',
  'Start again with your password.',
);
export const secondFactorEnabled = problemKind(
  'second_factor_enabled',
  409,
  'Two-factor authentication is already on',
  'Turn it off first if you want to set it up again.',
);
export const secondFactorDisabled = problemKind(
  'second_factor_disabled',
  409,
  'Two-factor authentication is off',
  'Set it up first.',
);
export const wrongStepUpMethod = problemKind(
  'wrong_step_up_method',
  422,
  'This account steps up in another way',
  'Send a code if two-factor authentication is on, otherwise your password.',
);
