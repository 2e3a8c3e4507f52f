/** The accounts that everybody posts to are kept in parts, so that no two units wait for each other over them. */
import type { Migration } from '../src/platform/db/migrate';

export const ledgerAccountParts: Migration = {
  name: '0030-ledger-account-parts',
  async up({ words: w, run }) {
    // A part may be below zero, as another may have what it lacks; what the row of the account holds counts as well.
    await run(`CREATE TABLE ledger_account_parts (
      accountId ${w.id} NOT NULL,
      part ${w.key(36)} NOT NULL,
      debitsPosted ${w.big} NOT NULL CHECK (debitsPosted >= 0),
      creditsPosted ${w.big} NOT NULL CHECK (creditsPosted >= 0),
      PRIMARY KEY (accountId, part),
      FOREIGN KEY (accountId) REFERENCES ledger_accounts (id)
    ) ${w.tableEnd}`);
  },
};
