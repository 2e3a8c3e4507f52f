/** Lets admins suspend, block and unblock users. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { IdentityContext } from '../identity.context';
import { userBlocked, userReinstated, userSuspended } from '../identity.events';
import { throwIfRefused } from '../identity.problems';
import type { User } from '../user.model';
import { refuseStatusChange, STATUS_CHANGES, type StatusMove } from '../user.rules';

const EVENTS = { suspend: userSuspended, block: userBlocked, unblock: userReinstated };
const ACTIONS = { suspend: 'user.suspended', block: 'user.blocked', unblock: 'user.reinstated' } as const;

/**
 * Takes effect with the user's next request; `notifications` tells them.
 * @throws not_found, own_account, last_admin, user_status_forbids
 */
export const createChangeStatus =
  ({ approvals, audit, sessions, store, platform }: IdentityContext) =>
  (actor: UserActor, userId: string, move: StatusMove, reason: string): Promise<User> => {
    const { database, events } = platform;
    return database.atomically(async () => {
      const activeAdminIds = await store.lockActiveAdminIds();
      const row = await store.lock(userId);
      throwIfRefused(refuseStatusChange(move, row, actor.userId, activeAdminIds));
      const { to } = STATUS_CHANGES[move];
      await store.update(row, { status: to, statusReason: to === 'ACTIVE' ? null : reason });
      if (to !== 'ACTIVE') {
        await sessions.revokeAllOf(userId, `USER_${to}`);
        await approvals.withdrawFirstWordsOf(userId);
      }
      await audit.record({ actor, action: ACTIONS[move], subject: { type: 'user', id: userId }, reason });
      await events.emit(EVENTS[move], { userId, reason });
      return store.get(userId);
    });
  };
