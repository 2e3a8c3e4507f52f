/** The log of events, in the order in which they were told, and how far each follower of it has come. */
import type { Migration } from '../src/platform/db/migrate';

export const eventLog: Migration = {
  name: '0034-event-log',
  async up({ words: w, dialect, run }) {
    // `seq` says in which order rows were written; `position` is given after the commit and is what readers walk by.
    const seq =
      dialect === 'mysql'
        ? `seq ${w.big} NOT NULL AUTO_INCREMENT PRIMARY KEY`
        : `seq ${w.integer} PRIMARY KEY AUTOINCREMENT`;
    await run(`CREATE TABLE events (
      ${seq},
      position ${w.big} NULL,
      id ${w.id} NOT NULL,
      name ${w.key(80)} NOT NULL,
      subject ${w.key(100)} NOT NULL,
      payload ${w.longText} NOT NULL,
      at ${w.big} NOT NULL
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX events_position ON events (position)');
    await run('CREATE UNIQUE INDEX events_id ON events (id)');

    await run(`CREATE TABLE event_cursors (
      follower ${w.key(120)} NOT NULL PRIMARY KEY,
      position ${w.big} NOT NULL
    ) ${w.tableEnd}`);
    await run(`INSERT INTO event_cursors (follower, position) VALUES ('events.numbering', 0)`);
  },
};
