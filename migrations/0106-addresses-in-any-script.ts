/** Addresses of invited people and brokers, in letters of any script, and with the sign that masks them. */
import type { Migration } from '../src/platform/db/migrate';

export const addressesInAnyScript: Migration = {
  name: '0106-addresses-in-any-script',
  async up({ words: w, dialect, run }) {
    if (dialect !== 'mysql') return;
    await run(`ALTER TABLE prepared_drafts MODIFY COLUMN email ${w.text(254)} NOT NULL`);
    await run(`ALTER TABLE broker_mandates MODIFY COLUMN brokerEmail ${w.text(254)} NOT NULL`);
  },
};
