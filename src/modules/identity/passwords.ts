/** Hashes and checks passwords with argon2id, on threads that do nothing else. */
import { createRequire } from 'node:module';
import type { Database } from '../../platform/db/database';
import { serviceUnavailable } from '../../platform/http/problem';
import type { Clock } from '../../platform/kernel/clock';
import { createThreadLane } from '../../platform/kernel/thread-lane';
import type { IdentityConfig } from './identity.config';
import { createLegacyHashes, isLegacyHash } from './legacy-password-hashes';
import { isGuessable } from './guessability';
import { weakPassword } from './identity.problems';
import { findPasswordWeakness, normalisePassword } from './password.rules';

/** About two seconds of work; later requests are better off hearing 503 at once. */
const MAX_WAITING = 100;

const { resolve } = createRequire(__filename);
/** Of the process: its cores are the same for all of it. */
const lane = createThreadLane({
  functions: `
    const { hashSync, verifySync } = require(data.argon2);
    return {
      hash: hashSync,
      verify: verifySync,
      verifyLegacy: (password, hash) => require(data.bcrypt).compareSync(password, hash),
    };`,
  data: { argon2: resolve('@node-rs/argon2'), bcrypt: resolve('bcrypt') },
  mostWaiting: MAX_WAITING,
  whenFull: () => serviceUnavailable('Too many people are signing in right now.', { retryAfterSeconds: 2 }),
});

/** Made of random bytes: a salt, and what no password hashes to. */
const DUMMY_SALT_AND_HASH = 'N8NMwkHC4oMX+RtGFpw5Iw$GvFA+e4nGHoIiuNNgXWXDMxVjqOoXRg27aD+YILf5Cw';

const GUESSABLE =
  'This password is easy to guess: it is made of common words, names, dates or patterns. Use several unrelated words.';

/** Whose password it is: their own words are guessed first. */
export interface PasswordOwner {
  email: string;
  firstName?: string;
  lastName?: string;
  companyName?: string | null | undefined;
  phone?: string | null | undefined;
}

/** Of a telephone number: as it is dialled from abroad, and within the country. */
const LOCAL_DIGITS = 10;

export function wordsOf({ email, firstName, lastName, companyName, phone }: PasswordOwner): string[] {
  const digits = (phone ?? '').replaceAll(/\D/g, '');
  return [email, firstName, lastName, companyName, phone, digits, digits.slice(-LOCAL_DIGITS)]
    .flatMap((text) => [text ?? '', ...(text ?? '').split(/[^\p{L}\p{N}]+/u)])
    .filter((word) => word.length > 1);
}

export interface Passwords {
  hash(password: string): Promise<string>;
  /** `field` names the place of the password in the request. @throws weak_password */
  hashNew(password: string, of: PasswordOwner, field: string): Promise<string>;
  /** False where there is no hash to check against, after the same work. */
  matches(password: string, passwordHash: string | null): Promise<boolean>;
  /** Made by an algorithm that is no longer used; replaced at the next log-in. */
  isOutdated(passwordHash: string): boolean;
}

export function createPasswords(
  database: Database,
  clock: Clock,
  config: Pick<IdentityConfig, 'PASSWORD_HASH_MEMORY_KIB' | 'PASSWORD_HASH_PASSES'>,
): Passwords {
  const { PASSWORD_HASH_MEMORY_KIB: memoryCost, PASSWORD_HASH_PASSES: timeCost } = config;
  /** For argon2id, which is the package's default algorithm. */
  const cost = { memoryCost, timeCost, parallelism: 1 };
  /** Checked where there is no account, so that the work is the same. */
  const dummyHash = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=1$${DUMMY_SALT_AND_HASH}`;
  const legacyHashes = createLegacyHashes(database, clock, (password, passwordHash) =>
    inLane<boolean>('verifyLegacy', password, passwordHash),
  );

  function inLane<Answer>(name: 'hash' | 'verify' | 'verifyLegacy', ...values: unknown[]): Promise<Answer> {
    if (database.insideUnit()) throw new Error('A password is never hashed while rows are locked.');
    return lane.run<Answer>(name, ...values);
  }

  const hashInLane = (password: string) => inLane<string>('hash', normalisePassword(password), cost);

  return {
    hash: async (password) => hashInLane(password),
    async hashNew(password, owner, field) {
      const weakness =
        findPasswordWeakness(password, owner.email) ??
        ((await isGuessable(password, wordsOf(owner))) ? GUESSABLE : null);
      if (weakness)
        throw weakPassword(weakness, { errors: [{ field, code: 'weak_password', message: weakness }] });
      return hashInLane(password);
    },
    async matches(password, passwordHash) {
      const legacy = passwordHash !== null && isLegacyHash(passwordHash) ? passwordHash : null;
      const current = legacy === null ? passwordHash : null;
      // While anybody has a legacy hash, every log-in takes the time of both kinds, so that timing tells nothing.
      const both = legacy !== null || (await legacyHashes.areLeft());
      const right = await inLane<boolean>('verify', current ?? dummyHash, normalisePassword(password));
      const legacyMatches = both && (await legacyHashes.matches(password, legacy));
      return legacy === null ? right && current !== null : legacyMatches;
    },
    isOutdated: isLegacyHash,
  };
}
