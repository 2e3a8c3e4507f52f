/** A letter that waits for a digest or for quiet hours to end knows until when it is of use. */
import type { Migration } from '../src/platform/db/migrate';

export const lettersThatWaitEnd: Migration = {
  name: '0113-letters-that-wait-end',
  async up({ words: w, run }) {
    await run(`ALTER TABLE notification_held_letters ADD COLUMN usefulUntil ${w.big} NULL`);
  },
};
