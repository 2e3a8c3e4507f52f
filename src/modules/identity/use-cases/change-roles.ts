/** Lets an admin say what a person may be, from the person's next request on. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { lastAdmin, ownAccount, statusForbids } from '../identity.problems';
import type { IdentityParts } from '../parts';
import type { User } from '../user.model';
import { isLastAdmin, type Role } from '../user.rules';

export function createChangeRoles({ audit, finders, users, platform }: IdentityParts) {
  const { clock, database } = platform;

  /** @throws not_found, own_account, last_admin, user_status_forbids */
  return (actor: UserActor, userId: string, roles: Role[], reason: string): Promise<User> =>
    database.atomically(async () => {
      const activeAdminIds = await finders.lockActiveAdminIds();
      const row = await users.findByPk(userId, { lock: true });
      const before = await finders.findUser(userId);
      if (!row || !before) throw notFound('There is no such person.');
      if (row.id === actor.userId) throw ownAccount('Ask another admin.');
      if (row.deletedAt) throw statusForbids('The account was deleted by its owner.');
      if (!roles.includes('admin') && isLastAdmin(row.id, activeAdminIds)) {
        throw lastAdmin('Nobody would be left to run the platform. Make another admin first.');
      }
      const given = roles.filter((role) => !before.roles.includes(role));
      const taken = before.roles.filter((role) => !roles.some((kept) => kept === role));
      if (taken.length > 0) {
        await database.change('DELETE FROM user_roles WHERE userId = :userId AND role IN (:taken)', {
          userId,
          taken,
        });
      }
      for (const role of given) {
        await database.change(
          'INSERT INTO user_roles (userId, role, grantedAt) VALUES (:userId, :role, :now)',
          { userId, role, now: clock.now() },
        );
      }
      await audit.record({
        actor,
        action: 'user.roles_changed',
        subject: { type: 'user', id: userId },
        reason,
        detail: { given, taken },
      });
      return (await finders.findUser(userId)) ?? before;
    });
}
