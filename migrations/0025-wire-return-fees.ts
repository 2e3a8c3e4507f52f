/** What banks kept of a wire that they sent back. */
import type { Migration } from '../src/platform/db/migrate';

export const wireReturnFees: Migration = {
  name: '0025-wire-return-fees',
  async up({ words: w, run }) {
    await run(`ALTER TABLE sent_wires ADD COLUMN returnFeeCents ${w.big} NOT NULL DEFAULT 0`);
  },
};
