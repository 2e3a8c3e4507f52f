/** Signs a user out: here, everywhere, or on one other device. */
import type { UserActor } from '../../../platform/kernel/actor';
import { notFound } from '../../../platform/http/problem';
import type { IdentityContext } from '../identity.context';
import { createVoidPendingAccess } from './void-pending-access';

export function createEndSessions(context: IdentityContext) {
  const { audit, sessions, store, platform } = context;
  const { database } = platform;
  const voidPendingAccess = createVoidPendingAccess(context);

  const logOut = (actor: UserActor): Promise<void> =>
    database.atomically(async () => {
      await sessions.revokeOne(actor.userId, actor.sessionId, 'LOGGED_OUT');
      await audit.record({
        actor,
        action: 'user.logged_out',
        subject: { type: 'session', id: actor.sessionId },
      });
    });

  const logOutEverywhere = (actor: UserActor): Promise<void> =>
    database.atomically(async () => {
      await store.lock(actor.userId);
      await voidPendingAccess(actor.userId, { recovered: true });
      const ended = await sessions.revokeAllOf(actor.userId, 'LOGGED_OUT_EVERYWHERE');
      await audit.record({
        actor,
        action: 'user.logged_out_everywhere',
        subject: { type: 'user', id: actor.userId },
        detail: { sessionsEnded: ended },
      });
    });

  /** @throws not_found for a session that has ended, is another user's or never was */
  const endSession = (actor: UserActor, sessionId: string): Promise<void> =>
    database.atomically(async () => {
      const ended = await sessions.revokeOne(actor.userId, sessionId, 'ENDED_BY_USER');
      if (ended === 0) throw notFound('You have no such session.');
      await audit.record({ actor, action: 'session.ended', subject: { type: 'session', id: sessionId } });
    });

  return { logOut, logOutEverywhere, endSession };
}
