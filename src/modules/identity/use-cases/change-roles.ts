/** Lets admins set a user's roles, from the user's next request on. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { IdentityContext } from '../identity.context';
import { userRolesChanged } from '../identity.events';
import { throwIfRefused } from '../identity.problems';
import type { User } from '../user.model';
import { refuseRoleChange, type Role } from '../user.rules';

export function createChangeRoles({ approvals, audit, store, platform }: IdentityContext) {
  const { database, events } = platform;

  /**
   * Whoever made an administrator of an account of their own would be the second one over money, too. The only
   * administrator of a house makes the next one alone: there is nobody to ask.
   */
  const mayBeGiven = (
    actor: UserActor,
    userId: string,
    roles: Role[],
    givesAdmin: boolean,
  ): Promise<boolean> =>
    givesAdmin
      ? approvals.mayBeDone(actor, {
          ...{ act: 'user.make_admin', subject: { type: 'user', id: userId }, amountCents: 0, always: true },
          asked: { roles: roles.toSorted().join(' ') },
          concerns: [userId],
        })
      : Promise.resolve(true);

  /**
   * Giving the role of administrators takes two, where there are two: with the first word nothing changes.
   * @throws not_found, own_account, last_admin, user_status_forbids, second_admin_needed
   */
  return (actor: UserActor, userId: string, roles: Role[], reason: string): Promise<User> =>
    database.atomically(async () => {
      const activeAdminIds = await store.lockActiveAdminIds();
      const row = await store.lock(userId);
      throwIfRefused(refuseRoleChange(row, roles, actor.userId, activeAdminIds));
      const before = await store.get(userId);
      const given = roles.filter((role) => !before.roles.includes(role));
      const taken = before.roles.filter((role) => !roles.some((kept) => kept === role));
      const givesAdmin = given.includes('admin') && activeAdminIds.some((id) => id !== actor.userId);
      if (!(await mayBeGiven(actor, userId, roles, givesAdmin))) return before;
      await store.revokeRoles(userId, taken);
      if (taken.includes('admin')) await approvals.withdrawFirstWordsOf(userId);
      for (const role of given) await store.grantRole(userId, role);
      await audit.record({
        actor,
        action: 'user.roles_changed',
        subject: { type: 'user', id: userId },
        reason,
        detail: { given, taken },
      });
      if (given.length + taken.length > 0)
        await events.emit(userRolesChanged, { userId, given, taken, byAdmin: true });
      return store.get(userId);
    });
}
