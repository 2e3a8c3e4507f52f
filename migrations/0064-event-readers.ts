/** Whose each event of the log is, so that a person's own part of it is read without walking the whole. */
import type { Migration } from '../src/platform/db/migrate';

export const eventReaders: Migration = {
  name: '0064-event-readers',
  async up({ words: w, run }) {
    await run(`CREATE TABLE event_readers (
      userId ${w.id} NOT NULL,
      position ${w.big} NOT NULL,
      PRIMARY KEY (userId, position)
    ) ${w.tableEnd}`);
  },
};
