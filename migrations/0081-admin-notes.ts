/** Notes that administrators leave for each other about a person, a deal or another thing. */
import type { Migration } from '../src/platform/db/migrate';

export const adminNotes: Migration = {
  name: '0081-admin-notes',
  async up({ words: w, run }) {
    await run(`CREATE TABLE admin_notes (
      id ${w.id} NOT NULL PRIMARY KEY,
      subjectType ${w.key(40)} NOT NULL,
      subjectId ${w.key(120)} NOT NULL,
      authorId ${w.id} NOT NULL,
      content ${w.text(4000)} NOT NULL,
      createdAt ${w.big} NOT NULL,
      deletedAt ${w.big} NULL,
      FOREIGN KEY (authorId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX admin_notes_subject ON admin_notes (subjectType, subjectId, createdAt, id)');
  },
};
