/** Mail that holds a secret keeps it sealed and for its time; what a mailbox got of a kind is counted. */
import type { Migration } from '../src/platform/db/migrate';

export const mailSecrets: Migration = {
  name: '0040-mail-secrets',
  async up({ words: w, run }) {
    await run(`ALTER TABLE mail_outbox ADD COLUMN sealedSecret ${w.longText} NULL`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN secretUntil ${w.big} NULL`);
    await run('CREATE INDEX mail_outbox_secret ON mail_outbox (secretUntil)');
    // Their links and codes have stood here in clear.
    await run(
      `UPDATE mail_outbox SET subject = '[removed]', body = '[removed]'
       WHERE kind IN ('welcome', 'verify-email', 'reset-password', 'confirm-address', 'proof-of-control')`,
    );
    await run(`CREATE TABLE letter_caps (
      mailbox ${w.key(64)} NOT NULL,
      kind ${w.key(60)} NOT NULL,
      span ${w.key(4)} NOT NULL,
      place ${w.integer} NOT NULL,
      takenAt ${w.big} NOT NULL,
      PRIMARY KEY (mailbox, kind, span, place),
      CONSTRAINT letter_caps_span CHECK (span IN ('HOUR', 'DAY')),
      CONSTRAINT letter_caps_place CHECK (place >= 0)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX letter_caps_age ON letter_caps (takenAt)');
  },
};
