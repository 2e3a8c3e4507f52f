/** Who acted for the reader of a document, by which leave; earlier readings do not say. */
import type { Migration } from '../src/platform/db/migrate';

export const readingsOfDeputies: Migration = {
  name: '0124-readings-of-deputies',
  async up({ words: w, run }) {
    await run(`ALTER TABLE document_readings ADD COLUMN deputyId ${w.id} NULL`);
    await run(`ALTER TABLE document_links ADD COLUMN deputyId ${w.id} NULL`);
    await run(`ALTER TABLE document_links ADD COLUMN grantId ${w.id} NULL`);
  },
};
