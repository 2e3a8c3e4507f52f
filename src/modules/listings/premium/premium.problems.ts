/** The ways in which premium requests refuse. */
import { problemKind } from '../../../platform/http/problem';

export const premiumRequestStands = problemKind(
  'premium_request_stands',
  409,
  'The listing has a premium request already',
);
export const premiumStateForbids = problemKind(
  'premium_state_forbids',
  409,
  'The state of the premium request does not allow this',
);
