/** Premium listings: the requests of their owners, the mark on listing and card; and the way to the fees of a listing. */
import type { Migration } from '../src/platform/db/migrate';

const STATUSES = `'PENDING', 'APPROVED', 'PREMIUM', 'REJECTED', 'WITHDRAWN', 'LAPSED', 'ENDED'`;

export const premium: Migration = {
  name: '0018-premium',
  async up({ words: w, run }) {
    // `isOpen` is 1 or NULL, and NULLs are never equal: a listing has one open request, and any number of ended ones.
    await run(`CREATE TABLE premium_requests (
      id ${w.id} NOT NULL PRIMARY KEY,
      listingId ${w.id} NOT NULL,
      sellerId ${w.id} NOT NULL,
      status ${w.key(12)} NOT NULL CHECK (status IN (${STATUSES})),
      note ${w.text(2000)} NULL,
      decidedBy ${w.id} NULL,
      decisionReason ${w.text(2000)} NULL,
      decidedAt ${w.big} NULL,
      feeCents ${w.big} NULL CHECK (feeCents > 0),
      payBy ${w.big} NULL,
      paymentId ${w.id} NULL,
      paidAt ${w.big} NULL,
      endReason ${w.text(2000)} NULL,
      returnedCents ${w.big} NOT NULL,
      requestedAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      endedAt ${w.big} NULL,
      isOpen ${w.flag} GENERATED ALWAYS AS (CASE WHEN endedAt IS NULL THEN 1 END) STORED,
      CHECK ((status IN ('PENDING', 'APPROVED', 'PREMIUM')) = (endedAt IS NULL)),
      CHECK (status NOT IN ('APPROVED', 'PREMIUM', 'LAPSED', 'ENDED') OR (feeCents IS NOT NULL AND payBy IS NOT NULL)),
      CHECK ((status IN ('PREMIUM', 'ENDED')) = (paidAt IS NOT NULL)),
      CHECK ((paymentId IS NULL) = (paidAt IS NULL)),
      CHECK (returnedCents = 0 OR (status = 'ENDED' AND returnedCents = feeCents)),
      FOREIGN KEY (listingId) REFERENCES listings (id),
      FOREIGN KEY (sellerId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX premium_requests_one_open ON premium_requests (isOpen, listingId)');
    await run('CREATE UNIQUE INDEX premium_requests_payment ON premium_requests (paymentId)');
    await run('CREATE INDEX premium_requests_of_listing ON premium_requests (listingId, id)');
    await run('CREATE INDEX premium_requests_of_seller ON premium_requests (sellerId, id)');
    await run('CREATE INDEX premium_requests_by_status ON premium_requests (status, id)');
    await run('CREATE INDEX premium_requests_due ON premium_requests (status, payBy, id)');

    for (const table of ['listings', 'listing_cards']) {
      await run(`ALTER TABLE ${table} ADD COLUMN premium ${w.flag} NOT NULL DEFAULT 0`);
    }
    // The index of the usual order has the sixteen columns that MySQL takes: this one serves who asks for premium ones.
    await run(
      'CREATE INDEX listing_cards_premium ON listing_cards (status, premium, publishedAt, listingId)',
    );
    await run('CREATE INDEX listings_premium ON listings (premium, id)');
    await run('CREATE INDEX credit_orders_listing ON credit_orders (listingId, status)');
  },
};
