/** The papers that prove or contest the control of a company. */
import type { Migration } from '../src/platform/db/migrate';

export const documentsOfControl: Migration = {
  name: '0078-documents-of-control',
  async up({ words: w, run }) {
    await run(`ALTER TABLE control_proofs ADD COLUMN reviewDocuments ${w.longText} NULL`);
    await run(`ALTER TABLE control_contests ADD COLUMN documents ${w.longText} NULL`);
  },
};
