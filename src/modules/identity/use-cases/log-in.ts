/** Signs a person in, and tells nobody else which addresses have an account. */
import { accountKeyOf } from '../guesses';
import { accountNotActive, wrongCredentials } from '../identity.problems';
import type { Credentials } from '../identity.schema';
import type { IdentityParts } from '../parts';
import type { PendingLogIn } from '../second-factor/challenges';
import { createOpenSession, type Origin, type SignedInUser } from './open-session';

export function createLogIn(parts: IdentityParts, hasSecondFactor: (userId: string) => Promise<boolean>) {
  const { challenges, guesses, passwords, finders, users, platform } = parts;
  const { database, log } = platform;
  const openSession = createOpenSession(parts);

  /** While the password is at hand; not where it was changed meanwhile. Answers the hash that stands for it now. */
  async function upgradeHash(userId: string, password: string, outdated: string): Promise<string> {
    const passwordHash = await passwords.hash(password);
    await database.change(
      'UPDATE users SET passwordHash = :passwordHash WHERE id = :userId AND passwordHash = :outdated',
      { userId, passwordHash, outdated },
    );
    return passwordHash;
  }

  /**
   * An unknown address costs the same work as a wrong password and counts as a guess too. Who has a second factor is
   * not signed in by the password alone.
   * @throws wrong_credentials, too_many_requests, account_not_active (to whoever knows the password)
   */
  return async ({ email, password }: Credentials, from: Origin): Promise<SignedInUser | PendingLogIn> => {
    const accountKey = accountKeyOf(email);
    await guesses.refuseWhenGuessedAt(accountKey);
    const user = await finders.findUserByEmail(email);
    const [stored] = await database.select<{ passwordHash: string }>(
      'SELECT passwordHash FROM users WHERE email = :email',
      { email },
    );
    const right = await passwords.matches(password, stored?.passwordHash ?? null);
    if (!user || !stored || !right) {
      log.warn('security: log-in failed', { address: from.address });
      await guesses.rememberFailure(accountKey);
      throw wrongCredentials('Check both and try again.');
    }
    // A guess that comes out right among many that were under way with it is refused like them.
    await guesses.refuseWhenGuessedAt(accountKey);
    if (user.status !== 'ACTIVE') {
      throw accountNotActive(
        `This account is ${user.status.toLowerCase()}. We wrote to you why; answer that letter if you have a question.`,
      );
    }
    const passwordHash = passwords.isOutdated(stored.passwordHash)
      ? await upgradeHash(user.id, password, stored.passwordHash)
      : stored.passwordHash;
    return database.atomically(async () => {
      // What was changed while the password was checked counts: the password itself, or the second factor beside it.
      const row = await users.findByPk(user.id, { lock: true });
      if (row?.passwordHash !== passwordHash) throw wrongCredentials('It was changed a moment ago.');
      return (await hasSecondFactor(user.id)) ? challenges.open(user.id) : openSession(user, from);
    });
  };
}
