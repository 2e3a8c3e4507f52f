/** Signs a user in by password, without telling anybody which addresses have an account. */
import { z } from 'zod';
import type { IdentityContext } from '../identity.context';
import { accountNotActive, wrongCredentials } from '../identity.problems';
import type { Credentials } from '../identity.schema';
import { userLogInGuessed } from '../identity.events';
import { THROTTLE_WINDOW_MS } from '../login-throttle.rules';
import type { PendingLogIn } from '../second-factor/challenges';
import { SEND_VERIFICATION } from './verify-email';
import { createOpenSession, type Origin, type SignedInUser } from './open-session';

/** Done later and after every refusal, so that no time tells whether there is an owner, or why they are refused. */
const AFTER_REFUSAL = 'identity.after-refused-log-in';
const Refusal = z.object({ email: z.string(), unproven: z.boolean() });

/** Once per account and window, however many guesses come at once. */
const WARN_OF_GUESSING = 'identity.warn-of-guessing';
const Guessed = z.object({ email: z.string() });

export function createLogIn(context: IdentityContext, hasSecondFactor: (userId: string) => Promise<boolean>) {
  const { challenges, loginThrottle, passwords, store, platform } = context;
  const { config, database, events, log, queue } = platform;
  const openSession = createOpenSession(context);

  queue.handle(AFTER_REFUSAL, { lane: 'news', runs: 'unit' }, async (payload) => {
    const { email, unproven } = Refusal.parse(payload);
    if (unproven) await queue.enqueue(SEND_VERIFICATION, { email });
  });

  queue.handle(WARN_OF_GUESSING, { lane: 'news', runs: 'unit' }, async (payload) => {
    const user = await store.findByEmail(Guessed.parse(payload).email);
    if (user?.status === 'ACTIVE') await events.emit(userLogInGuessed, { userId: user.id });
  });

  const warnOfGuessing = (email: string, accountKey: string) => {
    const onceKey = `${WARN_OF_GUESSING}@${accountKey}@${Math.floor(platform.clock.now() / THROTTLE_WINDOW_MS)}`;
    return queue.enqueue(WARN_OF_GUESSING, { email }, { onceKey });
  };

  /** Answers the hash that is stored from now on. */
  async function upgradeHash(userId: string, password: string, outdated: string): Promise<string> {
    const passwordHash = await passwords.hash(password);
    await store.replaceOutdatedHash(userId, outdated, passwordHash);
    return passwordHash;
  }

  /**
   * An unknown address costs the same work as a wrong password, and counts as a failure too; so does an address that is
   * not proven where that is asked for, as whoever registered it need not be its owner. With a second factor the
   * password alone signs nobody in.
   * @throws wrong_credentials, too_many_requests, account_not_active (to whoever knows the password)
   */
  return async ({ email, password }: Credentials, from: Origin): Promise<SignedInUser | PendingLogIn> => {
    const accountKey = await loginThrottle.keyOfLogIn(email, from.address);
    await loginThrottle.assertAllowed(accountKey);
    const user = await store.findByEmail(email);
    const storedHash = await store.findPasswordHashByEmail(email);
    const matches = await passwords.matches(password, storedHash);
    const unproven = config.FEATURE_EMAIL_VERIFICATION_REQUIRED && user?.emailVerifiedAt === null;
    if (!user || storedHash === null || !matches || unproven) {
      log.warn('security: log-in failed', { address: from.address });
      await loginThrottle.addFailure(accountKey, () => warnOfGuessing(email, accountKey));
      await queue.enqueue(AFTER_REFUSAL, { email, unproven: matches });
      throw wrongCredentials(
        'Check both. If the account is new, open the link in our email first: it confirms that the address is yours.',
      );
    }
    // A right password among many wrong ones that were under way with it is refused like them.
    await loginThrottle.assertAllowed(accountKey);
    if (user.status !== 'ACTIVE') {
      throw accountNotActive(
        `This account is ${user.status.toLowerCase()}. We emailed you the reason; reply to that email if you have questions.`,
      );
    }
    const passwordHash = passwords.isOutdated(storedHash)
      ? await upgradeHash(user.id, password, storedHash)
      : storedHash;
    return database.atomically(async () => {
      // A password or second factor that was changed while this password was checked counts.
      const row = await store.lock(user.id);
      if (row.passwordHash !== passwordHash) throw wrongCredentials('The password was just changed.');
      return (await hasSecondFactor(user.id)) ? challenges.open(user.id) : openSession(user, from);
    });
  };
}
