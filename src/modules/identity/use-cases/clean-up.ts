/** Deletes what has expired: counted failures, links, challenges, tokens and, later, the sessions themselves. */
import { DAY_MS } from '../../../platform/kernel/clock';
import type { IdentityContext } from '../identity.context';
import { THROTTLE_WINDOW_MS } from '../login-throttle.rules';

/** How long users can still see where they were signed in. */
const KEEP_SESSIONS_MS = 90 * DAY_MS;

export const createCleanUp =
  ({ formerAddresses, platform: { database, clock } }: IdentityContext) =>
  async (): Promise<void> => {
    const now = clock.now();
    await database.change('DELETE FROM failed_log_ins WHERE failedAt <= :before', {
      before: now - THROTTLE_WINDOW_MS,
    });
    await database.change(
      'DELETE FROM refresh_tokens WHERE sessionId IN (SELECT id FROM sessions WHERE expiresAt <= :now)',
      { now },
    );
    await formerAddresses.deleteOld();
    await database.change('DELETE FROM email_changes WHERE expiresAt <= :now', { now });
    await database.change('DELETE FROM mail_links WHERE expiresAt <= :now', { now });
    await database.change('DELETE FROM second_factor_challenges WHERE expiresAt <= :now', { now });
    await database.change('DELETE FROM sessions WHERE expiresAt <= :before', {
      before: now - KEEP_SESSIONS_MS,
    });
  };
