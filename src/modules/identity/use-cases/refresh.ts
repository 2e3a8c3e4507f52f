/** Spends a refresh token for the next pair, and ends the whole session when one comes back that was spent long ago. */
import { endOfAdminSession } from '../admin-session.rules';
import { refreshReplayed } from '../identity.events';
import { refreshTokenInvalid } from '../identity.problems';
import type { IdentityContext } from '../identity.context';
import { judgeRefresh } from '../refresh.rules';
import { hashToken, type TokenPair } from '../sessions';
import type { UserStatus } from '../user.rules';

interface FamilyRow {
  id: string;
  userId: string;
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
  isAdmin: number;
  revokedAt: number | null;
  status: UserStatus;
}

interface SpentToken {
  sessionId: string;
  usedAt: number | null;
  replacedBy: string | null;
}

export function createRefresh({ audit, sessions, platform }: IdentityContext) {
  const { config, database, clock, events, log } = platform;

  /** In the ambient unit. A second replay changes and announces nothing. */
  async function endFamily(family: FamilyRow, address: string): Promise<void> {
    const ended = await sessions.revokeOne(family.userId, family.id, 'REFRESH_REPLAYED');
    if (ended === 0) return;
    await audit.record({
      actor: { kind: 'system', name: 'identity.refresh' },
      action: 'session.ended_by_replay',
      subject: { type: 'session', id: family.id },
      detail: { userId: family.userId, address },
    });
    await events.emit(refreshReplayed, { userId: family.userId, sessionId: family.id });
    log.warn('security: refresh token replayed', { userId: family.userId, sessionId: family.id });
  }

  async function rotate(refreshToken: string, family: FamilyRow): Promise<TokenPair> {
    const tokenHash = hashToken(refreshToken);
    const pair = await sessions.issue(family, sessions.successorOf(refreshToken));
    const spent = await database.change(
      `UPDATE refresh_tokens SET usedAt = :now, replacedBy = :replacedBy WHERE tokenHash = :tokenHash AND usedAt IS NULL`,
      { tokenHash, replacedBy: hashToken(pair.refreshToken), now: clock.now() },
    );
    if (spent !== 1) throw new Error('A refresh token was spent twice under its lock.');
    await database.change('UPDATE sessions SET lastUsedAt = :now WHERE id = :id', {
      id: family.id,
      now: clock.now(),
    });
    return pair;
  }

  /** @throws refresh_token_invalid */
  return async (refreshToken: string, address: string): Promise<TokenPair> => {
    const tokenHash = hashToken(refreshToken);
    const pair = await database.atomically(async () => {
      const [token] = await database.select<SpentToken>(
        `SELECT sessionId, usedAt, replacedBy FROM refresh_tokens WHERE tokenHash = :tokenHash ${database.forUpdate}`,
        { tokenHash },
      );
      const [family] = await database.select<FamilyRow>(
        `SELECT s.id, s.userId, s.createdAt, s.lastUsedAt, s.expiresAt, s.revokedAt, u.status,
           (SELECT COUNT(*) FROM user_roles r WHERE r.userId = u.id AND r.role = 'admin') AS isAdmin
         FROM sessions s JOIN users u ON u.id = s.userId WHERE s.id = :sessionId`,
        { sessionId: token?.sessionId ?? '' },
      );
      if (!token || !family) return null;
      const state = {
        usedAt: token.usedAt,
        sessionRevokedAt: family.revokedAt,
        sessionExpiresAt: Number(family.isAdmin) > 0 ? endOfAdminSession(family, config) : family.expiresAt,
        userStatus: family.status,
      };
      const verdict = judgeRefresh(state, clock.now());
      if (verdict === 'rotate') return rotate(refreshToken, family);
      if (verdict === 'repeat') {
        const successor = sessions.successorOf(refreshToken);
        return hashToken(successor) === token.replacedBy ? sessions.pairOf(family, successor) : null;
      }
      if (verdict === 'replay') await endFamily(family, address);
      return null;
    });
    if (!pair) throw refreshTokenInvalid('Sign in again.');
    return pair;
  };
}
