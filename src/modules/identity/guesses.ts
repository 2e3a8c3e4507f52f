/** Counts failed guesses at one account, in the database: from wherever they come, the count cannot be passed by. */
import { createHash } from 'node:crypto';
import { tooManyRequests } from '../../platform/http/problem';
import { newId } from '../../platform/kernel/ids';
import type { Platform } from '../../platform/platform';
import { GUESSING_WINDOW_MS, MOST_GUESSES, waitBeforeGuessMs } from './guessing.rules';

/** What an address is counted under, so that the table holds none. */
export const accountKeyOf = (email: string): string => createHash('sha256').update(email).digest('hex');

export type Guesses = ReturnType<typeof createGuesses>;

export function createGuesses({ database, clock }: Platform) {
  /** Instants of the failures within the window, oldest first. */
  async function recentFailures(accountKey: string): Promise<number[]> {
    const rows = await database.select<{ failedAt: number }>(
      `SELECT failedAt FROM failed_log_ins WHERE accountKey = :accountKey AND failedAt > :since ORDER BY failedAt`,
      { accountKey, since: clock.now() - GUESSING_WINDOW_MS },
    );
    return rows.map(({ failedAt }) => failedAt);
  }

  return {
    /** @throws too_many_requests */
    async refuseWhenGuessedAt(accountKey: string): Promise<void> {
      const waitMs = waitBeforeGuessMs(await recentFailures(accountKey), clock.now());
      if (waitMs > 0) throw tooManyGuesses(waitMs);
    },

    /**
     * Written before it is counted: of any number that fail in one moment, the eleventh sees ten before it. Answers
     * an id to take the failure back by.
     */
    async rememberFailure(accountKey: string): Promise<string> {
      const id = newId();
      await database.change(
        'INSERT INTO failed_log_ins (id, accountKey, failedAt) VALUES (:id, :accountKey, :now)',
        { id, accountKey, now: clock.now() },
      );
      const failures = await recentFailures(accountKey);
      if (failures.length > MOST_GUESSES) throw tooManyGuesses(waitBeforeGuessMs(failures, clock.now()));
      return id;
    },

    /** It was none. */
    takeBack: (id: string) => database.change('DELETE FROM failed_log_ins WHERE id = :id', { id }),

    /** In the ambient unit. */
    forget: (accountKey: string) =>
      database.change('DELETE FROM failed_log_ins WHERE accountKey = :accountKey', { accountKey }),
  };
}

const tooManyGuesses = (waitMs: number) => {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return tooManyRequests(
    `Too many failed tries for this account. Try again in ${retryAfterSeconds} seconds.`,
    { retryAfterSeconds },
  );
};
