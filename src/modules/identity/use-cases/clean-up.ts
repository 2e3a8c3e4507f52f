/** Removes what has had its day: spent windows of guessing, tokens of sessions that are over, then the sessions. */
import { DAY_MS } from '../../../platform/kernel/clock';
import { GUESSING_WINDOW_MS } from '../guessing.rules';
import type { IdentityParts } from '../parts';

/** A session that is over stays as long as a person may still want to know where he was signed in. */
const KEEP_SESSIONS_MS = 90 * DAY_MS;

export const createCleanUp =
  ({ platform: { database, clock } }: IdentityParts) =>
  async (): Promise<void> => {
    const now = clock.now();
    await database.change('DELETE FROM failed_log_ins WHERE failedAt <= :before', {
      before: now - GUESSING_WINDOW_MS,
    });
    await database.change(
      'DELETE FROM refresh_tokens WHERE sessionId IN (SELECT id FROM sessions WHERE expiresAt <= :now)',
      { now },
    );
    await database.change('DELETE FROM email_changes WHERE expiresAt <= :now', { now });
    await database.change('DELETE FROM mail_links WHERE expiresAt <= :now', { now });
    await database.change('DELETE FROM second_factor_challenges WHERE expiresAt <= :now', { now });
    await database.change('DELETE FROM sessions WHERE expiresAt <= :before', {
      before: now - KEEP_SESSIONS_MS,
    });
  };
