/** What acts in a document, and when an admin let it out of quarantine with that in it. */
import type { Migration } from '../src/platform/db/migrate';

export const releasedDocuments: Migration = {
  name: '0083-released-documents',
  async up({ words: w, run }) {
    await run(`ALTER TABLE documents ADD COLUMN activeContent ${w.text(300)} NULL`);
    await run(`ALTER TABLE documents ADD COLUMN releasedAt ${w.big} NULL`);
  },
};
