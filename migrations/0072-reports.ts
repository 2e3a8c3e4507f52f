/** Reports of abuse: who reported what, and what an administrator decided. */
import type { Migration } from '../src/platform/db/migrate';

export const reports: Migration = {
  name: '0072-reports',
  async up({ words: w, run }) {
    await run(`CREATE TABLE reports (
      id ${w.id} NOT NULL PRIMARY KEY,
      reporterId ${w.id} NOT NULL,
      subjectType ${w.key(10)} NOT NULL,
      subjectId ${w.id} NOT NULL,
      reportedId ${w.id} NOT NULL,
      category ${w.key(30)} NOT NULL,
      description ${w.text(2_000)} NOT NULL,
      state ${w.key(10)} NOT NULL,
      openKey ${w.key(100)} NULL,
      outcome ${w.key(20)} NULL,
      openedAt ${w.big} NOT NULL,
      closedAt ${w.big} NULL,
      decidedBy ${w.id} NULL,
      reason ${w.text(2_000)} NULL,
      CONSTRAINT reports_one_open UNIQUE (openKey),
      CONSTRAINT reports_state CHECK (state IN ('OPEN', 'DECIDED', 'WITHDRAWN')),
      CONSTRAINT reports_open CHECK ((state = 'OPEN') = (openKey IS NOT NULL)),
      CONSTRAINT reports_closed CHECK ((state = 'OPEN') = (closedAt IS NULL)),
      CONSTRAINT reports_decided CHECK ((state = 'DECIDED') = (outcome IS NOT NULL)),
      CONSTRAINT reports_of_another CHECK (reporterId <> reportedId),
      FOREIGN KEY (reporterId) REFERENCES users (id),
      FOREIGN KEY (reportedId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX reports_by ON reports (reporterId, openedAt, id)');
    await run('CREATE INDEX reports_waiting ON reports (state, openedAt, id)');
    await run('CREATE INDEX reports_of ON reports (subjectType, subjectId, state)');
    await run('CREATE INDEX reports_against ON reports (reportedId, openedAt, id)');
  },
};
