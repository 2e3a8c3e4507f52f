/** Offers, the versions that were bargained over, and the steps that each offer went through. */
import type { Migration } from '../src/platform/db/migrate';

const STATUSES = `'PENDING', 'ACCEPTED', 'REJECTED', 'WITHDRAWN', 'EXPIRED', 'SUPERSEDED', 'FELL_THROUGH', 'COMPLETED', 'CLOSED'`;
const SIDES = `'BUYER', 'SELLER'`;

export const offers: Migration = {
  name: '0009-offers',
  async up({ words: w, run, makeInsertOnly }) {
    // The two generated columns are 1 or NULL, and NULLs are never equal: so the unique indexes hold that a buyer has
    // one unfinished offer for a listing and a listing one accepted offer, while ended ones may be many.
    await run(`CREATE TABLE offers (
      id ${w.id} NOT NULL PRIMARY KEY,
      listingId ${w.id} NOT NULL,
      listingTitle ${w.text(200)} NOT NULL,
      buyerId ${w.id} NOT NULL,
      sellerId ${w.id} NOT NULL,
      status ${w.key(16)} NOT NULL CHECK (status IN (${STATUSES})),
      turn ${w.key(6)} NOT NULL CHECK (turn IN (${SIDES})),
      amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
      standingVersion ${w.integer} NOT NULL CHECK (standingVersion >= 1),
      versionCount ${w.integer} NOT NULL,
      expiresAt ${w.big} NOT NULL,
      remindAt ${w.big} NULL,
      backupRank ${w.integer} NULL,
      acceptedAt ${w.big} NULL,
      endedAt ${w.big} NULL,
      revision ${w.integer} NOT NULL,
      createdAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      unfinished ${w.flag} GENERATED ALWAYS AS
        (CASE WHEN status IN ('PENDING', 'ACCEPTED', 'SUPERSEDED') THEN 1 END) STORED,
      accepted ${w.flag} GENERATED ALWAYS AS (CASE WHEN status IN ('ACCEPTED', 'COMPLETED') THEN 1 END) STORED,
      CHECK (buyerId <> sellerId),
      CHECK (versionCount >= standingVersion AND versionCount <= 20),
      CHECK (remindAt IS NULL OR status = 'PENDING'),
      CHECK (backupRank IS NULL OR status = 'SUPERSEDED'),
      FOREIGN KEY (listingId) REFERENCES listings (id),
      FOREIGN KEY (buyerId) REFERENCES users (id),
      FOREIGN KEY (sellerId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    // The generated columns lead, so that InnoDB does not take these indexes for its foreign keys: it locks the listing
    // whenever an entry of such an index changes, which would be after the offer, against the order of locks.
    await run('CREATE UNIQUE INDEX offers_one_unfinished ON offers (unfinished, listingId, buyerId)');
    await run('CREATE UNIQUE INDEX offers_one_accepted ON offers (accepted, listingId)');
    await run('CREATE INDEX offers_of_buyer ON offers (buyerId, createdAt, id)');
    await run('CREATE INDEX offers_of_seller ON offers (sellerId, createdAt, id)');
    await run('CREATE INDEX offers_of_listing ON offers (listingId, createdAt, id)');
    await run('CREATE INDEX offers_by_age ON offers (createdAt, id)');
    await run('CREATE INDEX offers_expiry ON offers (status, expiresAt)');
    await run('CREATE INDEX offers_reminder ON offers (remindAt)');

    await run(`CREATE TABLE offer_versions (
      id ${w.id} NOT NULL PRIMARY KEY,
      offerId ${w.id} NOT NULL,
      number ${w.integer} NOT NULL CHECK (number BETWEEN 1 AND 20),
      answers ${w.integer} NULL,
      side ${w.key(6)} NOT NULL CHECK (side IN (${SIDES})),
      byUserId ${w.id} NOT NULL,
      amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
      terms ${w.longText} NOT NULL,
      message ${w.text(4000)} NULL,
      expiresAt ${w.big} NOT NULL,
      createdAt ${w.big} NOT NULL,
      CHECK (answers IS NULL OR answers < number),
      CHECK (answers IS NOT NULL OR side = 'BUYER'),
      FOREIGN KEY (offerId) REFERENCES offers (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX offer_versions_chain ON offer_versions (offerId, number)');
    await makeInsertOnly('offer_versions');

    await run(`CREATE TABLE offer_steps (
      id ${w.id} NOT NULL PRIMARY KEY,
      offerId ${w.id} NOT NULL,
      sequence ${w.integer} NOT NULL CHECK (sequence >= 1),
      step ${w.key(24)} NOT NULL,
      side ${w.key(6)} NULL CHECK (side IN (${SIDES})),
      byUserId ${w.id} NULL,
      versionNumber ${w.integer} NOT NULL,
      status ${w.key(16)} NOT NULL CHECK (status IN (${STATUSES})),
      reason ${w.text(2000)} NULL,
      createdAt ${w.big} NOT NULL,
      FOREIGN KEY (offerId) REFERENCES offers (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX offer_steps_timeline ON offer_steps (offerId, sequence)');
    await makeInsertOnly('offer_steps');
  },
};
