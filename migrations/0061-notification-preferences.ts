/** By which channels each person is told what, when their letters leave, and the letters that wait for that time. */
import type { Migration } from '../src/platform/db/migrate';

export const notificationPreferences: Migration = {
  name: '0061-notification-preferences',
  async up({ words: w, run }) {
    await run(`CREATE TABLE notification_settings (
      userId ${w.id} NOT NULL PRIMARY KEY,
      mailMode ${w.key(10)} NOT NULL,
      quietFrom ${w.integer} NULL,
      quietUntil ${w.integer} NULL,
      timeZone ${w.key(64)} NOT NULL,
      changedAt ${w.big} NOT NULL,
      CONSTRAINT notification_settings_mode CHECK (mailMode IN ('AT_ONCE', 'HOURLY', 'DAILY')),
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    // What was chosen, and nothing else: whoever has chosen nothing is told as the notice says.
    await run(`CREATE TABLE notification_choices (
      userId ${w.id} NOT NULL,
      kind ${w.key(60)} NOT NULL,
      channel ${w.key(10)} NOT NULL,
      chosen ${w.integer} NOT NULL,
      changedAt ${w.big} NOT NULL,
      PRIMARY KEY (userId, kind, channel),
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run(`CREATE TABLE notification_held_letters (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      eventId ${w.id} NOT NULL,
      kind ${w.key(60)} NOT NULL,
      title ${w.text(300)} NOT NULL,
      body ${w.longText} NOT NULL,
      subjectType ${w.key(30)} NOT NULL,
      path ${w.text(300)} NOT NULL,
      toldAs ${w.key(10)} NOT NULL,
      createdAt ${w.big} NOT NULL,
      dueAt ${w.big} NOT NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX notification_held_once ON notification_held_letters (eventId, userId)');
    await run('CREATE INDEX notification_held_due ON notification_held_letters (dueAt, id)');
    await run('CREATE INDEX notification_held_of ON notification_held_letters (userId, dueAt)');
    // Null in what was told before there were links and titles.
    await run(`ALTER TABLE notifications ADD COLUMN subjectTitle ${w.text(300)} NULL`);
    await run(`ALTER TABLE notifications ADD COLUMN path ${w.text(300)} NULL`);
    await run(`ALTER TABLE mail_outbox ADD COLUMN unsubscribeUrl ${w.text(1000)} NULL`);
  },
};
