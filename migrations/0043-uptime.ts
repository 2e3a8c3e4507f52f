/** When the platform was up, told by its heartbeat, and when it was not. */
import type { Migration } from '../src/platform/db/migrate';

export const uptime: Migration = {
  name: '0043-uptime',
  async up({ words: w, run }) {
    await run(`CREATE TABLE heartbeat (
      id ${w.integer} NOT NULL PRIMARY KEY,
      beatAt ${w.big} NOT NULL
    ) ${w.tableEnd}`);
    await run('INSERT INTO heartbeat (id, beatAt) VALUES (1, 0)');
    await run(`CREATE TABLE outages (
      since ${w.big} NOT NULL PRIMARY KEY,
      until ${w.big} NOT NULL,
      CONSTRAINT outages_in_order CHECK (until > since)
    ) ${w.tableEnd}`);
  },
};
