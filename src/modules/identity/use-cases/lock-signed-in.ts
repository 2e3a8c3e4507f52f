/** Locks the row of a user who acts, while the session or key that they act by still lives. */
import { unauthorized } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import type { IdentityContext } from '../identity.context';
import type { UserRow } from '../user.model';

/**
 * Whoever takes an account back holds the same lock: what a session began at that moment is voided with the rest, or it
 * sees here that it has ended. In the ambient unit. @throws unauthorized
 */
export const createLockSignedIn =
  ({ store, platform: { clock, database } }: Pick<IdentityContext, 'store' | 'platform'>) =>
  async ({ userId, sessionId, apiKey }: UserActor): Promise<UserRow> => {
    const row = await store.lock(userId);
    const [table, endless] = apiKey ? ['api_keys', 'expiresAt IS NULL OR'] : ['sessions', ''];
    const live = await database.select(
      `SELECT id FROM ${table} WHERE id = :id AND userId = :userId AND revokedAt IS NULL
         AND (${endless} expiresAt > :now) ${database.forUpdate}`,
      { id: apiKey?.id ?? sessionId, userId, now: clock.now() },
    );
    if (live.length === 0) throw unauthorized('You were signed out meanwhile. Sign in again.');
    return row;
  };
