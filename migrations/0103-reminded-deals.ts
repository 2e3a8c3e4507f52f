/** When the people of a deal were reminded last, and open deals by the day that comes next, for whoever watches closings. */
import type { Migration } from '../src/platform/db/migrate';

export const remindedDeals: Migration = {
  name: '0103-reminded-deals',
  async up({ words: w, run }) {
    await run(`ALTER TABLE transactions ADD COLUMN remindedAt ${w.big} NULL`);
    await run('CREATE INDEX transactions_by_deadline ON transactions (endedAt, deadlineAt, id)');
    await run('CREATE INDEX transaction_dates_closing ON transaction_dates (itemId, dueAt, id)');
  },
};
