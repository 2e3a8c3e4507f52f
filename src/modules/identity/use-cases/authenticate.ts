/**
 * Finds out who sends an access token or an API key, from the session, user and key as they are, or for a read as they were
 * a moment ago.
 */
import type { UserActor } from '../../../platform/kernel/actor';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { endOfAdminSession } from '../admin-session.rules';
import type { ApiKeys } from '../api-keys/api-keys';
import type { IdentityContext } from '../identity.context';
import type { KnownAccess } from '../kept-access';
import { findUnmetRequirements, type RequirementPolicy } from '../requirements.rules';
import type { SessionTimes } from '../sessions';

/** Not with each request: what an admin's session is idle for need not be known more exactly. */
const NOTE_USE_AFTER_MS = MINUTE_MS;

/** Of admins and whoever acts as somebody else nothing is kept: few requests, and the most that can go wrong. */
const mayBeKept = ({ roles, impersonatorId }: KnownAccess): boolean =>
  impersonatorId === null && !roles.includes('admin');

export function createAuthenticate(context: IdentityContext, apiKeys: ApiKeys) {
  const { accessTokens, keptAccess, platform, sessions } = context;
  const { config, clock } = platform;
  const policy: RequirementPolicy = {
    emailVerificationRequired: config.FEATURE_EMAIL_VERIFICATION_REQUIRED,
    adminSecondFactorRequired: config.FEATURE_ADMIN_SECOND_FACTOR_REQUIRED,
    stepUp: config.FEATURE_STEP_UP,
  };

  const isInTime = ({ expiresAt }: KnownAccess): boolean => expiresAt === null || expiresAt > clock.now();

  /** As it was kept a moment ago, where that will do, or as it is. */
  async function findAccess(
    key: string,
    reads: boolean,
    find: () => Promise<KnownAccess | null>,
  ): Promise<KnownAccess | null> {
    const kept = reads ? keptAccess.known.get(key) : undefined;
    if (kept) return isInTime(kept) ? kept : null;
    await keptAccess.listen();
    const keep = keptAccess.known.beginReading();
    const found = await find();
    if (found && mayBeKept(found)) keep(key, found.userId, found);
    return found && isInTime(found) ? found : null;
  }

  /** Counts as a use of it, where it is. */
  async function isAdminSessionLive(sessionId: string, session: SessionTimes): Promise<boolean> {
    const now = clock.now();
    if (endOfAdminSession(session, config) <= now) return false;
    if (now - session.lastUsedAt >= NOTE_USE_AFTER_MS) await sessions.noteUse(sessionId);
    return true;
  }

  /** An impersonation lasts only while its admin is one, and signed in to the session that began it. */
  async function isAdminStill(userId: string, sessionId: string): Promise<boolean> {
    const session = await sessions.findOfAdmin(userId, sessionId);
    return session !== null && isAdminSessionLive(sessionId, session);
  }

  async function actorOfToken(accessToken: string, reads: boolean): Promise<UserActor | null> {
    const claims = accessTokens.read(accessToken);
    if (!claims) return null;
    const { userId, sessionId, impersonatorId, expiresAt } = claims;
    const session = await findAccess(`session:${sessionId}`, reads, () => sessions.findAccess(claims));
    if (session?.userId !== userId || session.impersonatorId !== (impersonatorId ?? null)) return null;
    const { roles } = session;
    const actor: UserActor = {
      kind: 'user',
      userId,
      sessionId,
      roles,
      unmet: findUnmetRequirements(session, policy, clock.now()),
      validUntil: Math.min(expiresAt, session.expiresAt ?? Infinity),
    };
    if (!impersonatorId) {
      const live = !roles.includes('admin') || (await isAdminSessionLive(sessionId, timesOf(session)));
      return live ? actor : null;
    }
    if (session.grant) {
      const { id: grantId, role, scopes } = session.grant;
      if (!(await sessions.isDeputyLive(impersonatorId, session.impersonatorSessionId ?? ''))) return null;
      const deputy = { userId: impersonatorId, grantId, scopes };
      return { ...actor, roles: roles.filter((each) => each === role), deputy };
    }
    // A user who has become an admin meanwhile cannot be impersonated any more.
    if (roles.includes('admin')) return null;
    const stillAdmin = await isAdminStill(impersonatorId, session.impersonatorSessionId ?? '');
    return stillAdmin ? { ...actor, impersonator: { userId: impersonatorId } } : null;
  }

  async function actorOfKey(key: string, reads: boolean): Promise<UserActor | null> {
    const keyHash = apiKeys.hashOf(key);
    if (keyHash === null) return null;
    const holder = await findAccess(`key:${keyHash}`, reads, () => apiKeys.findAccess(keyHash));
    if (!holder) return null;
    await apiKeys.noteUse(holder);
    const { id, userId, emailVerifiedAt } = holder;
    // No key acts as an admin, whoever made it.
    const roles = holder.roles.filter((role) => role !== 'admin');
    // It was made with a fresh proof, and is one itself.
    const facts = { roles, emailVerifiedAt, hasSecondFactor: false, provedAt: clock.now() };
    const unmet = findUnmetRequirements(facts, policy, clock.now());
    const apiKey = { id, scopes: holder.scopes ?? [] };
    return { kind: 'user', userId, sessionId: id, roles, unmet, apiKey };
  }

  /**
   * Null where token, session, key or user is no longer valid: the next request after a change sees it. `reads`: the
   * request changes nothing, so what this instance knew a moment ago will do (`kept-access.ts`).
   */
  return (credential: string, reads = false): Promise<UserActor | null> =>
    apiKeys.looksLikeKey(credential) ? actorOfKey(credential, reads) : actorOfToken(credential, reads);
}

const timesOf = ({ createdAt, lastUsedAt, expiresAt }: KnownAccess): SessionTimes => ({
  createdAt,
  lastUsedAt: lastUsedAt ?? createdAt,
  expiresAt: expiresAt ?? Infinity,
});
