/** Why, when and by whom a settled item of a checklist is questioned. */
import type { Migration } from '../src/platform/db/migrate';

export const itemQuestions: Migration = {
  name: '0075-item-questions',
  async up({ words: w, run }) {
    await run(`ALTER TABLE transaction_checklist_items ADD COLUMN question ${w.text(2_000)} NULL`);
    await run(`ALTER TABLE transaction_checklist_items ADD COLUMN questionedAt ${w.big} NULL`);
    await run(`ALTER TABLE transaction_checklist_items ADD COLUMN questionedBy ${w.id} NULL`);
  },
};
