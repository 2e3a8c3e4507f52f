/** The documents that show that an item of a checklist is done. */
import type { Migration } from '../src/platform/db/migrate';

export const checklistDocuments: Migration = {
  name: '0067-checklist-documents',
  async up({ words: w, run }) {
    await run(`ALTER TABLE transaction_checklist_items ADD COLUMN documentIds ${w.longText} NULL`);
  },
};
