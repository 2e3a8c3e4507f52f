/** Searches that people keep, the listings that came for them to look through, and which of these each person was told. */
import type { Migration } from '../src/platform/db/migrate';

export const savedSearches: Migration = {
  name: '0086-saved-searches',
  async up({ words: w, run }) {
    await run(`CREATE TABLE listing_arrivals (
      listingId ${w.id} NOT NULL PRIMARY KEY,
      sellerId ${w.id} NOT NULL,
      position ${w.big} NOT NULL,
      FOREIGN KEY (listingId) REFERENCES listings (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX listing_arrivals_position ON listing_arrivals (position, listingId)');
    await run(`CREATE TABLE saved_searches (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      name ${w.text(100)} NOT NULL,
      query ${w.text(2000)} NOT NULL,
      alerts ${w.key(10)} NOT NULL,
      paused ${w.flag} NOT NULL,
      seenUpTo ${w.big} NOT NULL,
      dueAt ${w.big} NOT NULL,
      lastToldAt ${w.big} NULL,
      createdAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      CONSTRAINT saved_searches_alerts CHECK (alerts IN ('AT_ONCE', 'DAILY', 'WEEKLY')),
      CONSTRAINT saved_searches_paused CHECK (paused IN (0, 1)),
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX saved_searches_of ON saved_searches (userId, id)');
    await run('CREATE INDEX saved_searches_due ON saved_searches (paused, dueAt, alerts, seenUpTo, userId)');
    await run(`CREATE TABLE saved_search_finds (
      userId ${w.id} NOT NULL,
      listingId ${w.id} NOT NULL,
      toldAt ${w.big} NOT NULL,
      PRIMARY KEY (userId, listingId),
      FOREIGN KEY (userId) REFERENCES users (id),
      FOREIGN KEY (listingId) REFERENCES listings (id)
    ) ${w.tableEnd}`);
  },
};
