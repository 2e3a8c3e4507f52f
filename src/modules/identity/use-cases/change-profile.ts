/** Lets a person change what he says about himself, and take up the other side of the trade. */
import type { UserActor } from '../../../platform/kernel/actor';
import { notFound } from '../../../platform/http/problem';
import { userChanged } from '../identity.events';
import type { ProfileChange } from '../identity.schema';
import type { IdentityParts } from '../parts';
import type { User } from '../user.model';

export function createChangeProfile({ audit, finders, users, platform }: IdentityParts) {
  const { database, clock, outbox } = platform;

  async function getUser(id: string): Promise<User> {
    const user = await finders.findUser(id);
    if (!user) throw notFound('There is no such person.');
    return user;
  }

  const changeProfile = (actor: UserActor, change: ProfileChange): Promise<User> =>
    database.atomically(async () => {
      const row = await users.findByPk(actor.userId, { lock: true });
      if (!row) throw notFound('There is no such person.');
      await row.update({ ...change, updatedAt: clock.now() });
      if (change.firstName !== undefined || change.lastName !== undefined)
        await outbox.emit(userChanged, { userId: row.id });
      await audit.record({
        actor,
        action: 'user.profile_changed',
        subject: { type: 'user', id: actor.userId },
        detail: { fields: Object.keys(change) },
      });
      return getUser(actor.userId);
    });

  /** A role that the person has already is no mistake. */
  const addRole = (actor: UserActor, role: 'buyer' | 'seller'): Promise<User> =>
    database.atomically(async () => {
      await users.findByPk(actor.userId, { lock: true });
      const user = await getUser(actor.userId);
      if (user.roles.includes(role)) return user;
      await database.change(
        'INSERT INTO user_roles (userId, role, grantedAt) VALUES (:userId, :role, :now)',
        { userId: user.id, role, now: clock.now() },
      );
      await audit.record({
        actor,
        action: 'user.role_added',
        subject: { type: 'user', id: user.id },
        detail: { role },
      });
      return getUser(user.id);
    });

  return { getUser, changeProfile, addRole };
}
