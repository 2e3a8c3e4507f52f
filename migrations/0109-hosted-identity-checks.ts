/** Checks of identity at Stripe: the session, how it stands, and its word for what failed. No papers. */
import type { Migration } from '../src/platform/db/migrate';

export const hostedIdentityChecks: Migration = {
  name: '0109-hosted-identity-checks',
  async up({ words: w, run }) {
    await run(`ALTER TABLE verifications ADD COLUMN sessionId ${w.key(120)} NULL`);
    await run(`ALTER TABLE verifications ADD COLUMN isProcessing ${w.flag} NOT NULL DEFAULT 0`);
    await run(`ALTER TABLE verifications ADD COLUMN errorCode ${w.key(60)} NULL`);
  },
};
