/** Filters of administrators' lists, kept under a name. */
import type { Migration } from '../src/platform/db/migrate';

export const adminFilters: Migration = {
  name: '0104-admin-filters',
  async up({ words: w, run }) {
    await run(`CREATE TABLE admin_filters (
      id ${w.id} NOT NULL PRIMARY KEY,
      ownerId ${w.id} NOT NULL,
      list ${w.key(100)} NOT NULL,
      name ${w.key(80)} NOT NULL,
      query ${w.longText} NOT NULL,
      shared ${w.flag} NOT NULL,
      createdAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      FOREIGN KEY (ownerId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX admin_filters_named ON admin_filters (ownerId, list, name)');
    await run('CREATE INDEX admin_filters_shared ON admin_filters (shared, list, id)');
  },
};
