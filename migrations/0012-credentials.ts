/** What people prove themselves with beside a password: links in letters, second factors, keys for programs. */
import type { Migration } from '../src/platform/db/migrate';

export const credentials: Migration = {
  name: '0012-credentials',
  async up({ words: w, run }) {
    await run(`CREATE TABLE mail_links (
      tokenHash ${w.key(64)} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      purpose ${w.key(20)} NOT NULL CHECK (purpose IN ('VERIFY_EMAIL', 'RESET_PASSWORD')),
      email ${w.text(254)} NOT NULL,
      createdAt ${w.big} NOT NULL,
      expiresAt ${w.big} NOT NULL,
      usedAt ${w.big} NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX mail_links_user ON mail_links (userId, purpose, createdAt)');
    await run('CREATE INDEX mail_links_expiry ON mail_links (expiresAt)');

    await run(`CREATE TABLE second_factors (
      userId ${w.id} NOT NULL PRIMARY KEY,
      sealedSecret ${w.key(200)} NOT NULL,
      lastUsedStep ${w.big} NOT NULL,
      createdAt ${w.big} NOT NULL,
      enabledAt ${w.big} NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);

    await run(`CREATE TABLE recovery_codes (
      codeHash ${w.key(64)} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      createdAt ${w.big} NOT NULL,
      usedAt ${w.big} NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX recovery_codes_user ON recovery_codes (userId, usedAt)');

    await run(`CREATE TABLE second_factor_challenges (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      createdAt ${w.big} NOT NULL,
      expiresAt ${w.big} NOT NULL,
      tries ${w.integer} NOT NULL CHECK (tries BETWEEN 0 AND 5),
      spentAt ${w.big} NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX second_factor_challenges_user ON second_factor_challenges (userId, spentAt)');
    await run('CREATE INDEX second_factor_challenges_expiry ON second_factor_challenges (expiresAt)');

    await run(`CREATE TABLE api_keys (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      name ${w.text(100)} NOT NULL,
      prefix ${w.key(8)} NOT NULL,
      lastFour ${w.key(4)} NOT NULL,
      keyHash ${w.key(64)} NOT NULL,
      scopes ${w.key(1000)} NOT NULL,
      createdAt ${w.big} NOT NULL,
      expiresAt ${w.big} NULL,
      lastUsedAt ${w.big} NULL,
      revokedAt ${w.big} NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX api_keys_hash ON api_keys (keyHash)');
    await run('CREATE INDEX api_keys_user ON api_keys (userId, createdAt)');

    // When the person last proved who they are, and the admin who acts in their name with the session it is done from.
    for (const column of [
      `provedAt ${w.big} NULL`,
      `impersonatorId ${w.id} NULL`,
      `impersonatorSessionId ${w.id} NULL`,
    ]) {
      await run(`ALTER TABLE sessions ADD COLUMN ${column}`);
    }

    // Finds those who still have a hash of the former kind.
    await run('CREATE INDEX users_password ON users (passwordHash)');
  },
};
