/** Finds out who sends an access token, by the session and the person as they are at this moment. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { IdentityParts } from '../parts';
import { readRoles } from '../user.model';

export function createAuthenticate({ accessTokens, platform }: IdentityParts) {
  const { database, clock } = platform;

  /** Null where the token, its session or its person is not good any more: the next request after a change sees it. */
  return async (accessToken: string): Promise<UserActor | null> => {
    const claims = accessTokens.read(accessToken);
    if (!claims) return null;
    const { userId, sessionId } = claims;
    const [row] = await database.select<{ roles: string | null }>(
      `SELECT (SELECT GROUP_CONCAT(r.role) FROM user_roles r WHERE r.userId = u.id) AS roles
       FROM sessions s JOIN users u ON u.id = s.userId
       WHERE s.id = :sessionId AND s.userId = :userId AND s.revokedAt IS NULL AND s.expiresAt > :now
         AND u.status = 'ACTIVE'`,
      { sessionId, userId, now: clock.now() },
    );
    return row ? { kind: 'user', userId, sessionId, roles: readRoles(row.roles) } : null;
  };
}
