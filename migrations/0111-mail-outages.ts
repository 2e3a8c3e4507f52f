/** Letters outlast an outage of their provider: until when each is of use, and since when it bears another key. */
import type { Migration } from '../src/platform/db/migrate';

export const mailOutages: Migration = {
  name: '0111-mail-outages',
  async up({ words: w, run }) {
    await run(`ALTER TABLE mail_outbox ADD COLUMN usefulUntil ${w.big} NULL`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN keyedAt ${w.big} NULL`);
  },
};
