/** Whether the platform is closed for maintenance: one row while it is. */
import type { Migration } from '../src/platform/db/migrate';

export const maintenance: Migration = {
  name: '0088-maintenance',
  async up({ words: w, run }) {
    await run(`CREATE TABLE maintenance (
      id ${w.integer} NOT NULL PRIMARY KEY CHECK (id = 1),
      since ${w.big} NOT NULL,
      message ${w.text(300)} NOT NULL
    ) ${w.tableEnd}`);
  },
};
