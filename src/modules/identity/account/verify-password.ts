/** Checks a signed-in user's password again, before what a stolen session must not do. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { IdentityContext } from '../identity.context';
import { sessionKeyOf } from '../login-throttle';
import { wrongPassword } from './account.problems';

export type VerifyPassword = ReturnType<typeof createVerifyPassword>;

/** Failures count apart from those at the log-in. Hashes, so never inside a unit. @throws wrong_password, too_many_requests */
export const createVerifyPassword =
  ({ loginThrottle, passwords, store, platform: { log } }: IdentityContext) =>
  async ({ userId }: UserActor, password: string): Promise<void> => {
    const accountKey = sessionKeyOf(userId);
    await loginThrottle.assertAllowed(accountKey);
    if (!(await passwords.matches(password, await store.findPasswordHash(userId)))) {
      log.warn('security: wrong password in a signed-in session', { userId });
      await loginThrottle.addFailure(accountKey);
      throw wrongPassword('Check it and try again.');
    }
    await loginThrottle.assertAllowed(accountKey);
  };
