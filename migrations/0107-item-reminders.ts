/** When the owners of a deal's open items are told of their days next. Running deals are looked at once, at the next sweep. */
import type { Migration } from '../src/platform/db/migrate';

export const itemReminders: Migration = {
  name: '0107-item-reminders',
  async up({ words: w, run }) {
    await run(`ALTER TABLE transactions ADD COLUMN itemsRemindAt ${w.big} NULL`);
    await run('UPDATE transactions SET itemsRemindAt = openedAt WHERE endedAt IS NULL');
    await run('CREATE INDEX transactions_items_due ON transactions (itemsRemindAt, id)');
  },
};
