/** Spends a refresh token for the next pair, and ends the whole session when a spent one comes back. */
import { setTimeout as pause } from 'node:timers/promises';
import { refreshReplayed } from '../identity.events';
import { refreshRefused } from '../identity.problems';
import type { IdentityParts } from '../parts';
import { HAND_OUT_AFTER_MS, judgeRefresh } from '../refresh.rules';
import { hashToken, type TokenPair } from '../sessions';
import type { UserStatus } from '../user.rules';

interface FamilyRow {
  id: string;
  userId: string;
  expiresAt: number;
  revokedAt: number | null;
  email: string;
  firstName: string;
  status: UserStatus;
}

export function createRefresh({ audit, mails, sessions, platform }: IdentityParts) {
  const { database, clock, mailer, outbox, log } = platform;

  /** In the ambient unit. Once: who replays on gets no second letter sent. */
  async function endFamily(family: FamilyRow, address: string): Promise<void> {
    const ended = await sessions.revokeOne(family.userId, family.id, 'REFRESH_REPLAYED');
    if (ended === 0) return;
    await audit.record({
      actor: { kind: 'system', name: 'identity.refresh' },
      action: 'session.ended_by_replay',
      subject: { type: 'session', id: family.id },
      detail: { userId: family.userId, address },
    });
    await outbox.emit(refreshReplayed, { userId: family.userId, sessionId: family.id, address });
    await mailer.send(mails.refreshReplayed(family));
    log.warn('security: refresh token replayed', { userId: family.userId, sessionId: family.id });
  }

  async function rotate(tokenHash: string, family: FamilyRow): Promise<TokenPair> {
    const pair = await sessions.issue(family);
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

  /** @throws refresh_refused */
  return async (refreshToken: string, address: string): Promise<TokenPair> => {
    const askedAt = clock.now();
    const tokenHash = hashToken(refreshToken);
    const pair = await database.atomically(async () => {
      const [token] = await database.select<{ sessionId: string; usedAt: number | null }>(
        `SELECT sessionId, usedAt FROM refresh_tokens WHERE tokenHash = :tokenHash ${database.forUpdate}`,
        { tokenHash },
      );
      const [family] = await database.select<FamilyRow>(
        `SELECT s.id, s.userId, s.expiresAt, s.revokedAt, u.email, u.firstName, u.status
         FROM sessions s JOIN users u ON u.id = s.userId WHERE s.id = :sessionId`,
        { sessionId: token?.sessionId ?? '' },
      );
      if (!token || !family) return null;
      const state = {
        usedAt: token.usedAt,
        sessionRevokedAt: family.revokedAt,
        sessionExpiresAt: family.expiresAt,
        userStatus: family.status,
      };
      const verdict = judgeRefresh(state, askedAt, clock.now());
      if (verdict === 'rotate') return rotate(tokenHash, family);
      if (verdict === 'replay') await endFamily(family, address);
      return null;
    });
    if (!pair) throw refreshRefused('Sign in again.');
    await pause(HAND_OUT_AFTER_MS);
    return pair;
  };
}
