/** Hashes and checks passwords with argon2id, in a narrow lane of their own. */
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import type { Database } from '../../platform/db/database';
import { serviceUnavailable } from '../../platform/http/problem';
import { normalisePassword } from './password.rules';

/** OWASP's first choice for argon2id, which is the package's default algorithm. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The thread pool serves files and names too: more hashes at once would keep those waiting. */
const AT_ONCE = 2;

/** About two seconds of work. Whoever comes later is better served by being told so. */
const MOST_WAITING = 100;

/** Nobody's: made of random bytes, and checked where there is no account, so that the work is the same. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$N8NMwkHC4oMX+RtGFpw5Iw$GvFA+e4nGHoIiuNNgXWXDMxVjqOoXRg27aD+YILf5Cw';

export interface Passwords {
  hash(password: string): Promise<string>;
  /** False where there is no hash to check against, after the same work. */
  matches(password: string, passwordHash: string | null): Promise<boolean>;
}

export function createPasswords(database: Database): Passwords {
  const lane = pLimit(AT_ONCE);

  function inLane<Result>(work: () => Promise<Result>): Promise<Result> {
    if (database.insideUnit()) throw new Error('A password is never hashed while rows are locked.');
    if (lane.pendingCount >= MOST_WAITING) {
      throw serviceUnavailable('Too many people are signing in at this moment.', { retryAfterSeconds: 2 });
    }
    return lane(work);
  }

  return {
    hash: async (password) => inLane(() => hash(normalisePassword(password), COST)),
    async matches(password, passwordHash) {
      const right = await inLane(() => verify(passwordHash ?? NOBODYS_HASH, normalisePassword(password)));
      return right && passwordHash !== null;
    },
  };
}
