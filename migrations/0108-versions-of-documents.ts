/** Versions of a document: each is a row of its own, in one line with the first, and says which took its place, and where. */
import type { Migration } from '../src/platform/db/migrate';

export const versionsOfDocuments: Migration = {
  name: '0108-versions-of-documents',
  async up({ words: w, run }) {
    await run(`ALTER TABLE documents ADD COLUMN lineId ${w.id} NOT NULL DEFAULT ''`);
    await run(`ALTER TABLE documents ADD COLUMN fileVersion ${w.integer} NOT NULL DEFAULT 1`);
    await run(`ALTER TABLE documents ADD COLUMN replacedById ${w.id} NULL`);
    await run(`ALTER TABLE document_attachments ADD COLUMN replacedById ${w.id} NULL`);
    await run(`UPDATE documents SET lineId = id WHERE lineId = ''`);
    await run('CREATE UNIQUE INDEX documents_line ON documents (lineId, fileVersion)');
  },
};
