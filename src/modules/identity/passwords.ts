/** Hashes and checks passwords with argon2id, in a narrow lane of their own. */
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import type { Database } from '../../platform/db/database';
import { serviceUnavailable } from '../../platform/http/problem';
import type { Clock } from '../../platform/kernel/clock';
import { createFormerHashes, isFormerHash } from './former-hashes';
import { weakPassword } from './identity.problems';
import { findPasswordWeakness, normalisePassword } from './password.rules';

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
  /** `field` names the place of the password in the request. @throws weak_password */
  hashNew(password: string, email: string, field: string): Promise<string>;
  /** False where there is no hash to check against, after the same work. */
  matches(password: string, passwordHash: string | null): Promise<boolean>;
  /** Made by an algorithm that is no longer used: to be replaced when the password is at hand. */
  isOutdated(passwordHash: string): boolean;
}

export function createPasswords(database: Database, clock: Clock): Passwords {
  const lane = pLimit(AT_ONCE);
  const formerHashes = createFormerHashes(database, clock);

  function inLane<Result>(work: () => Promise<Result>): Promise<Result> {
    if (database.insideUnit()) throw new Error('A password is never hashed while rows are locked.');
    if (lane.pendingCount >= MOST_WAITING) {
      throw serviceUnavailable('Too many people are signing in at this moment.', { retryAfterSeconds: 2 });
    }
    return lane(work);
  }

  const hashInLane = (password: string) => inLane(() => hash(normalisePassword(password), COST));

  return {
    hash: async (password) => hashInLane(password),
    async hashNew(password, email, field) {
      const weakness = findPasswordWeakness(password, email);
      if (weakness) throw weakPassword(weakness, { errors: [{ field, message: weakness }] });
      return hashInLane(password);
    },
    async matches(password, passwordHash) {
      const former = passwordHash !== null && isFormerHash(passwordHash) ? passwordHash : null;
      const present = former === null ? passwordHash : null;
      // While anybody has a former hash, everybody's log-in takes the time of both kinds: it must not tell them apart.
      const both = former !== null || (await formerHashes.areLeft());
      return inLane(async () => {
        const right = await verify(present ?? NOBODYS_HASH, normalisePassword(password));
        const rightFormer = both && (await formerHashes.matches(password, former));
        return former === null ? right && present !== null : rightFormer;
      });
    },
    isOutdated: isFormerHash,
  };
}
