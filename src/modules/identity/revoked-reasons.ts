/** Why a session ended before its time. */
export const REVOKED_REASONS = [
  'LOGGED_OUT',
  'LOGGED_OUT_EVERYWHERE',
  'ENDED_BY_USER',
  'REFRESH_REPLAYED',
  'USER_SUSPENDED',
  'PASSWORD_RESET',
  'PASSWORD_CHANGED',
  'SECOND_FACTOR_CHANGED',
  'IMPERSONATION_ENDED',
  'GRANT_ENDED',
  'USER_BLOCKED',
  'USER_DELETED',
] as const;
export type RevokedReason = (typeof REVOKED_REASONS)[number];
