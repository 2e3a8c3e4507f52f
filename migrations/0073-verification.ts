/** What people say of their identity, funds and company, and what of it was verified. */
import type { Migration } from '../src/platform/db/migrate';

export const verification: Migration = {
  name: '0073-verification',
  async up({ words: w, run }) {
    await run(`CREATE TABLE verifications (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      fact ${w.key(10)} NOT NULL,
      method ${w.key(10)} NOT NULL,
      state ${w.key(10)} NOT NULL,
      openKey ${w.key(60)} NULL,
      standingKey ${w.key(60)} NULL,
      version ${w.integer} NOT NULL,
      claim ${w.longText} NULL,
      documentIds ${w.longText} NOT NULL,
      carrierFindings ${w.longText} NULL,
      submittedAt ${w.big} NOT NULL,
      decidedAt ${w.big} NULL,
      decidedBy ${w.id} NULL,
      reason ${w.text(2_000)} NULL,
      verifiedAt ${w.big} NULL,
      validUntil ${w.big} NULL,
      remindAt ${w.big} NULL,
      papersUntil ${w.big} NULL,
      updatedAt ${w.big} NOT NULL,
      CONSTRAINT verifications_fact CHECK (fact IN ('IDENTITY', 'FUNDS', 'COMPANY')),
      CONSTRAINT verifications_state CHECK (state IN
        ('STARTED', 'PENDING', 'VERIFIED', 'DECLINED', 'WITHDRAWN', 'REVOKED', 'EXPIRED', 'REPLACED')),
      CONSTRAINT verifications_open CHECK ((state IN ('STARTED', 'PENDING')) = (openKey IS NOT NULL)),
      CONSTRAINT verifications_standing CHECK ((state = 'VERIFIED') = (standingKey IS NOT NULL)),
      CONSTRAINT verifications_verified CHECK (state <> 'VERIFIED' OR verifiedAt IS NOT NULL),
      CONSTRAINT verifications_one_open UNIQUE (openKey),
      CONSTRAINT verifications_one_standing UNIQUE (standingKey),
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX verifications_of ON verifications (userId, state, fact)');
    await run('CREATE INDEX verifications_waiting ON verifications (state, submittedAt, id)');
    await run('CREATE INDEX verifications_ending ON verifications (state, validUntil, id)');
    await run('CREATE INDEX verifications_papers ON verifications (papersUntil, id)');
    await run('CREATE INDEX verifications_reminding ON verifications (remindAt, id)');
  },
};
