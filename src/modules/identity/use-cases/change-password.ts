/** Lets a signed-in person choose another password. */
import type { UserActor } from '../../../platform/kernel/actor';
import { wrongPassword } from '../account/account.problems';
import type { createProvePassword } from '../account/prove-password';
import type { IdentityParts } from '../parts';
import { createReplacePassword } from './replace-password';

export function createChangePassword(
  parts: IdentityParts,
  provePassword: ReturnType<typeof createProvePassword>,
) {
  const { audit, passwords, sessions, users, platform } = parts;
  const { database } = platform;
  const replacePassword = createReplacePassword(parts);

  /**
   * Signs the person out everywhere but here. Hashes, so never inside a unit.
   * @throws wrong_password, too_many_requests, weak_password
   */
  return async (actor: UserActor, currentPassword: string, newPassword: string): Promise<void> => {
    const before = await users.findByPk(actor.userId);
    await provePassword(actor, currentPassword);
    const passwordHash = await passwords.hashNew(newPassword, before?.email ?? '', 'body.newPassword');
    await database.atomically(async () => {
      // Somebody else may have changed it while this one was hashed: then the proof was of a former password.
      const unchanged = ({ passwordHash: stored }: { passwordHash: string }) =>
        stored === before?.passwordHash;
      const replaced = await replacePassword(actor.userId, passwordHash, unchanged);
      if (!replaced) throw wrongPassword('It was changed a moment ago.');
      await sessions.revokeOthersOf(actor.userId, actor.sessionId, 'PASSWORD_CHANGED');
      await audit.record({
        actor,
        action: 'user.password_changed',
        subject: { type: 'user', id: actor.userId },
      });
    });
  };
}
