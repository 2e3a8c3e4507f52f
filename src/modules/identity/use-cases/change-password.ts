/** Lets a signed-in user choose another password. */
import type { UserActor } from '../../../platform/kernel/actor';
import { wrongPassword } from '../account/account.problems';
import type { VerifyPassword } from '../account/verify-password';
import type { IdentityContext } from '../identity.context';
import { createLockSignedIn } from './lock-signed-in';
import { createReplacePassword } from './replace-password';

export function createChangePassword(context: IdentityContext, verifyPassword: VerifyPassword) {
  const { audit, passwords, sessions, store, platform } = context;
  const { database } = platform;
  const replacePassword = createReplacePassword(context);
  const lockSignedIn = createLockSignedIn(context);

  /**
   * Signs the user out everywhere but here. Hashes, so never inside a unit.
   * @throws wrong_password, too_many_requests, weak_password
   */
  return async (actor: UserActor, currentPassword: string, newPassword: string): Promise<void> => {
    const user = await store.get(actor.userId);
    const hashBefore = await store.findPasswordHash(actor.userId);
    await verifyPassword(actor, currentPassword);
    const passwordHash = await passwords.hashNew(newPassword, user, 'newPassword');
    await database.atomically(async () => {
      await lockSignedIn(actor);
      // Another request may have changed it while this one hashed: then it was an old password that was verified.
      const replaced = await replacePassword(actor.userId, passwordHash, {
        recovered: false,
        stillValid: (row) => row.passwordHash === hashBefore,
      });
      if (!replaced) throw wrongPassword('The password was just changed.');
      await sessions.revokeOthersOf(actor.userId, actor.sessionId, 'PASSWORD_CHANGED');
      await audit.record({
        actor,
        action: 'user.password_changed',
        subject: { type: 'user', id: actor.userId },
      });
    });
  };
}
