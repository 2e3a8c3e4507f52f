/** Lets users change their profile, and take up the other side of the trade. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { IdentityContext } from '../identity.context';
import { userChanged, userRolesChanged } from '../identity.events';
import type { ProfileChange } from '../identity.schema';
import type { User } from '../user.model';

export function createChangeProfile({ audit, store, platform }: IdentityContext) {
  const { database, events } = platform;

  const changeProfile = (actor: UserActor, change: ProfileChange): Promise<User> =>
    database.atomically(async () => {
      const row = await store.lock(actor.userId);
      await store.update(row, change);
      if (change.firstName !== undefined || change.lastName !== undefined)
        await events.emit(userChanged, { userId: row.id });
      await audit.record({
        actor,
        action: 'user.profile_changed',
        subject: { type: 'user', id: actor.userId },
        detail: { fields: Object.keys(change) },
      });
      return store.get(actor.userId);
    });

  /** Adding a role that the user already has is no mistake. */
  const addRole = (actor: UserActor, role: 'buyer' | 'seller'): Promise<User> =>
    database.atomically(async () => {
      await store.lock(actor.userId);
      const user = await store.get(actor.userId);
      if (user.roles.includes(role)) return user;
      await store.grantRole(user.id, role);
      await events.emit(userRolesChanged, { userId: user.id, given: [role], taken: [], byAdmin: false });
      await audit.record({
        actor,
        action: 'user.role_added',
        subject: { type: 'user', id: user.id },
        detail: { role },
      });
      return store.get(user.id);
    });

  return { changeProfile, addRole };
}
