/** The bank accounts that sellers have payouts wired to, sealed; a payout keeps the one that it was asked for to. */
import type { Migration } from '../src/platform/db/migrate';

export const bankAccounts: Migration = {
  name: '0024-bank-accounts',
  async up({ words: w, run }) {
    await run(`CREATE TABLE bank_accounts (
      userId ${w.id} NOT NULL PRIMARY KEY,
      sealedAccount ${w.key(2_000)} NULL,
      lastDigits ${w.key(4)} NULL,
      usableFrom ${w.big} NULL,
      createdAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      CHECK ((sealedAccount IS NULL) = (lastDigits IS NULL) AND (sealedAccount IS NULL) = (usableFrom IS NULL))
    ) ${w.tableEnd}`);
    await run(`ALTER TABLE payouts ADD COLUMN sealedBankAccount ${w.key(2_000)} NULL`);
    await run(`ALTER TABLE payouts ADD COLUMN bankAccountDigits ${w.key(4)} NULL`);
  },
};
