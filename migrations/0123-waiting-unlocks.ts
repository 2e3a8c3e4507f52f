/** Unlocks that wait for the seller end: when, and whether the seller was reminded. Those that wait already began their time then. */
import { DAY_MS } from '../src/platform/kernel/clock';
import type { Migration } from '../src/platform/db/migrate';

export const waitingUnlocks: Migration = {
  name: '0123-waiting-unlocks',
  async up({ words: w, run }) {
    await run(`ALTER TABLE listing_access ADD COLUMN lapsesAt ${w.big} NULL`);
    await run(`ALTER TABLE listing_access ADD COLUMN remindedAt ${w.big} NULL`);
    await run(
      `UPDATE listing_access SET lapsesAt = unlockedAt + ${7 * DAY_MS} WHERE status = 'PENDING' AND creditReturnedAt IS NULL`,
    );
    await run('CREATE INDEX listing_access_waiting ON listing_access (status, lapsesAt)');
  },
};
