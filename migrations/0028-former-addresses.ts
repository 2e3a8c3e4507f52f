/** Mailboxes that were people's until a change of address or a deletion, for the letter that tells of it. */
import type { Migration } from '../src/platform/db/migrate';

export const formerAddresses: Migration = {
  name: '0028-former-addresses',
  async up({ words: w, run }) {
    await run(`CREATE TABLE former_addresses (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      email ${w.text(254)} NOT NULL,
      firstName ${w.text(100)} NOT NULL,
      createdAt ${w.big} NOT NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX former_addresses_age ON former_addresses (createdAt)');
  },
};
