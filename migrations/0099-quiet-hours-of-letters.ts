/** The hours in which a letter is not tried, as its reader had chosen them; null where it goes at any hour. */
import type { Migration } from '../src/platform/db/migrate';

export const quietHoursOfLetters: Migration = {
  name: '0099-quiet-hours-of-letters',
  async up({ words: w, run }) {
    await run(`ALTER TABLE mail_outbox ADD COLUMN quietFrom ${w.integer} NULL`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN quietUntil ${w.integer} NULL`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN quietZone ${w.key(64)} NULL`);
  },
};
