/** Who accepted the nondisclosure terms by typing which name, and what unlocking a listing costs. */
import type { Migration } from '../src/platform/db/migrate';

export const ndaLedger: Migration = {
  name: '0069-nda-ledger',
  async up({ words: w, run }) {
    // Null: accepted before a name was asked for.
    await run(`ALTER TABLE nda_acceptances ADD COLUMN typedName ${w.text(160)} NULL`);
    await run(`ALTER TABLE nda_acceptances ADD COLUMN accountName ${w.text(220)} NULL`);
    await run(`ALTER TABLE nda_acceptances ADD COLUMN accountEmail ${w.text(254)} NULL`);
    await run('CREATE INDEX nda_acceptances_of_buyer ON nda_acceptances (buyerId, id)');
    await run(`ALTER TABLE listings ADD COLUMN unlockCredits ${w.integer} NOT NULL DEFAULT 1`);
  },
};
