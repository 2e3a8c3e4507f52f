/** A payment that the gateway refuses for a reason of the platform waits, and keeps since when, why, and what is not known. */
import type { Migration } from '../src/platform/db/migrate';

export const troubleOfPayments: Migration = {
  name: '0057-trouble-of-payments',
  async up({ words: w, run }) {
    await run(`ALTER TABLE payments ADD COLUMN troubleSince ${w.big} NULL`);
    await run(`ALTER TABLE payments ADD COLUMN silentAt ${w.big} NULL`);
    await run(`ALTER TABLE payments ADD COLUMN troubleReason ${w.text(500)} NULL`);
  },
};
