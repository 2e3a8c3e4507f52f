/** When an administrator first read where the wire of a payout goes. */
import type { Migration } from '../src/platform/db/migrate';

export const readBankAccounts: Migration = {
  name: '0100-read-bank-accounts',
  async up({ words: w, run }) {
    await run(`ALTER TABLE payouts ADD COLUMN bankAccountReadAt ${w.big} NULL`);
  },
};
