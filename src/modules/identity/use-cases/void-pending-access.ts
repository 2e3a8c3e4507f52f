/** Takes back whatever somebody with a stolen password or session may have prepared for later. */
import type { Database } from '../../../platform/db/database';
import type { IdentityContext } from '../identity.context';
import { userAccessVoided } from '../identity.events';
import type { KeptAccess } from '../kept-access';

export const createVoidPendingAccess =
  ({
    approvals,
    challenges,
    keptAccess,
    mailLinks,
    platform: { clock, database, events },
  }: IdentityContext) =>
  /**
   * For every recovery: a new password, signing out everywhere, a second factor that is turned on or off. Reset links,
   * log-ins under way, an email change that waits, a second factor in set-up, all API keys and what an administrator has
   * asked a second one for end; other modules hear of it and take back what they keep waiting. `recovered`: by a reset or
   * by signing out everywhere, after which what others rely on ends, too. In the ambient unit, on the user's locked row.
   */
  async (userId: string, { recovered }: { recovered: boolean }): Promise<void> => {
    const now = clock.now();
    await mailLinks.voidAll(userId, 'RESET_PASSWORD');
    await challenges.deleteOf(userId);
    await database.change('DELETE FROM email_changes WHERE userId = :userId', { userId });
    await database.change('DELETE FROM second_factors WHERE userId = :userId AND enabledAt IS NULL', {
      userId,
    });
    await approvals.withdrawFirstWordsOf(userId);
    const keysRevoked = await revokeKeysOf(userId, { database, keptAccess, now });
    await events.emit(userAccessVoided, { userId, keysRevoked, at: now, recovered });
  };

/** Answers how many there were. In the ambient unit. */
export async function revokeKeysOf(
  userId: string,
  { database, keptAccess, now }: { database: Database; keptAccess: KeptAccess; now: number },
): Promise<number> {
  keptAccess.changed(userId);
  return database.change(
    'UPDATE api_keys SET revokedAt = :now WHERE userId = :userId AND revokedAt IS NULL',
    {
      userId,
      now,
    },
  );
}
