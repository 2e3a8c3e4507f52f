/** Lets an admin see what a user sees: for half an hour, for a reason, and with every request in the action log. */
import type { UserActor } from '../../../platform/kernel/actor';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { userImpersonated } from '../identity.events';
import { notImpersonating, throwIfRefused } from '../identity.problems';
import type { IdentityContext } from '../identity.context';
import type { User } from '../user.model';
import { refuseImpersonation } from '../user.rules';

export const IMPERSONATION_LIFETIME_MS = 30 * MINUTE_MS;

export interface Impersonation {
  user: User;
  token: string;
  endsAt: number;
}

/** Who acts as the user: an admin who looks on, or a deputy by the user's leave. */
export interface ActsFor {
  by: User;
  endsAt: number;
  isDeputy: boolean;
}

export function createImpersonation({ audit, sessions, store, platform }: IdentityContext) {
  const { clock, database } = platform;

  return {
    /** @throws not_found, own_account, forbidden (another admin), user_status_forbids */
    impersonate: (actor: UserActor, userId: string, reason: string): Promise<Impersonation> =>
      database.atomically(async () => {
        const user = await store.get(userId);
        throwIfRefused(refuseImpersonation(user, actor.userId));
        const endsAt = clock.now() + IMPERSONATION_LIFETIME_MS;
        const { sessionId, token } = await sessions.openImpersonation(user.id, actor, { reason, endsAt });
        await audit.record({
          actor,
          action: 'impersonation.started',
          subject: { type: 'impersonation', id: sessionId },
          reason,
          detail: { userId: user.id, adminId: actor.userId },
        });
        await platform.events.emit(userImpersonated, { userId: user.id, sessionId, reason, endsAt });
        return { user, token, endsAt };
      }),

    /** @throws not_impersonating */
    endImpersonation: (actor: UserActor): Promise<void> =>
      database.atomically(async () => {
        if (!actor.impersonator && !actor.deputy) throw notImpersonating('You are signed in as yourself.');
        await sessions.revokeOne(actor.userId, actor.sessionId, 'IMPERSONATION_ENDED');
        await audit.record({
          actor,
          action: actor.deputy ? 'deputy.ended' : 'impersonation.ended',
          subject: { type: 'impersonation', id: actor.sessionId },
        });
      }),

    /** Records each request made while impersonating, before it is answered and whatever the answer. */
    auditImpersonation: async (
      actor: UserActor,
      { method, path }: { method: string; path: string },
    ): Promise<void> => {
      await audit.record({
        actor,
        action: 'impersonation.requested',
        subject: { type: 'impersonation', id: actor.sessionId },
        detail: { method, path },
      });
    },

    /** Who is behind the session, for the banner; null where the user acts in person. */
    async findImpersonation(actor: UserActor): Promise<ActsFor | null> {
      const behind = actor.impersonator ?? actor.deputy;
      if (!behind) return null;
      const [session] = await database.select<{ expiresAt: number }>(
        'SELECT expiresAt FROM sessions WHERE id = :sessionId',
        { sessionId: actor.sessionId },
      );
      const by = await store.find(behind.userId);
      return session && by ? { by, endsAt: session.expiresAt, isDeputy: actor.deputy !== undefined } : null;
    },
  };
}
