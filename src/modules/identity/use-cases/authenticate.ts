/** Finds out who sends an access token or an API key, by session, person and key as they are at this moment. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { ApiKeys } from '../api-keys/api-keys';
import type { IdentityParts } from '../parts';
import { findLacks, type StandingPolicy } from '../standing.rules';
import { readRoles } from '../user.model';

interface SessionFacts {
  roles: string | null;
  emailVerifiedAt: number | null;
  hasSecondFactor: number;
  provedAt: number | null;
  impersonatorId: string | null;
  impersonatorSessionId: string | null;
}

export function createAuthenticate({ accessTokens, platform }: IdentityParts, apiKeys: ApiKeys) {
  const { config, database, clock } = platform;
  const policy: StandingPolicy = {
    emailVerificationRequired: config.FEATURE_EMAIL_VERIFICATION_REQUIRED,
    adminSecondFactorRequired: config.FEATURE_ADMIN_SECOND_FACTOR_REQUIRED,
    stepUp: config.FEATURE_STEP_UP,
  };

  const lacksOf = (facts: SessionFacts, roles: string[]) =>
    findLacks({ ...facts, roles, hasSecondFactor: facts.hasSecondFactor === 1 }, policy, clock.now());

  /** An admin acts as somebody else only while he is an admin, signed in where he began. */
  async function isAdminStill(userId: string, sessionId: string): Promise<boolean> {
    const rows = await database.select(
      `SELECT 1 FROM sessions s JOIN users u ON u.id = s.userId
       JOIN user_roles r ON r.userId = u.id AND r.role = 'admin'
       WHERE s.id = :sessionId AND s.userId = :userId AND s.revokedAt IS NULL AND s.expiresAt > :now
         AND u.status = 'ACTIVE'`,
      { sessionId, userId, now: clock.now() },
    );
    return rows.length > 0;
  }

  async function actorOfToken(accessToken: string): Promise<UserActor | null> {
    const claims = accessTokens.read(accessToken);
    if (!claims) return null;
    const { userId, sessionId, impersonatorId } = claims;
    const [facts] = await database.select<SessionFacts>(
      `SELECT (SELECT GROUP_CONCAT(r.role) FROM user_roles r WHERE r.userId = u.id) AS roles, u.emailVerifiedAt,
         CASE WHEN f.enabledAt IS NULL THEN 0 ELSE 1 END AS hasSecondFactor,
         s.provedAt, s.impersonatorId, s.impersonatorSessionId
       FROM sessions s JOIN users u ON u.id = s.userId LEFT JOIN second_factors f ON f.userId = u.id
       WHERE s.id = :sessionId AND s.userId = :userId AND s.revokedAt IS NULL AND s.expiresAt > :now
         AND u.status = 'ACTIVE'`,
      { sessionId, userId, now: clock.now() },
    );
    if (!facts || facts.impersonatorId !== (impersonatorId ?? null)) return null;
    const roles = readRoles(facts.roles);
    const actor: UserActor = { kind: 'user', userId, sessionId, roles, lacks: lacksOf(facts, roles) };
    if (!impersonatorId) return actor;
    // Somebody who was made an admin meanwhile is nobody whom another admin acts as.
    if (roles.includes('admin')) return null;
    const stillAdmin = await isAdminStill(impersonatorId, facts.impersonatorSessionId ?? '');
    return stillAdmin ? { ...actor, impersonator: { userId: impersonatorId } } : null;
  }

  async function actorOfKey(key: string): Promise<UserActor | null> {
    const holder = await apiKeys.findHolder(key);
    if (!holder) return null;
    const { id, userId, scopes, emailVerifiedAt } = holder;
    // No program holds the office, whoever made its key.
    const roles = holder.roles.filter((role) => role !== 'admin');
    const facts = { roles, emailVerifiedAt, hasSecondFactor: false, provedAt: null };
    const lacks = findLacks(facts, policy, clock.now());
    return { kind: 'user', userId, sessionId: id, roles, lacks, apiKey: { id, scopes } };
  }

  /** Null where token, session, key or person is not good any more: the next request after a change sees it. */
  return (credential: string): Promise<UserActor | null> =>
    apiKeys.looksLikeKey(credential) ? actorOfKey(credential) : actorOfToken(credential);
}
