/** Who is named by an address is whoever reads its mailbox, in whatever spelling their account has it. */
import { mailboxOf } from '../src/platform/mail/address';
import type { Migration } from '../src/platform/db/migrate';

const NAMED = [
  { table: 'prepared_drafts', address: 'email', open: "status = 'WAITING' AND userId IS NULL" },
  { table: 'broker_mandates', address: 'brokerEmail', open: "status = 'GIVEN' AND brokerId IS NULL" },
];

export const mailboxesOfInvited: Migration = {
  name: '0130-mailboxes-of-invited',
  async up({ words: w, run, select }) {
    for (const { table, address, open } of NAMED) {
      await run(`ALTER TABLE ${table} ADD COLUMN mailbox ${w.text(254)} NULL`);
      await run(`CREATE INDEX ${table}_for_mailbox ON ${table} (mailbox, id)`);
      const rows = await select<{ id: string; email: string }>(
        `SELECT id, ${address} AS email FROM ${table} WHERE ${open}`,
      );
      for (const { id, email } of rows) {
        await run(`UPDATE ${table} SET mailbox = :mailbox WHERE id = :id`, { mailbox: mailboxOf(email), id });
      }
    }
  },
};
