/** Lets admins suspend, block and unblock users. */
import { type Actor, type UserActor, userIdOf } from '../../../platform/kernel/actor';
import type { IdentityContext } from '../identity.context';
import { userBlocked, userReinstated, userSuspended } from '../identity.events';
import { throwIfRefused } from '../identity.problems';
import type { User, UserRow } from '../user.model';
import { activeOf, refuseStatusChange, STATUS_CHANGES, type StatusMove } from '../user.rules';

const EVENTS = { block: userBlocked, unblock: userReinstated };
const ACTIONS = { suspend: 'user.suspended', block: 'user.blocked', unblock: 'user.reinstated' } as const;
const ACTS = { block: 'user.block_admin', unblock: 'user.unblock_admin' } as const;

export function createChangeStatus({ approvals, audit, sessions, store, platform }: IdentityContext) {
  const { database, events } = platform;

  async function carryOut(
    actor: Actor,
    row: UserRow,
    move: StatusMove,
    { reason, administrator }: { reason: string; administrator: boolean },
  ): Promise<User> {
    const { id: userId } = row;
    const { to } = STATUS_CHANGES[move];
    await store.update(row, { status: to, statusReason: to === 'ACTIVE' ? null : reason });
    if (to !== 'ACTIVE') {
      await sessions.revokeAllOf(userId, `USER_${to}`);
      await approvals.withdrawFirstWordsOf(userId);
    }
    await audit.record({ actor, action: ACTIONS[move], subject: { type: 'user', id: userId }, reason });
    if (move === 'suspend')
      await events.emit(userSuspended, { userId, reason, administrator, byUserId: userIdOf(actor) });
    else await events.emit(EVENTS[move], { userId, reason });
    return store.get(userId);
  }

  /**
   * One stops another administrator at once, and is nobody's second until another one, or the operator, says so too. What
   * lasts, and what lets one back in, takes two.
   */
  async function mayStopOrReturn(actor: UserActor, userId: string, move: StatusMove): Promise<boolean> {
    if (move === 'suspend') {
      await approvals.stopAtOnce(actor, userId);
      return true;
    }
    const mayBeDone = await approvals.mayBeDone(actor, {
      ...{ act: ACTS[move], subject: { type: 'user', id: userId }, amountCents: 0, always: true },
      ...{ asked: { status: STATUS_CHANGES[move].to }, concerns: [userId] },
    });
    if (mayBeDone) await approvals.endStop(actor, userId);
    return mayBeDone;
  }

  /**
   * Takes effect with the user's next request; `notifications` tells them.
   * @throws not_found, own_account, last_admin, user_status_forbids, second_admin_needed
   */
  const changeStatus = (actor: UserActor, userId: string, move: StatusMove, reason: string): Promise<User> =>
    database.atomically(async () => {
      const admins = await store.lockAdmins();
      const row = await store.lock(userId);
      const isAdmin = admins.some(({ id }) => id === userId);
      if (isAdmin && move === 'suspend' && row.status === 'SUSPENDED' && row.id !== actor.userId) {
        if (await approvals.confirmStop(actor, userId)) return store.get(userId);
      }
      throwIfRefused(refuseStatusChange(move, row, actor.userId, activeOf(admins)));
      if (isAdmin && !(await mayStopOrReturn(actor, userId, move))) return store.get(userId);
      return carryOut(actor, row, move, { reason, administrator: isAdmin });
    });

  /**
   * By whoever runs the servers, where no second administrator is left to ask: the suspension of an administrator by
   * another one stands, or is taken back. Null where none waits.
   */
  const settleSuspension = (
    operator: Actor,
    userId: string,
    { stands, reason }: { stands: boolean; reason: string },
  ): Promise<User | null> =>
    database.atomically(async () => {
      const admins = await store.lockAdmins();
      const row = await store.lock(userId);
      const settle = stands ? approvals.confirmStop : approvals.endStop;
      if (!(await settle(operator, userId))) return null;
      if (stands) {
        await audit.record({
          ...{ actor: operator, action: 'user.suspension_confirmed', reason },
          subject: { type: 'user', id: userId },
        });
        return store.get(userId);
      }
      throwIfRefused(refuseStatusChange('unblock', row, userIdOf(operator) ?? '', activeOf(admins)));
      return carryOut(operator, row, 'unblock', { reason, administrator: true });
    });

  return { changeStatus, settleSuspension };
}
