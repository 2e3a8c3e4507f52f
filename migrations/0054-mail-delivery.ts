/** Where each letter is on its way, and addresses that no letter goes to any more. */
import type { Migration } from '../src/platform/db/migrate';

export const mailDelivery: Migration = {
  name: '0054-mail-delivery',
  async up({ words: w, run }) {
    // What was written before any mail left stays where it is.
    await run(`ALTER TABLE mail_outbox ADD COLUMN status ${w.key(12)} NOT NULL DEFAULT 'KEPT'`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN statusAt ${w.big} NULL`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN owed ${w.integer} NOT NULL DEFAULT 0`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN attempts ${w.integer} NOT NULL DEFAULT 0`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN nextTryAt ${w.big} NULL`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN firstTriedAt ${w.big} NULL`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN sentAgainAt ${w.big} NULL`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN because ${w.text(500)} NULL`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN provider ${w.key(12)} NULL`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN providerId ${w.key(190)} NULL`);
    await run('CREATE INDEX mail_outbox_status ON mail_outbox (status, createdAt, id)');
    await run('CREATE INDEX mail_outbox_provider_id ON mail_outbox (providerId)');
    await run(`CREATE TABLE mail_suppressions (
      id ${w.id} NOT NULL PRIMARY KEY,
      address ${w.text(320)} NOT NULL,
      addressHash ${w.key(64)} NOT NULL,
      reason ${w.key(12)} NOT NULL,
      mailId ${w.id} NULL,
      createdAt ${w.big} NOT NULL,
      CONSTRAINT mail_suppressions_reason CHECK (reason IN ('BOUNCED', 'COMPLAINED'))
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX mail_suppressions_address ON mail_suppressions (addressHash)');
    await run('CREATE INDEX mail_suppressions_newest ON mail_suppressions (createdAt, id)');
  },
};
