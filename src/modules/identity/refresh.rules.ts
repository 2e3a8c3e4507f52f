/** What the use of a refresh token means, judged on its locked row. */
import { SECOND_MS } from '../../platform/kernel/clock';
import type { UserStatus } from './user.rules';

export interface RefreshTokenState {
  usedAt: number | null;
  sessionRevokedAt: number | null;
  sessionExpiresAt: number;
  userStatus: UserStatus;
}

/**
 * So long after a token was spent it still answers its successor: its answer may have been lost on the way, or a second
 * tab may have woken up late.
 */
export const REPEATABLE_FOR_MS = 30 * SECOND_MS;

/**
 * - `rotate`: the token is good and is spent now.
 * - `repeat`: it was spent a moment ago, so it answers the same successor again; one descendant lives, however many ask.
 * - `refuse`: no tokens, and no hint why.
 * - `replay`: a token spent long ago comes back, so one of its two holders stole it (RFC 9700, 4.14.2).
 */
export type RefreshVerdict = 'rotate' | 'repeat' | 'refuse' | 'replay';

export function judgeRefresh(token: RefreshTokenState, now: number): RefreshVerdict {
  const sessionLives =
    token.sessionRevokedAt === null && token.sessionExpiresAt > now && token.userStatus === 'ACTIVE';
  if (!sessionLives) return 'refuse';
  if (token.usedAt === null) return 'rotate';
  return now < token.usedAt + REPEATABLE_FOR_MS ? 'repeat' : 'replay';
}
