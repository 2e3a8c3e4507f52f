/** What a premium request can be refused for. */
import { problemKind, refusalThrower } from '../../../platform/http/problem';
import type { PremiumRefusalCode } from './premium.rules';

export const premiumRequestExists = problemKind(
  'premium_request_exists',
  409,
  'The listing already has a premium request',
  'Read the request; withdraw it to start over.',
);
export const premiumStateForbids = problemKind(
  'premium_state_forbids',
  409,
  "The premium request's status does not allow this",
  'Read the request again: it shows its status.',
);

export const noOpenPremiumRequest = () => premiumStateForbids('The listing has no open premium request.');

export const throwIfPremiumRefused = refusalThrower<PremiumRefusalCode>({
  premium_state_forbids: premiumStateForbids,
});
