/** Counts failed log-ins per account in the database, so that no other address or instance gets around the count. */
import { createHash } from 'node:crypto';
import { tooManyRequests } from '../../platform/http/problem';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { mailboxOf } from '../../platform/mail/address';
import type { Platform } from '../../platform/platform';
import { MAX_FAILURES, retryDelayMs, THROTTLE_WINDOW_MS } from './login-throttle.rules';
import { addressValues, OF_ADDRESS } from './user.store';

/** What failures are counted under: a hash, so that the table holds no address. */
export const accountKeyOf = (what: string): string => createHash('sha256').update(what).digest('hex');

/** Guesses from anywhere at the account of a mailbox, in whichever spelling: what is one account counts once. */
export const mailboxKeyOf = (email: string): string => accountKeyOf(mailboxOf(email));

/** Guesses in a proven session: those of strangers at the log-in do not count here. */
export const sessionKeyOf = (userId: string): string => accountKeyOf(`signed in as ${userId}`);

/** An address from which the account was used so recently is its owner's. */
const KNOWN_FOR_MS = 90 * DAY_MS;

export type LoginThrottle = ReturnType<typeof createLoginThrottle>;

export function createLoginThrottle({ database, clock }: Pick<Platform, 'database' | 'clock'>) {
  /** Instants of the failures within the window, oldest first. */
  async function recentFailures(accountKey: string): Promise<number[]> {
    const rows = await database.select<{ failedAt: number }>(
      `SELECT failedAt FROM failed_log_ins WHERE accountKey = :accountKey AND failedAt > :since ORDER BY failedAt`,
      { accountKey, since: clock.now() - THROTTLE_WINDOW_MS },
    );
    return rows.map(({ failedAt }) => failedAt);
  }

  return {
    /**
     * Under which key a log-in from `address` counts: where the account has been used from before, apart from
     * everybody else, so that guesses from elsewhere do not slow down the owner.
     */
    async keyOfLogIn(email: string, address: string): Promise<string> {
      const known = await database.select(
        `SELECT 1 FROM sessions s JOIN users u ON u.id = s.userId
         WHERE (${OF_ADDRESS}) AND s.address = :address AND s.createdAt > :since
           AND (s.revokedReason IS NULL OR s.revokedReason IN ('LOGGED_OUT', 'LOGGED_OUT_EVERYWHERE')) LIMIT 1`,
        { ...addressValues(email), address, since: clock.now() - KNOWN_FOR_MS },
      );
      return known.length > 0 ? accountKeyOf(`${mailboxOf(email)} from ${address}`) : mailboxKeyOf(email);
    },

    /** @throws too_many_requests */
    async assertAllowed(accountKey: string): Promise<void> {
      const waitMs = retryDelayMs(await recentFailures(accountKey), clock.now());
      if (waitMs > 0) throw tooManyFailures(waitMs);
    },

    /**
     * Written before it is counted: of any number that fail at once, the eleventh sees ten before it. Answers the
     * failure's id, for `removeFailure`. `onMany` runs once there are ten, refused or not; of those that fail at once
     * several may see the tenth, or all of them more.
     * @throws too_many_requests
     */
    async addFailure(accountKey: string, onMany?: () => Promise<void>): Promise<{ id: string }> {
      const id = newId();
      await database.change(
        'INSERT INTO failed_log_ins (id, accountKey, failedAt) VALUES (:id, :accountKey, :now)',
        { id, accountKey, now: clock.now() },
      );
      const failures = await recentFailures(accountKey);
      if (failures.length >= MAX_FAILURES) await onMany?.();
      if (failures.length > MAX_FAILURES) throw tooManyFailures(retryDelayMs(failures, clock.now()));
      return { id };
    },

    /** For a failure that turned out to be none. */
    removeFailure: (id: string) => database.change('DELETE FROM failed_log_ins WHERE id = :id', { id }),

    /** After a success. In the ambient unit. */
    reset: (accountKey: string) =>
      database.change('DELETE FROM failed_log_ins WHERE accountKey = :accountKey', { accountKey }),
  };
}

const tooManyFailures = (waitMs: number) => {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return tooManyRequests(`Too many failed attempts. Try again in ${retryAfterSeconds} seconds.`, {
    retryAfterSeconds,
  });
};
