/** What the proofs of the books found, and when: for whoever watches. */
import type { Migration } from '../src/platform/db/migrate';

export const reconciliations: Migration = {
  name: '0089-reconciliations',
  async up({ words: w, run }) {
    await run(`CREATE TABLE reconciliations (
      id ${w.id} NOT NULL PRIMARY KEY,
      checkedAt ${w.big} NOT NULL,
      violations ${w.integer} NOT NULL,
      durationMs ${w.integer} NOT NULL
    ) ${w.tableEnd}`);
    await run('CREATE INDEX reconciliations_newest ON reconciliations (checkedAt)');
  },
};
