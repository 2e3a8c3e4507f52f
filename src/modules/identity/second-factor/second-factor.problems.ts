/** What can go wrong with second factors. */
import { problemKind } from '../../../platform/http/problem';

export const wrongCode = problemKind('wrong_code', 403, 'The code is wrong or was used');
/** At log-in, where nobody is signed in yet. */
export const wrongSecondFactor = problemKind('wrong_second_factor', 401, 'The code is wrong or was used');
export const challengeRefused = problemKind(
  'second_factor_refused',
  401,
  'The log-in waited too long for its second factor, or was tried too often',
);
export const secondFactorOn = problemKind(
  'second_factor_enabled',
  409,
  'The second factor is switched on already',
);
export const secondFactorOff = problemKind(
  'second_factor_disabled',
  409,
  'The second factor is not switched on',
);
export const proofOfOtherKind = problemKind(
  'proof_of_other_kind',
  422,
  'This account proves itself in another way',
);
