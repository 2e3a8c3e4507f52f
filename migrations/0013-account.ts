/** Accounts: pictures of people, requests to change an e-mail address, and when an account was given up. */
import type { Migration } from '../src/platform/db/migrate';

export const account: Migration = {
  name: '0013-account',
  async up({ words: w, run }) {
    await run(`ALTER TABLE users ADD COLUMN avatarKey ${w.key(100)} NULL`);
    await run(`ALTER TABLE users ADD COLUMN avatarTag ${w.key(64)} NULL`);
    await run(`ALTER TABLE users ADD COLUMN deletedAt ${w.big} NULL`);
    await run('CREATE INDEX users_avatar ON users (avatarKey)');

    // One request a person: a new one takes the place of the one before.
    await run(`CREATE TABLE email_changes (
      userId ${w.id} NOT NULL PRIMARY KEY,
      sessionId ${w.id} NOT NULL,
      newEmail ${w.text(254)} NOT NULL,
      tokenHash ${w.key(64)} NOT NULL,
      expiresAt ${w.big} NOT NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX email_changes_token ON email_changes (tokenHash)');
    await run('CREATE INDEX email_changes_expiry ON email_changes (expiresAt)');
  },
};
