/** Log-ins whose password was right and whose second factor is yet to come: few tries, and not for long. */
import type { Database } from '../../../platform/db/database';
import { type Clock, MINUTE_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { PendingTokens } from './pending-tokens';

const LIFE_MS = 5 * MINUTE_MS;
const MOST_TRIES = 5;

export interface PendingLogIn {
  pendingToken: string;
  expiresAt: number;
}

export type Challenges = ReturnType<typeof createChallenges>;

export function createChallenges({ change }: Database, clock: Clock, pendingTokens: PendingTokens) {
  const stillOpen = 'id = :id AND spentAt IS NULL AND expiresAt > :now';
  return {
    async open(userId: string): Promise<PendingLogIn> {
      const now = clock.now();
      const id = newId();
      const expiresAt = now + LIFE_MS;
      await change(
        `INSERT INTO second_factor_challenges (id, userId, createdAt, expiresAt, tries)
         VALUES (:id, :userId, :now, :expiresAt, 0)`,
        { id, userId, now, expiresAt },
      );
      return { pendingToken: pendingTokens.sign({ userId, challengeId: id }, expiresAt), expiresAt };
    },

    /** Counts a try; false where none is left. */
    async takeTry(id: string): Promise<boolean> {
      const taken = await change(
        `UPDATE second_factor_challenges SET tries = tries + 1 WHERE ${stillOpen} AND tries < ${MOST_TRIES}`,
        { id, now: clock.now() },
      );
      return taken === 1;
    },

    /** False where another request was first. In the ambient unit. */
    async spend(id: string): Promise<boolean> {
      const spent = await change(`UPDATE second_factor_challenges SET spentAt = :now WHERE ${stillOpen}`, {
        id,
        now: clock.now(),
      });
      return spent === 1;
    },
  };
}
