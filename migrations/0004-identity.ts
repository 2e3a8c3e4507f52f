/** People: who they are, what they may be, where they are signed in, and how often somebody guessed at them. */
import type { Migration } from '../src/platform/db/migrate';

export const identity: Migration = {
  name: '0004-identity',
  async up({ words: w, run }) {
    await run(`CREATE TABLE users (
      id ${w.id} NOT NULL PRIMARY KEY,
      email ${w.text(254)} NOT NULL,
      passwordHash ${w.key(200)} NOT NULL,
      firstName ${w.text(100)} NOT NULL,
      lastName ${w.text(100)} NOT NULL,
      companyName ${w.text(200)} NULL,
      phone ${w.key(30)} NULL,
      status ${w.key(10)} NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED', 'BLOCKED')),
      statusReason ${w.text(2000)} NULL,
      emailVerifiedAt ${w.big} NULL,
      createdAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX users_email ON users (email)');
    await run('CREATE INDEX users_time ON users (createdAt, id)');
    await run('CREATE INDEX users_status ON users (status, createdAt, id)');

    await run(`CREATE TABLE user_roles (
      userId ${w.id} NOT NULL,
      role ${w.key(10)} NOT NULL CHECK (role IN ('buyer', 'seller', 'admin')),
      grantedAt ${w.big} NOT NULL,
      PRIMARY KEY (userId, role),
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX user_roles_role ON user_roles (role, userId)');

    await run(`CREATE TABLE sessions (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      createdAt ${w.big} NOT NULL,
      lastUsedAt ${w.big} NOT NULL,
      expiresAt ${w.big} NOT NULL,
      revokedAt ${w.big} NULL,
      revokedReason ${w.key(30)} NULL,
      userAgent ${w.text(300)} NOT NULL,
      address ${w.text(64)} NOT NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX sessions_user ON sessions (userId, revokedAt, lastUsedAt)');
    await run('CREATE INDEX sessions_expiry ON sessions (expiresAt)');

    await run(`CREATE TABLE refresh_tokens (
      tokenHash ${w.key(64)} NOT NULL PRIMARY KEY,
      sessionId ${w.id} NOT NULL,
      createdAt ${w.big} NOT NULL,
      usedAt ${w.big} NULL,
      replacedBy ${w.key(64)} NULL,
      FOREIGN KEY (sessionId) REFERENCES sessions (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX refresh_tokens_session ON refresh_tokens (sessionId)');

    await run(`CREATE TABLE failed_log_ins (
      id ${w.id} NOT NULL PRIMARY KEY,
      accountKey ${w.key(64)} NOT NULL,
      failedAt ${w.big} NOT NULL
    ) ${w.tableEnd}`);
    await run('CREATE INDEX failed_log_ins_account ON failed_log_ins (accountKey, failedAt)');
    await run('CREATE INDEX failed_log_ins_age ON failed_log_ins (failedAt)');
  },
};
