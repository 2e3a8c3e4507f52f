/** What each person was told within the app. */
import type { Migration } from '../src/platform/db/migrate';

export const notifications: Migration = {
  name: '0011-notifications',
  async up({ words: w, run }) {
    await run(`CREATE TABLE notifications (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      eventId ${w.id} NOT NULL,
      kind ${w.key(60)} NOT NULL,
      title ${w.text(300)} NOT NULL,
      body ${w.text(2000)} NOT NULL,
      subjectType ${w.key(30)} NOT NULL,
      subjectId ${w.key(60)} NOT NULL,
      createdAt ${w.big} NOT NULL,
      readAt ${w.big} NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX notifications_once ON notifications (eventId, userId)');
    await run('CREATE INDEX notifications_user ON notifications (userId, createdAt, id)');
    await run('CREATE INDEX notifications_unread ON notifications (userId, readAt)');
  },
};
