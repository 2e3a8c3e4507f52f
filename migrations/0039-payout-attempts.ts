/** Payouts that the gateway refuses for a reason that passes are tried again, each time under a key of its own. */
import type { Migration } from '../src/platform/db/migrate';

export const payoutAttempts: Migration = {
  name: '0039-payout-attempts',
  async up({ words: w, run }) {
    await run(`ALTER TABLE payouts ADD COLUMN attempt ${w.integer} NOT NULL DEFAULT 1`);
  },
};
