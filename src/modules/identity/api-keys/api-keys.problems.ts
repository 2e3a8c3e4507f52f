/** What can go wrong with API keys. */
import { problemKind } from '../../../platform/http/problem';

export const tooManyKeys = problemKind('too_many_keys', 409, 'There are enough API keys');
export const expiryRefused = problemKind('expiry_refused', 422, 'The key would have ended already');
