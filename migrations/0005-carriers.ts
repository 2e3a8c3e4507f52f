/** Carriers: readings kept in time, reports of checks, and proofs of control. */
import type { Migration } from '../src/platform/db/migrate';

export const carriers: Migration = {
  name: '0005-carriers',
  async up({ words: w, run, makeInsertOnly }) {
    await run(`CREATE TABLE carrier_snapshots (
      id ${w.id} NOT NULL PRIMARY KEY,
      usdot ${w.integer} NOT NULL CHECK (usdot > 0),
      number ${w.integer} NOT NULL CHECK (number > 0),
      contentHash ${w.key(64)} NOT NULL,
      source ${w.key(10)} NOT NULL CHECK (source IN ('FMCSA', 'RECORDED', 'FICTIONAL')),
      profile ${w.longText} NOT NULL,
      einHash ${w.key(80)} NULL,
      firstSeenAt ${w.big} NOT NULL,
      lastSeenAt ${w.big} NOT NULL,
      CHECK (lastSeenAt >= firstSeenAt)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX carrier_snapshots_number ON carrier_snapshots (usdot, number)');

    await run(`CREATE TABLE carrier_checks (
      id ${w.id} NOT NULL PRIMARY KEY,
      usdot ${w.integer} NOT NULL,
      purpose ${w.key(12)} NOT NULL CHECK (purpose IN ('LISTING', 'WATCH', 'ACCEPTANCE', 'RELEASE')),
      checkedAt ${w.big} NOT NULL,
      outcome ${w.key(8)} NOT NULL CHECK (outcome IN ('PASS', 'FAIL', 'UNKNOWN')),
      snapshotId ${w.id} NOT NULL,
      findings ${w.longText} NOT NULL,
      FOREIGN KEY (snapshotId) REFERENCES carrier_snapshots (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX carrier_checks_latest ON carrier_checks (usdot, checkedAt, id)');
    await makeInsertOnly('carrier_checks');

    await run(`CREATE TABLE control_proofs (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      usdot ${w.integer} NOT NULL CHECK (usdot > 0),
      level ${w.integer} NOT NULL CHECK (level BETWEEN 0 AND 3),
      levelSince ${w.big} NULL,
      evidence ${w.text(2000)} NULL,
      codeHash ${w.key(64)} NULL,
      codeSentTo ${w.text(320)} NULL,
      codeSentAt ${w.big} NULL,
      codeExpiresAt ${w.big} NULL,
      codeTriesLeft ${w.integer} NOT NULL CHECK (codeTriesLeft >= 0),
      sends ${w.integer} NOT NULL CHECK (sends >= 0),
      sendsSince ${w.big} NULL,
      reviewState ${w.key(10)} NULL CHECK (reviewState IN ('PENDING', 'DECLINED')),
      reviewRequestedAt ${w.big} NULL,
      reviewDescription ${w.text(2000)} NULL,
      reviewReason ${w.text(2000)} NULL,
      revokedAt ${w.big} NULL,
      revokedReason ${w.text(2000)} NULL,
      createdAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      CHECK (level < 2 OR evidence IS NOT NULL),
      CHECK (revokedAt IS NULL OR level = 0),
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX control_proofs_pair ON control_proofs (userId, usdot)');
    await run('CREATE INDEX control_proofs_carrier ON control_proofs (usdot)');
    await run('CREATE INDEX control_proofs_review ON control_proofs (reviewState, reviewRequestedAt, id)');
  },
};
