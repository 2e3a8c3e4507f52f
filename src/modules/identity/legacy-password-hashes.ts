/** Checks bcrypt hashes from before argon2id: each user has one until the next log-in replaces it. */
import type { Database } from '../../platform/db/database';
import { type Clock, MINUTE_MS } from '../../platform/kernel/clock';

/** Of the same cost as the legacy hashes, and nobody's password. */
const DUMMY_HASH = '$2b$12$MCUtmNqXuOrkrbg05Ijog.o9snnUCFdTTvpaHJ1k5I1G/nqUPGfzK';

/** bcrypt reads no further and stops at a zero byte: another password with the same beginning would match. */
const BCRYPT_MAX_BYTES = 72;

const RECHECK_AFTER_MS = MINUTE_MS;

export const isLegacyHash = (passwordHash: string): boolean => /^\$2[ab]\$/.test(passwordHash);

const isReadWhole = (password: string): boolean =>
  Buffer.byteLength(password) <= BCRYPT_MAX_BYTES && !password.includes('\0');

/** Whether a password is that of a bcrypt hash. */
export type VerifyLegacy = (password: string, passwordHash: string) => Promise<boolean>;

export function createLegacyHashes({ select }: Database, clock: Clock, verify: VerifyLegacy) {
  let known: { areLeft: boolean; until: number } | null = null;

  return {
    /** Whether anybody still has one. Looked up once a minute. */
    async areLeft(): Promise<boolean> {
      if (known && clock.now() < known.until) return known.areLeft;
      const rows = await select(
        "SELECT 1 FROM users WHERE passwordHash >= '$2' AND passwordHash < '$3' LIMIT 1",
      );
      known = { areLeft: rows.length > 0, until: clock.now() + RECHECK_AFTER_MS };
      return known.areLeft;
    },

    /**
     * The password exactly as typed: these hashes were made without Unicode normalization. One that bcrypt would not
     * read whole is refused after the same work; its owner resets it by mail.
     */
    async matches(password: string, passwordHash: string | null): Promise<boolean> {
      const right = await verify(password, passwordHash ?? DUMMY_HASH);
      return right && passwordHash !== null && isReadWhole(password);
    },
  };
}
