/** Settings: what administrators changed while the product runs, and the number of the last change. */
import type { Migration } from '../src/platform/db/migrate';

export const settings: Migration = {
  name: '0085-settings',
  async up({ words: w, run }) {
    await run(`CREATE TABLE setting_changes (
      id ${w.id} NOT NULL PRIMARY KEY,
      version ${w.big} NOT NULL,
      name ${w.key(60)} NOT NULL,
      value ${w.text(4000)} NULL,
      formerValue ${w.text(4000)} NOT NULL,
      effectiveAt ${w.big} NOT NULL,
      reason ${w.text(2000)} NOT NULL,
      decidedBy ${w.id} NOT NULL,
      createdAt ${w.big} NOT NULL,
      cancelledAt ${w.big} NULL,
      cancelledBy ${w.id} NULL,
      FOREIGN KEY (decidedBy) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX setting_changes_version ON setting_changes (version, id)');
    await run(`CREATE TABLE setting_versions (
      id ${w.key(10)} NOT NULL PRIMARY KEY,
      version ${w.big} NOT NULL
    ) ${w.tableEnd}`);
    await run(`INSERT INTO setting_versions (id, version) VALUES ('settings', 0)`);
  },
};
