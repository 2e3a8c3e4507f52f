/** Signs a person in, and tells nobody else which addresses have an account. */
import { createHash } from 'node:crypto';
import { newId } from '../../../platform/kernel/ids';
import { tooManyRequests } from '../../../platform/http/problem';
import { GUESSING_WINDOW_MS, MOST_GUESSES, waitBeforeGuessMs } from '../guessing.rules';
import { accountNotActive, wrongCredentials } from '../identity.problems';
import type { Credentials } from '../identity.schema';
import type { IdentityParts } from '../parts';
import type { TokenPair } from '../sessions';
import type { User } from '../user.model';

export interface SignedInUser {
  user: User;
  tokens: TokenPair;
}

export function createLogIn({ audit, passwords, finders, sessions, platform }: IdentityParts) {
  const { database, clock, log } = platform;

  /** Instants of the failures within the window, oldest first. */
  async function recentFailures(accountKey: string): Promise<number[]> {
    const rows = await database.select<{ failedAt: number }>(
      `SELECT failedAt FROM failed_log_ins WHERE accountKey = :accountKey AND failedAt > :since ORDER BY failedAt`,
      { accountKey, since: clock.now() - GUESSING_WINDOW_MS },
    );
    return rows.map(({ failedAt }) => failedAt);
  }

  async function refuseWhenGuessedAt(accountKey: string): Promise<void> {
    const waitMs = waitBeforeGuessMs(await recentFailures(accountKey), clock.now());
    if (waitMs > 0) throw tooManyGuesses(waitMs);
  }

  /** Written before it is counted: of any number that fail in one moment, the eleventh sees ten before it. */
  async function rememberFailure(accountKey: string): Promise<void> {
    await database.change(
      'INSERT INTO failed_log_ins (id, accountKey, failedAt) VALUES (:id, :accountKey, :now)',
      { id: newId(), accountKey, now: clock.now() },
    );
    const failures = await recentFailures(accountKey);
    if (failures.length > MOST_GUESSES) throw tooManyGuesses(waitBeforeGuessMs(failures, clock.now()));
  }

  /**
   * An unknown address costs the same work as a wrong password and counts as a guess too.
   * @throws wrong_credentials, too_many_requests, account_not_active (to whoever knows the password)
   */
  return async (
    { email, password }: Credentials,
    from: { userAgent: string; address: string },
  ): Promise<SignedInUser> => {
    const accountKey = createHash('sha256').update(email).digest('hex');
    await refuseWhenGuessedAt(accountKey);
    const user = await finders.findUserByEmail(email);
    const [stored] = await database.select<{ passwordHash: string }>(
      'SELECT passwordHash FROM users WHERE email = :email',
      { email },
    );
    const right = await passwords.matches(password, stored?.passwordHash ?? null);
    if (!user || !right) {
      log.warn('security: log-in failed', { address: from.address });
      await rememberFailure(accountKey);
      throw wrongCredentials('Check both and try again.');
    }
    // A guess that comes out right among many that were under way with it is refused like them.
    await refuseWhenGuessedAt(accountKey);
    if (user.status !== 'ACTIVE') {
      throw accountNotActive(
        `This account is ${user.status.toLowerCase()}. We wrote to you why; answer that letter if you have a question.`,
      );
    }
    const tokens = await database.atomically(async () => {
      await database.change('DELETE FROM failed_log_ins WHERE accountKey = :accountKey', { accountKey });
      const pair = await sessions.open(user.id, from);
      await audit.record({
        actor: { kind: 'user', userId: user.id, roles: user.roles, sessionId: pair.sessionId },
        action: 'user.logged_in',
        subject: { type: 'user', id: user.id },
        detail: { sessionId: pair.sessionId, address: from.address },
      });
      return pair;
    });
    return { user, tokens };
  };
}

const tooManyGuesses = (waitMs: number) => {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return tooManyRequests(
    `Too many failed log-ins for this address. Try again in ${retryAfterSeconds} seconds.`,
    { retryAfterSeconds },
  );
};
