/** What can go wrong with API keys. */
import { problemKind } from '../../../platform/http/problem';

export const tooManyKeys = problemKind(
  'too_many_keys',
  409,
  'You have reached the limit of API keys',
  'Revoke a key that you no longer use.',
);
export const keyExpiryInvalid = problemKind(
  'key_expiry_invalid',
  422,
  'The expiry is in the past',
  'Choose a time in the future.',
  { field: 'expiresAt' },
);
