/** Where users are signed in: a session is one family of refresh tokens, of which one at a time is valid. */
import { createHash, createHmac } from 'node:crypto';
import type { Platform } from '../../platform/platform';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId, newSecret } from '../../platform/kernel/ids';
import { deriveKey } from '../../platform/kernel/sealing';
import type { AccessClaims, AccessTokens } from './access-tokens';
import type { IdentityConfig } from './identity.config';
import { sessionsEnded } from './identity.events';
import type { KeptAccess, KnownAccess } from './kept-access';
import type { RevokedReason } from './revoked-reasons';
import { readRoles } from './user.store';

/** What a client stays signed in with. */
export interface TokenPair {
  sessionId: string;
  accessToken: string;
  accessTokenExpiresAt: number;
  refreshToken: string;
  /** The end of the session: no refresh extends it. */
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
  impersonation: { reason: string | null; endedAt: number | null; byDeputy: boolean } | null;
}

interface StoredSession extends Omit<SessionRow, 'impersonation'> {
  revokedAt: number | null;
  impersonatorId: string | null;
  impersonationReason: string | null;
  grantId: string | null;
}

/** What an admin's session ends by. */
export type SessionTimes = Pick<SessionRow, 'createdAt' | 'lastUsedAt' | 'expiresAt'>;

interface StoredAccess extends Omit<KnownAccess, 'id' | 'roles' | 'hasSecondFactor' | 'scopes' | 'grant'> {
  roles: string | null;
  grantId: string | null;
  grantRole: string | null;
  grantScopes: string | null;
  hasSecondFactor: number;
}

/** How long an admin's session stays in the list of whom it was about. */
const SHOW_IMPERSONATIONS_MS = 30 * DAY_MS;

type Family = Pick<SessionRow, 'id' | 'userId' | 'expiresAt'>;

/** All sessions of a user, one of them, or all but one. */
type Which = { userId: string; sessionId?: string; keptSessionId?: string; grantId?: string };

/** What a user has granted somebody, and until when this session of theirs lasts. */
export interface DeputyGrant {
  id: string;
  role: string;
  scopes: readonly string[];
  reason: string;
  endsAt: number;
}

/** Only the hash is stored: whoever reads the table cannot sign in with it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions(
  { clock, database, events }: Pick<Platform, 'clock' | 'database' | 'events'>,
  config: Pick<IdentityConfig, 'JWT_ACCESS_SECRET' | 'REFRESH_TOKEN_DAYS' | 'ADMIN_SESSION_HOURS'>,
  accessTokens: AccessTokens,
  keptAccess: Pick<KeptAccess, 'changed'>,
) {
  const { change, select } = database;
  const successorKey = deriveKey(config.JWT_ACCESS_SECRET, 'refresh-token');

  /** The token that follows this one: always the same, so that a lost answer can be given again, and known to nobody else. */
  const successorOf = (refreshToken: string): string =>
    createHmac('sha256', successorKey).update(refreshToken).digest('base64url');

  /** Adds a refresh token to a session, in the ambient unit. */
  async function issue(session: Family, refreshToken = newSecret()): Promise<TokenPair> {
    await change(
      'INSERT INTO refresh_tokens (tokenHash, sessionId, createdAt) VALUES (:tokenHash, :sessionId, :now)',
      { tokenHash: hashToken(refreshToken), sessionId: session.id, now: clock.now() },
    );
    return pairOf(session, refreshToken);
  }

  function pairOf(session: Family, refreshToken: string): TokenPair {
    const access = accessTokens.sign({ userId: session.userId, sessionId: session.id });
    return {
      sessionId: session.id,
      accessToken: access.token,
      accessTokenExpiresAt: access.expiresAt,
      refreshToken,
      refreshTokenExpiresAt: session.expiresAt,
    };
  }

  /** Ends the sessions that `condition` names, in the ambient unit, and says how many lived. */
  async function revoke(condition: string, which: Which, reason: RevokedReason): Promise<number> {
    const { userId, sessionId = null, keptSessionId = null } = which;
    const ended = await change(
      `UPDATE sessions SET revokedAt = :now, revokedReason = :reason
       WHERE userId = :userId AND revokedAt IS NULL ${condition}`,
      { ...which, reason, now: clock.now() },
    );
    if (ended === 0) return 0;
    keptAccess.changed(userId);
    await events.emit(sessionsEnded, { userId, sessionId, keptSessionId, reason });
    return ended;
  }

  async function list(userId: string, condition: string): Promise<SessionRow[]> {
    const now = clock.now();
    const rows = await select<StoredSession>(
      `SELECT id, userId, createdAt, lastUsedAt, expiresAt, userAgent, address, revokedAt, impersonatorId,
         impersonationReason, grantId
       FROM sessions WHERE userId = :userId AND ${condition} ORDER BY lastUsedAt DESC, id DESC LIMIT 100`,
      { userId, now, since: now - SHOW_IMPERSONATIONS_MS },
    );
    return rows.map(({ impersonatorId, impersonationReason: reason, revokedAt, grantId, ...session }) => ({
      ...session,
      impersonation:
        impersonatorId === null
          ? null
          : {
              reason,
              endedAt: revokedAt ?? (session.expiresAt <= now ? session.expiresAt : null),
              byDeputy: grantId !== null,
            },
    }));
  }

  return {
    issue,
    pairOf,
    successorOf,

    /** Signs a user in. In the ambient unit. */
    async open(
      { id: userId, roles }: { id: string; roles: readonly string[] },
      { userAgent, address }: { userAgent: string; address: string },
    ): Promise<TokenPair> {
      const now = clock.now();
      const lifeMs = roles.includes('admin')
        ? config.ADMIN_SESSION_HOURS * HOUR_MS
        : config.REFRESH_TOKEN_DAYS * DAY_MS;
      const session = { id: newId(), userId, expiresAt: now + lifeMs };
      await change(
        `INSERT INTO sessions (id, userId, createdAt, lastUsedAt, provedAt, expiresAt, userAgent, address)
         VALUES (:id, :userId, :now, :now, :now, :expiresAt, :userAgent, :address)`,
        { ...session, userAgent, address, now },
      );
      return issue(session);
    },

    /** Lets an admin act as a user until `endsAt`, without a refresh token. In the ambient unit. */
    async openImpersonation(
      userId: string,
      by: { userId: string; sessionId: string },
      { reason, endsAt }: { reason: string; endsAt: number },
    ): Promise<{ sessionId: string; token: string }> {
      const now = clock.now();
      const sessionId = newId();
      await change(
        `INSERT INTO sessions (id, userId, createdAt, lastUsedAt, expiresAt, userAgent, address, impersonatorId,
           impersonatorSessionId, impersonationReason)
         VALUES (:sessionId, :userId, :now, :now, :endsAt, '', '', :adminId, :adminSessionId, :reason)`,
        { sessionId, userId, now, endsAt, adminId: by.userId, adminSessionId: by.sessionId, reason },
      );
      const { token } = accessTokens.sign({ userId, sessionId, impersonatorId: by.userId }, endsAt);
      return { sessionId, token };
    },

    /** Lets somebody act for a user in one of their roles, by what the user has granted. In the ambient unit. */
    async openDeputy(
      userId: string,
      by: { userId: string; sessionId: string },
      grant: DeputyGrant,
    ): Promise<{ sessionId: string; token: string }> {
      const now = clock.now();
      const sessionId = newId();
      await change(
        `INSERT INTO sessions (id, userId, createdAt, lastUsedAt, expiresAt, userAgent, address, impersonatorId,
           impersonatorSessionId, impersonationReason, grantId, grantRole, grantScopes)
         VALUES (:sessionId, :userId, :now, :now, :endsAt, '', '', :deputyId, :deputySessionId, :reason, :grantId,
           :role, :scopes)`,
        {
          ...{ sessionId, userId, now, deputyId: by.userId, deputySessionId: by.sessionId },
          ...{ endsAt: grant.endsAt, reason: grant.reason, grantId: grant.id, role: grant.role },
          scopes: grant.scopes.join(' '),
        },
      );
      const { token } = accessTokens.sign({ userId, sessionId, impersonatorId: by.userId }, grant.endsAt);
      return { sessionId, token };
    },

    revokeGrant: (userId: string, grantId: string) =>
      revoke('AND grantId = :grantId', { userId, grantId }, 'GRANT_ENDED'),

    /** Whether a deputy is an active user, and signed in to the session that they began to act in. */
    async isDeputyLive(userId: string, sessionId: string): Promise<boolean> {
      const rows = await select(
        `SELECT s.id FROM sessions s JOIN users u ON u.id = s.userId
         WHERE s.id = :sessionId AND s.userId = :userId AND s.revokedAt IS NULL AND s.expiresAt > :now
           AND u.status = 'ACTIVE'`,
        { sessionId, userId, now: clock.now() },
      );
      return rows.length > 0;
    },

    revokeOne: (userId: string, sessionId: string, reason: RevokedReason) =>
      revoke('AND id = :sessionId AND expiresAt > :now', { userId, sessionId }, reason),

    revokeAllOf: (userId: string, reason: RevokedReason) => revoke('', { userId }, reason),

    revokeOthersOf: (userId: string, keptSessionId: string, reason: RevokedReason) =>
      revoke('AND id <> :keptSessionId', { userId, keptSessionId }, reason),

    /** The user has just authenticated again. In the ambient unit. */
    async markSteppedUp({ userId, sessionId }: { userId: string; sessionId: string }): Promise<void> {
      await change('UPDATE sessions SET provedAt = :now WHERE id = :sessionId', {
        ...{ sessionId, now: clock.now() },
      });
      keptAccess.changed(userId);
    },

    /** What the session of a token gives; null unless it lives and its user is active. */
    async findAccess({ userId, sessionId }: AccessClaims): Promise<KnownAccess | null> {
      const [row] = await select<StoredAccess>(
        `SELECT s.userId, (SELECT GROUP_CONCAT(r.role) FROM user_roles r WHERE r.userId = u.id) AS roles,
           u.emailVerifiedAt, CASE WHEN f.enabledAt IS NULL THEN 0 ELSE 1 END AS hasSecondFactor,
           s.provedAt, s.impersonatorId, s.impersonatorSessionId, s.grantId, s.grantRole, s.grantScopes, s.createdAt, s.lastUsedAt, s.expiresAt
         FROM sessions s JOIN users u ON u.id = s.userId LEFT JOIN second_factors f ON f.userId = u.id
         WHERE s.id = :sessionId AND s.userId = :userId AND s.revokedAt IS NULL AND u.status = 'ACTIVE'`,
        { sessionId, userId },
      );
      if (!row) return null;
      const { roles, hasSecondFactor, grantId, grantRole, grantScopes, ...access } = row;
      return {
        ...access,
        grant:
          grantId === null
            ? null
            : { id: grantId, role: grantRole ?? '', scopes: grantScopes?.split(' ') ?? [] },
        id: sessionId,
        roles: readRoles(roles),
        hasSecondFactor: Number(hasSecondFactor) === 1,
        scopes: null,
      };
    },

    /** Whether this session or API key of the user still lives; where somebody acts for them, also that of whoever does. */
    async isLive(userId: string, id: string): Promise<boolean> {
      const live = 'WHERE id = :id AND userId = :userId AND revokedAt IS NULL';
      const rows = await select(
        `SELECT id FROM sessions ${live} AND expiresAt > :now
           AND (impersonatorSessionId IS NULL OR EXISTS (
             SELECT 1 FROM sessions b JOIN users u ON u.id = b.userId
             WHERE b.id = sessions.impersonatorSessionId AND b.revokedAt IS NULL AND b.expiresAt > :now
               AND u.status = 'ACTIVE'))
         UNION SELECT id FROM api_keys ${live} AND (expiresAt IS NULL OR expiresAt > :now)`,
        { userId, id, now: clock.now() },
      );
      return rows.length > 0;
    },

    /** Of an admin's session: null unless it lives and its user is an active admin. */
    async findOfAdmin(userId: string, sessionId: string): Promise<SessionTimes | null> {
      const [session] = await select<SessionTimes>(
        `SELECT s.createdAt, s.lastUsedAt, s.expiresAt FROM sessions s JOIN users u ON u.id = s.userId
         JOIN user_roles r ON r.userId = u.id AND r.role = 'admin'
         WHERE s.id = :sessionId AND s.userId = :userId AND s.revokedAt IS NULL AND s.expiresAt > :now
           AND u.status = 'ACTIVE'`,
        { sessionId, userId, now: clock.now() },
      );
      return session ?? null;
    },

    /** Of an admin's session, of which alone the last use matters. */
    async noteUse(sessionId: string): Promise<void> {
      await change('UPDATE sessions SET lastUsedAt = :now WHERE id = :sessionId AND lastUsedAt < :now', {
        ...{ sessionId, now: clock.now() },
      });
    },

    /** The live ones, most recently used first, without impersonations. */
    listOwnOf: (userId: string) =>
      list(userId, 'impersonatorId IS NULL AND revokedAt IS NULL AND expiresAt > :now'),

    /** For the user: the live ones, and those of the last weeks in which an admin acted for them. */
    listOf: (userId: string) =>
      list(
        userId,
        '((revokedAt IS NULL AND expiresAt > :now) OR (impersonatorId IS NOT NULL AND createdAt > :since))',
      ),
  };
}
