/** Log-ins whose password was right and whose second factor is still missing: five minutes and five tries. */
import type { Database } from '../../../platform/db/database';
import { type Clock, MINUTE_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { PendingTokens } from './pending-tokens';

const LIFETIME_MS = 5 * MINUTE_MS;
const MAX_TRIES = 5;

export interface PendingLogIn {
  pendingToken: string;
  expiresAt: number;
}

export type Challenges = ReturnType<typeof createChallenges>;

export function createChallenges({ change }: Database, clock: Clock, pendingTokens: PendingTokens) {
  const stillOpen = 'id = :id AND spentAt IS NULL AND expiresAt > :now';
  return {
    /** In the ambient unit. */
    async open(userId: string): Promise<PendingLogIn> {
      const now = clock.now();
      const id = newId();
      const expiresAt = now + LIFETIME_MS;
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
        `UPDATE second_factor_challenges SET tries = tries + 1 WHERE ${stillOpen} AND tries < ${MAX_TRIES}`,
        { id, now: clock.now() },
      );
      return taken === 1;
    },

    /** False where another request spent it first. In the ambient unit. */
    async spend(id: string): Promise<boolean> {
      const spent = await change(`UPDATE second_factor_challenges SET spentAt = :now WHERE ${stillOpen}`, {
        id,
        now: clock.now(),
      });
      return spent === 1;
    },

    /** Voids what a user has begun. In the ambient unit. */
    async deleteOf(userId: string): Promise<void> {
      await change('DELETE FROM second_factor_challenges WHERE userId = :userId', { userId });
    },
  };
}
