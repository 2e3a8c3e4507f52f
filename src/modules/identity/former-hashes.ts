/** The bcrypt hashes of people who came before argon2id: checked until each has signed in once. */
import { compare } from 'bcrypt';
import type { Database } from '../../platform/db/database';
import { type Clock, MINUTE_MS } from '../../platform/kernel/clock';

/** Of the cost that the former hashes have; nobody's password. */
const NOBODYS_HASH = '$2b$12$MCUtmNqXuOrkrbg05Ijog.o9snnUCFdTTvpaHJ1k5I1G/nqUPGfzK';

/** bcrypt reads no further, and stops at a zero byte: another password with the same beginning would be let in. */
const READS_BYTES = 72;

const LOOK_AGAIN_MS = MINUTE_MS;

export const isFormerHash = (passwordHash: string): boolean => /^\$2[ab]\$/.test(passwordHash);

const isReadWhole = (password: string): boolean =>
  Buffer.byteLength(password) <= READS_BYTES && !password.includes('\0');

export function createFormerHashes({ select }: Database, clock: Clock) {
  let known: { areLeft: boolean; until: number } | null = null;

  return {
    /** Whether anybody still has one. Looked up once a minute. */
    async areLeft(): Promise<boolean> {
      if (known && clock.now() < known.until) return known.areLeft;
      const rows = await select(
        "SELECT 1 FROM users WHERE passwordHash >= '$2' AND passwordHash < '$3' LIMIT 1",
      );
      known = { areLeft: rows.length > 0, until: clock.now() + LOOK_AGAIN_MS };
      return known.areLeft;
    },

    /**
     * As it was typed: nothing was composed when these were made. A password that bcrypt would not read whole is
     * refused after the same work; its owner chooses a new one by the link in a letter.
     */
    async matches(password: string, passwordHash: string | null): Promise<boolean> {
      const right = await compare(password, passwordHash ?? NOBODYS_HASH);
      return right && passwordHash !== null && isReadWhole(password);
    },
  };
}
