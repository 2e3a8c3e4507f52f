/** Deadlines of deals wait for money that is under way, and for the time in which the platform could not be reached. */
import type { Migration } from '../src/platform/db/migrate';

export const movedDeadlines: Migration = {
  name: '0044-moved-deadlines',
  async up({ words: w, run }) {
    await run(`ALTER TABLE transactions ADD COLUMN awayMs ${w.big} NOT NULL DEFAULT 0`);
    await run(`ALTER TABLE transactions ADD COLUMN deadlineWas ${w.big} NULL`);
    await run(`ALTER TABLE transactions ADD COLUMN deadlineBecause ${w.text(500)} NULL`);
    await run(`ALTER TABLE payments ADD COLUMN processingAt ${w.big} NULL`);
    await run("UPDATE payments SET processingAt = startedAt WHERE status = 'PROCESSING'");
  },
};
