/** What a link to a document was made with: a session or an API key, and the link ends with it. */
import type { Migration } from '../src/platform/db/migrate';

export const sessionsOfLinks: Migration = {
  name: '0101-sessions-of-links',
  async up({ words: w, run }) {
    // Each of them lives for a minute.
    await run('DELETE FROM document_links');
    await run(`ALTER TABLE document_links ADD COLUMN sessionId ${w.id} NULL`);
  },
};
