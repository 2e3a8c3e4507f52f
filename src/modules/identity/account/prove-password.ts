/** Asks a signed-in person for the password once more, before what a stolen session must not do. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { accountKeyOf } from '../guesses';
import type { IdentityParts } from '../parts';
import { wrongPassword } from './account.problems';

/** Counts with the log-ins of the account. Hashes, so never inside a unit. @throws wrong_password, too_many_requests */
export const createProvePassword =
  ({ guesses, passwords, platform: { database, log } }: IdentityParts) =>
  async ({ userId }: UserActor, password: string): Promise<void> => {
    const [row] = await database.select<{ email: string; passwordHash: string }>(
      'SELECT email, passwordHash FROM users WHERE id = :userId',
      { userId },
    );
    if (!row) throw notFound('There is no such person.');
    const accountKey = accountKeyOf(row.email);
    await guesses.refuseWhenGuessedAt(accountKey);
    if (!(await passwords.matches(password, row.passwordHash))) {
      log.warn('security: password asked for again and not known', { userId });
      await guesses.rememberFailure(accountKey);
      throw wrongPassword('Check it and try again.');
    }
    await guesses.refuseWhenGuessedAt(accountKey);
  };
