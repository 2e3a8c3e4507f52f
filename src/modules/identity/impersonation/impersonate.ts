/** Lets an admin see what a person sees: for half an hour, for a reason, and with every request written down. */
import { forbidden, notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { notImpersonating, ownAccount, statusForbids } from '../identity.problems';
import type { IdentityParts } from '../parts';
import type { User } from '../user.model';

export const IMPERSONATION_LASTS_MS = 30 * MINUTE_MS;

export interface Impersonation {
  user: User;
  token: string;
  endsAt: number;
}

export function createImpersonation({ audit, finders, sessions, platform }: IdentityParts) {
  const { clock, database } = platform;

  return {
    /** @throws not_found, own_account, forbidden (another admin), user_status_forbids */
    impersonate: (actor: UserActor, userId: string, reason: string): Promise<Impersonation> =>
      database.atomically(async () => {
        const user = await finders.findUser(userId);
        if (!user) throw notFound('There is no such person.');
        if (user.id === actor.userId) throw ownAccount('You see what you see.');
        if (user.roles.includes('admin')) throw forbidden('Nobody acts as another admin.');
        if (user.status !== 'ACTIVE') throw statusForbids(`The account is ${user.status.toLowerCase()}.`);
        const endsAt = clock.now() + IMPERSONATION_LASTS_MS;
        const { sessionId, token } = await sessions.openImpersonation(user.id, actor, endsAt);
        await audit.record({
          actor,
          action: 'impersonation.started',
          subject: { type: 'impersonation', id: sessionId },
          reason,
          detail: { userId: user.id, adminId: actor.userId },
        });
        return { user, token, endsAt };
      }),

    /** @throws not_impersonating */
    endImpersonation: (actor: UserActor): Promise<void> =>
      database.atomically(async () => {
        if (!actor.impersonator) throw notImpersonating('You act in your own name.');
        await sessions.revokeOne(actor.userId, actor.sessionId, 'IMPERSONATION_ENDED');
        await audit.record({
          actor,
          action: 'impersonation.ended',
          subject: { type: 'impersonation', id: actor.sessionId },
        });
      }),

    /** Each request of an admin in another's name, before it is answered, whatever the answer. */
    witness: async (actor: UserActor, { method, path }: { method: string; path: string }): Promise<void> => {
      await audit.record({
        actor,
        action: 'impersonation.requested',
        subject: { type: 'impersonation', id: actor.sessionId },
        detail: { method, path },
      });
    },

    /** Who acts as the person, for the banner; null where he acts himself. */
    async findImpersonation(actor: UserActor): Promise<{ admin: User; endsAt: number } | null> {
      if (!actor.impersonator) return null;
      const [session] = await database.select<{ expiresAt: number }>(
        'SELECT expiresAt FROM sessions WHERE id = :sessionId',
        { sessionId: actor.sessionId },
      );
      const admin = await finders.findUser(actor.impersonator.userId);
      return session && admin ? { admin, endsAt: session.expiresAt } : null;
    },
  };
}
