/** The books: accounts with their running balances, and transfers that are only ever added. */
import type { Migration } from '../src/platform/db/migrate';

export const ledger: Migration = {
  name: '0003-ledger',
  async up({ words: w, run, makeInsertOnly }) {
    // The last check is the guard behind the posting function: no path around it can overdraw an account.
    await run(`CREATE TABLE ledger_accounts (
      id ${w.id} NOT NULL PRIMARY KEY,
      code ${w.key(120)} NOT NULL,
      unit ${w.key(10)} NOT NULL CHECK (unit IN ('USD', 'CREDIT')),
      normalSide ${w.key(10)} NOT NULL CHECK (normalSide IN ('DEBIT', 'CREDIT')),
      mayBeNegative ${w.flag} NOT NULL CHECK (mayBeNegative IN (0, 1)),
      debitsPosted ${w.big} NOT NULL CHECK (debitsPosted >= 0),
      creditsPosted ${w.big} NOT NULL CHECK (creditsPosted >= 0),
      createdAt ${w.big} NOT NULL,
      CHECK (mayBeNegative = 1
        OR (normalSide = 'DEBIT' AND debitsPosted >= creditsPosted)
        OR (normalSide = 'CREDIT' AND creditsPosted >= debitsPosted))
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX ledger_accounts_code ON ledger_accounts (code)');

    await run(`CREATE TABLE ledger_transfers (
      id ${w.key(190)} NOT NULL PRIMARY KEY,
      debitAccountId ${w.id} NOT NULL,
      creditAccountId ${w.id} NOT NULL,
      amount ${w.big} NOT NULL CHECK (amount > 0),
      unit ${w.key(10)} NOT NULL CHECK (unit IN ('USD', 'CREDIT')),
      reason ${w.text(500)} NOT NULL,
      subjectType ${w.key(60)} NOT NULL,
      subjectId ${w.key(120)} NOT NULL,
      postedAt ${w.big} NOT NULL,
      CHECK (debitAccountId <> creditAccountId),
      FOREIGN KEY (debitAccountId) REFERENCES ledger_accounts (id),
      FOREIGN KEY (creditAccountId) REFERENCES ledger_accounts (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX ledger_transfers_debit ON ledger_transfers (debitAccountId, postedAt, id)');
    await run('CREATE INDEX ledger_transfers_credit ON ledger_transfers (creditAccountId, postedAt, id)');
    await run(
      'CREATE INDEX ledger_transfers_subject ON ledger_transfers (subjectType, subjectId, postedAt, id)',
    );
    await makeInsertOnly('ledger_transfers');
  },
};
