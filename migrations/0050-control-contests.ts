/** Contests: somebody says that a company is not in the hands of those who have proved control of it. */
import type { Migration } from '../src/platform/db/migrate';

export const controlContests: Migration = {
  name: '0050-control-contests',
  async up({ words: w, run }) {
    await run(`CREATE TABLE control_contests (
      id ${w.id} NOT NULL PRIMARY KEY,
      usdot ${w.integer} NOT NULL,
      userId ${w.id} NOT NULL,
      statement ${w.text(2_000)} NOT NULL,
      state ${w.key(10)} NOT NULL,
      openedAt ${w.big} NOT NULL,
      closedAt ${w.big} NULL,
      decidedBy ${w.id} NULL,
      reason ${w.text(2_000)} NULL,
      CONSTRAINT control_contests_state CHECK (state IN ('OPEN', 'UPHELD', 'DISMISSED', 'WITHDRAWN')),
      CONSTRAINT control_contests_closed CHECK ((state = 'OPEN') = (closedAt IS NULL)),
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX control_contests_open ON control_contests (state, openedAt, id)');
    await run('CREATE INDEX control_contests_of ON control_contests (userId, usdot, state)');
    await run('CREATE INDEX control_contests_own ON control_contests (userId, openedAt, id)');
  },
};
