/** Where people are signed in: a session is one family of refresh tokens, of which one at a time is good. */
import { createHash } from 'node:crypto';
import type { Config } from '../../config';
import type { Database } from '../../platform/db/database';
import { type Clock, DAY_MS } from '../../platform/kernel/clock';
import { newId, newSecret } from '../../platform/kernel/ids';
import type { AccessTokens } from './access-tokens';

export type RevokedReason =
  | 'LOGGED_OUT'
  | 'LOGGED_OUT_EVERYWHERE'
  | 'ENDED_BY_USER'
  | 'REFRESH_REPLAYED'
  | 'USER_SUSPENDED'
  | 'PASSWORD_RESET'
  | 'PASSWORD_CHANGED'
  | 'SECOND_FACTOR_CHANGED'
  | 'IMPERSONATION_ENDED'
  | 'USER_BLOCKED'
  | 'USER_DELETED';

/** What a person is given to come back with. */
export interface TokenPair {
  sessionId: string;
  accessToken: string;
  accessTokenExpiresAt: number;
  refreshToken: string;
  /** The end of the session: no refresh carries it further. */
  refreshTokenExpiresAt: number;
}

export interface SessionRow {
  id: string;
  userId: string;
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
  userAgent: string;
  address: string;
}

/** Only the hash is stored: whoever reads the table cannot sign in with it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions(
  database: Database,
  clock: Clock,
  config: Pick<Config, 'REFRESH_TOKEN_DAYS'>,
  accessTokens: AccessTokens,
) {
  const { change, select } = database;

  /** Adds the next refresh token of a session, in the ambient unit. */
  async function issue(session: { id: string; userId: string; expiresAt: number }): Promise<TokenPair> {
    const refreshToken = newSecret();
    await change(
      'INSERT INTO refresh_tokens (tokenHash, sessionId, createdAt) VALUES (:tokenHash, :sessionId, :now)',
      { tokenHash: hashToken(refreshToken), sessionId: session.id, now: clock.now() },
    );
    const access = accessTokens.sign({ userId: session.userId, sessionId: session.id });
    return {
      sessionId: session.id,
      accessToken: access.token,
      accessTokenExpiresAt: access.expiresAt,
      refreshToken,
      refreshTokenExpiresAt: session.expiresAt,
    };
  }

  /** Ends the sessions that `condition` names and says how many lived. */
  const revoke = (condition: string, values: Record<string, string>, reason: RevokedReason) =>
    change(
      `UPDATE sessions SET revokedAt = :now, revokedReason = :reason WHERE revokedAt IS NULL AND ${condition}`,
      { ...values, reason, now: clock.now() },
    );

  return {
    issue,

    /** Signs a person in, in the ambient unit. */
    async open(
      userId: string,
      { userAgent, address }: { userAgent: string; address: string },
    ): Promise<TokenPair> {
      const now = clock.now();
      const session = { id: newId(), userId, expiresAt: now + config.REFRESH_TOKEN_DAYS * DAY_MS };
      await change(
        `INSERT INTO sessions (id, userId, createdAt, lastUsedAt, provedAt, expiresAt, userAgent, address)
         VALUES (:id, :userId, :now, :now, :now, :expiresAt, :userAgent, :address)`,
        { ...session, userAgent, address, now },
      );
      return issue(session);
    },

    /** Lets an admin act as a person until `expiresAt`, with nothing to come back with. In the ambient unit. */
    async openImpersonation(
      userId: string,
      by: { userId: string; sessionId: string },
      expiresAt: number,
    ): Promise<{ sessionId: string; token: string }> {
      const now = clock.now();
      const sessionId = newId();
      await change(
        `INSERT INTO sessions
           (id, userId, createdAt, lastUsedAt, expiresAt, userAgent, address, impersonatorId, impersonatorSessionId)
         VALUES (:sessionId, :userId, :now, :now, :expiresAt, '', '', :adminId, :adminSessionId)`,
        { sessionId, userId, now, expiresAt, adminId: by.userId, adminSessionId: by.sessionId },
      );
      const { token } = accessTokens.sign({ userId, sessionId, impersonatorId: by.userId }, expiresAt);
      return { sessionId, token };
    },

    revokeOne: (userId: string, sessionId: string, reason: RevokedReason) =>
      revoke('id = :sessionId AND userId = :userId AND expiresAt > :now', { sessionId, userId }, reason),

    revokeAllOf: (userId: string, reason: RevokedReason) => revoke('userId = :userId', { userId }, reason),

    revokeOthersOf: (userId: string, sessionId: string, reason: RevokedReason) =>
      revoke('userId = :userId AND id <> :sessionId', { userId, sessionId }, reason),

    /** The person has just proven that it is he. In the ambient unit. */
    rememberProof: (sessionId: string) =>
      change('UPDATE sessions SET provedAt = :now WHERE id = :sessionId', { sessionId, now: clock.now() }),

    /** Those that live, the one used last first; an admin's look over the person's shoulder is none of his. */
    listOf: (userId: string) =>
      select<SessionRow>(
        `SELECT id, userId, createdAt, lastUsedAt, expiresAt, userAgent, address FROM sessions
         WHERE userId = :userId AND revokedAt IS NULL AND expiresAt > :now AND impersonatorId IS NULL
         ORDER BY lastUsedAt DESC, id DESC LIMIT 100`,
        { userId, now: clock.now() },
      ),
  };
}
