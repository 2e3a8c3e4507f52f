/** Finds out who sends an access token or an API key, from the session, user and key as they are right now. */
import type { UserActor } from '../../../platform/kernel/actor';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { endOfAdminSession } from '../admin-session.rules';
import type { ApiKeys } from '../api-keys/api-keys';
import type { IdentityContext } from '../identity.context';
import { findUnmetRequirements, type RequirementPolicy } from '../requirements.rules';
import { readRoles } from '../user.store';

interface SessionFacts {
  roles: string | null;
  emailVerifiedAt: number | null;
  hasSecondFactor: number;
  provedAt: number | null;
  impersonatorId: string | null;
  impersonatorSessionId: string | null;
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
}

type SessionTimes = Pick<SessionFacts, 'createdAt' | 'lastUsedAt' | 'expiresAt'>;

/** Not with each request: what an admin's session is idle for need not be known more exactly. */
const NOTE_USE_AFTER_MS = MINUTE_MS;

export function createAuthenticate({ accessTokens, platform }: IdentityContext, apiKeys: ApiKeys) {
  const { config, database, clock } = platform;
  const policy: RequirementPolicy = {
    emailVerificationRequired: config.FEATURE_EMAIL_VERIFICATION_REQUIRED,
    adminSecondFactorRequired: config.FEATURE_ADMIN_SECOND_FACTOR_REQUIRED,
    stepUp: config.FEATURE_STEP_UP,
  };

  const unmetBy = (facts: SessionFacts, roles: string[]) =>
    findUnmetRequirements(
      { ...facts, roles, hasSecondFactor: facts.hasSecondFactor === 1 },
      policy,
      clock.now(),
    );

  /** Counts as a use of it, where it is. */
  async function isAdminSessionLive(sessionId: string, session: SessionTimes): Promise<boolean> {
    const now = clock.now();
    if (endOfAdminSession(session, config) <= now) return false;
    if (now - session.lastUsedAt >= NOTE_USE_AFTER_MS) {
      await database.change(
        'UPDATE sessions SET lastUsedAt = :now WHERE id = :sessionId AND lastUsedAt < :now',
        {
          sessionId,
          now,
        },
      );
    }
    return true;
  }

  /** An impersonation lasts only while its admin is one, and signed in to the session that began it. */
  async function isAdminStill(userId: string, sessionId: string): Promise<boolean> {
    const [session] = await database.select<SessionTimes>(
      `SELECT s.createdAt, s.lastUsedAt, s.expiresAt FROM sessions s JOIN users u ON u.id = s.userId
       JOIN user_roles r ON r.userId = u.id AND r.role = 'admin'
       WHERE s.id = :sessionId AND s.userId = :userId AND s.revokedAt IS NULL AND s.expiresAt > :now
         AND u.status = 'ACTIVE'`,
      { sessionId, userId, now: clock.now() },
    );
    return session !== undefined && isAdminSessionLive(sessionId, session);
  }

  async function actorOfToken(accessToken: string): Promise<UserActor | null> {
    const claims = accessTokens.read(accessToken);
    if (!claims) return null;
    const { userId, sessionId, impersonatorId, expiresAt } = claims;
    const [facts] = await database.select<SessionFacts>(
      `SELECT (SELECT GROUP_CONCAT(r.role) FROM user_roles r WHERE r.userId = u.id) AS roles, u.emailVerifiedAt,
         CASE WHEN f.enabledAt IS NULL THEN 0 ELSE 1 END AS hasSecondFactor,
         s.provedAt, s.impersonatorId, s.impersonatorSessionId, s.createdAt, s.lastUsedAt, s.expiresAt
       FROM sessions s JOIN users u ON u.id = s.userId LEFT JOIN second_factors f ON f.userId = u.id
       WHERE s.id = :sessionId AND s.userId = :userId AND s.revokedAt IS NULL AND s.expiresAt > :now
         AND u.status = 'ACTIVE'`,
      { sessionId, userId, now: clock.now() },
    );
    if (!facts || facts.impersonatorId !== (impersonatorId ?? null)) return null;
    const roles = readRoles(facts.roles);
    const validUntil = Math.min(expiresAt, facts.expiresAt);
    const actor: UserActor = {
      kind: 'user',
      userId,
      sessionId,
      roles,
      unmet: unmetBy(facts, roles),
      validUntil,
    };
    if (!impersonatorId) {
      const live = !roles.includes('admin') || (await isAdminSessionLive(sessionId, facts));
      return live ? actor : null;
    }
    // A user who has become an admin meanwhile cannot be impersonated any more.
    if (roles.includes('admin')) return null;
    const stillAdmin = await isAdminStill(impersonatorId, facts.impersonatorSessionId ?? '');
    return stillAdmin ? { ...actor, impersonator: { userId: impersonatorId } } : null;
  }

  async function actorOfKey(key: string): Promise<UserActor | null> {
    const holder = await apiKeys.findHolder(key);
    if (!holder) return null;
    const { id, userId, scopes, emailVerifiedAt } = holder;
    // No key acts as an admin, whoever made it.
    const roles = holder.roles.filter((role) => role !== 'admin');
    // It was made with a fresh proof, and is one itself.
    const facts = { roles, emailVerifiedAt, hasSecondFactor: false, provedAt: clock.now() };
    const unmet = findUnmetRequirements(facts, policy, clock.now());
    return { kind: 'user', userId, sessionId: id, roles, unmet, apiKey: { id, scopes } };
  }

  /** Null where token, session, key or user is no longer valid: the next request after a change sees it. */
  return (credential: string): Promise<UserActor | null> =>
    apiKeys.looksLikeKey(credential) ? actorOfKey(credential) : actorOfToken(credential);
}
