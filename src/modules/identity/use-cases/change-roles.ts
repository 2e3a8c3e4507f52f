/** Lets admins set a user's roles, from the user's next request on. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { IdentityContext } from '../identity.context';
import { userRolesChanged } from '../identity.events';
import { throwIfRefused } from '../identity.problems';
import type { User } from '../user.model';
import {
  activeOf,
  type AdminAccount,
  FORMER_ADMIN_COUNTS_MS,
  hasOtherAdmins,
  refuseRoleChange,
  type Role,
} from '../user.rules';

export function createChangeRoles({ approvals, audit, store, platform }: IdentityContext) {
  const { clock, database, events } = platform;

  /**
   * Whoever made an administrator of an account of their own would be the second one over money, too. Only where there
   * is no other administrator, and lately was none, one makes the next one alone: there is nobody to ask.
   */
  async function maySetAdmin(
    actor: UserActor,
    userId: string,
    { roles, gives, admins }: { roles: Role[]; gives: boolean; admins: AdminAccount[] },
  ): Promise<boolean> {
    const now = clock.now();
    const isAlone =
      !hasOtherAdmins(admins, actor.userId, now) &&
      !(await approvals.wasAgreedSince('user.take_admin', now - FORMER_ADMIN_COUNTS_MS));
    if (gives && isAlone) return true;
    return approvals.mayBeDone(actor, {
      ...{ act: gives ? 'user.make_admin' : 'user.take_admin', subject: { type: 'user', id: userId } },
      ...{ amountCents: 0, always: true },
      asked: { roles: roles.toSorted().join(' ') },
      concerns: [userId],
    });
  }

  /**
   * Giving or taking the role of administrators takes two: with the first word nothing changes.
   * @throws not_found, own_account, last_admin, user_status_forbids, second_admin_needed
   */
  return (actor: UserActor, userId: string, roles: Role[], reason: string): Promise<User> =>
    database.atomically(async () => {
      const admins = await store.lockAdmins();
      const row = await store.lock(userId);
      throwIfRefused(refuseRoleChange(row, roles, actor.userId, activeOf(admins)));
      const before = await store.get(userId);
      const given = roles.filter((role) => !before.roles.includes(role));
      const taken = before.roles.filter((role) => !roles.some((kept) => kept === role));
      await approvals.refuseWhoStopped(actor);
      const gives = given.includes('admin');
      if ((gives || taken.includes('admin')) && !(await maySetAdmin(actor, userId, { roles, gives, admins })))
        return before;
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
