/** A session in which an admin acts for somebody keeps why, for that person to read. */
import type { Migration } from '../src/platform/db/migrate';

export const impersonationReasons: Migration = {
  name: '0056-impersonation-reasons',
  async up({ words: w, run }) {
    await run(`ALTER TABLE sessions ADD COLUMN impersonationReason ${w.text(2000)} NULL`);
  },
};
