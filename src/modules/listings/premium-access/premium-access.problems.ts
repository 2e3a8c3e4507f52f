/** The ways in which a request for help with a premium listing can be refused. */
import { problemKind } from '../../../platform/http/problem';

export const notAPremiumListing = problemKind(
  'not_a_premium_listing',
  409,
  'The listing is not a premium one on the market',
  'Unlock the listing yourself, as any other.',
);
export const premiumAccessExists = problemKind(
  'premium_access_exists',
  409,
  'You have asked already',
  'Wait for the answer, or withdraw your request first.',
);
export const premiumAccessStateForbids = problemKind(
  'premium_access_state_forbids',
  409,
  'The request is not open any more',
  'Read it again; ask anew if you still need help.',
);
