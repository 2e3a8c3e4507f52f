/** What the use of a refresh token means, seen from the row that is locked for it. */
import type { UserStatus } from './user.rules';

export interface RefreshTokenState {
  usedAt: number | null;
  sessionRevokedAt: number | null;
  sessionExpiresAt: number;
  userStatus: UserStatus;
}

/**
 * The pair that a token is spent for is handed out this long after the token was spent. So nobody can have seen the
 * pair yet who asks with the same token in `SAME_MOMENT_MS`: he is another tab that woke up together with the first
 * one, or a repetition by the network, and not somebody who comes back with a token that he copied.
 */
export const HAND_OUT_AFTER_MS = 250;
export const SAME_MOMENT_MS = 200;

/**
 * - `rotate`: the token is good and is spent now.
 * - `refuse`: nothing to be had, nothing to be learnt.
 * - `replay`: a spent token comes back. One of its two holders is a thief (RFC 9700, 4.14.2).
 *
 * However many ask at once, one gets a pair, and at most one descendant of the token lives.
 */
export type RefreshVerdict = 'rotate' | 'refuse' | 'replay';

export function judgeRefresh(token: RefreshTokenState, askedAt: number, now: number): RefreshVerdict {
  const sessionLives =
    token.sessionRevokedAt === null && token.sessionExpiresAt > now && token.userStatus === 'ACTIVE';
  if (!sessionLives) return 'refuse';
  if (token.usedAt === null) return 'rotate';
  return askedAt < token.usedAt + SAME_MOMENT_MS ? 'refuse' : 'replay';
}
