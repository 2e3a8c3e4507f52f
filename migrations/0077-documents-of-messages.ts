/** What came with a message. */
import type { Migration } from '../src/platform/db/migrate';

export const documentsOfMessages: Migration = {
  name: '0077-documents-of-messages',
  async up({ words: w, run }) {
    await run(`ALTER TABLE messages ADD COLUMN documents ${w.longText} NULL`);
  },
};
