/** Broadcasts: what administrators told many people at once, and how far the telling has come. */
import type { Migration } from '../src/platform/db/migrate';

export const broadcasts: Migration = {
  name: '0096-broadcasts',
  async up({ words: w, run }) {
    await run(`CREATE TABLE broadcasts (
      id ${w.id} NOT NULL PRIMARY KEY,
      segment ${w.key(20)} NOT NULL,
      title ${w.text(120)} NOT NULL,
      content ${w.text(4000)} NOT NULL,
      state ${w.key(10)} NOT NULL,
      recipients ${w.big} NOT NULL,
      told ${w.big} NOT NULL,
      lastUserId ${w.id} NULL,
      sentBy ${w.id} NOT NULL,
      sentAt ${w.big} NOT NULL,
      endedAt ${w.big} NULL,
      CONSTRAINT broadcasts_state CHECK (state IN ('SENDING', 'SENT', 'STOPPED')),
      FOREIGN KEY (sentBy) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX broadcasts_sent ON broadcasts (sentAt, id)');
  },
};
