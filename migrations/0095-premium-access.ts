/** Buyers' requests for help with premium listings. */
import type { Migration } from '../src/platform/db/migrate';

export const premiumAccess: Migration = {
  name: '0095-premium-access',
  async up({ words: w, run }) {
    // `isOpen` is 1 or NULL, and NULLs are never equal: a buyer has one open request about a listing.
    await run(`CREATE TABLE premium_access_requests (
      id ${w.id} NOT NULL PRIMARY KEY,
      listingId ${w.id} NOT NULL,
      buyerId ${w.id} NOT NULL,
      status ${w.key(12)} NOT NULL,
      note ${w.text(2000)} NULL,
      answer ${w.text(2000)} NULL,
      handledBy ${w.id} NULL,
      requestedAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      endedAt ${w.big} NULL,
      isOpen ${w.flag} GENERATED ALWAYS AS (CASE WHEN endedAt IS NULL THEN 1 END) STORED,
      CONSTRAINT premium_access_status CHECK (status IN ('OPEN', 'CONTACTED', 'CLOSED', 'DECLINED', 'WITHDRAWN')),
      CONSTRAINT premium_access_ended CHECK ((status IN ('OPEN', 'CONTACTED')) = (endedAt IS NULL)),
      FOREIGN KEY (listingId) REFERENCES listings (id),
      FOREIGN KEY (buyerId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run(
      'CREATE UNIQUE INDEX premium_access_one_open ON premium_access_requests (isOpen, listingId, buyerId)',
    );
    await run('CREATE INDEX premium_access_of ON premium_access_requests (listingId, buyerId, id)');
    await run('CREATE INDEX premium_access_by_status ON premium_access_requests (status, requestedAt, id)');
  },
};
