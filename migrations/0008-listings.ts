/** Listings, the public card of each, and who opened, saved or counted as a reader of them. */
import type { Migration } from '../src/platform/db/migrate';

const STATUSES = `'DRAFT', 'PENDING_REVIEW', 'ACTIVE', 'PAUSED', 'RESERVED', 'SOLD', 'REJECTED', 'SUSPENDED', 'EXPIRED',
  'WITHDRAWN'`;
const LIVE = `'PENDING_REVIEW', 'ACTIVE', 'PAUSED', 'RESERVED'`;

export const listings: Migration = {
  name: '0008-listings',
  async up({ words: w, run, makeInsertOnly }) {
    // The unique `liveUsdot` is what keeps a carrier from being offered twice at a time.
    await run(`CREATE TABLE listings (
      id ${w.id} NOT NULL PRIMARY KEY,
      sellerId ${w.id} NOT NULL,
      usdot ${w.integer} NOT NULL CHECK (usdot > 0),
      liveUsdot ${w.integer} NULL,
      status ${w.key(20)} NOT NULL CHECK (status IN (${STATUSES})),
      statusReason ${w.text(2000)} NULL,
      version ${w.integer} NOT NULL CHECK (version >= 1),
      title ${w.text(120)} NOT NULL,
      summary ${w.text(1000)} NOT NULL,
      description ${w.longText} NOT NULL,
      askingPriceCents ${w.big} NULL CHECK (askingPriceCents > 0),
      deal ${w.longText} NULL,
      operation ${w.longText} NOT NULL,
      platformStanding ${w.longText} NOT NULL,
      finance ${w.longText} NOT NULL,
      approvalRequired ${w.flag} NOT NULL,
      carrier ${w.longText} NOT NULL,
      reportId ${w.id} NULL,
      verified ${w.flag} NOT NULL,
      publication ${w.integer} NOT NULL CHECK (publication >= 0),
      publicationPaid ${w.flag} NOT NULL,
      buyerId ${w.id} NULL,
      createdAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      submittedAt ${w.big} NULL,
      publishedAt ${w.big} NULL,
      expiresAt ${w.big} NULL,
      CHECK ((status IN (${LIVE})) = (liveUsdot IS NOT NULL)),
      CHECK ((status IN ('RESERVED', 'SOLD')) = (buyerId IS NOT NULL))
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX listings_live_carrier ON listings (liveUsdot)');
    await run('CREATE INDEX listings_of_seller ON listings (sellerId, id)');
    await run('CREATE INDEX listings_by_status ON listings (status, id)');
    await run('CREATE INDEX listings_expiring ON listings (status, expiresAt)');

    // Holds nothing but what anyone may see, so that no filter and no order can tell more than the card does.
    await run(`CREATE TABLE listing_cards (
      listingId ${w.id} NOT NULL PRIMARY KEY,
      status ${w.key(20)} NOT NULL,
      publishedAt ${w.big} NOT NULL,
      state ${w.key(2)} NULL,
      dealStructure ${w.key(30)} NULL,
      safetyRating ${w.key(20)} NOT NULL,
      commonAuthority ${w.flag} NOT NULL,
      contractAuthority ${w.flag} NOT NULL,
      brokerAuthority ${w.flag} NOT NULL,
      priceBand ${w.integer} NOT NULL,
      ageBand ${w.integer} NOT NULL,
      fleetBand ${w.integer} NOT NULL,
      insuranceBand ${w.integer} NOT NULL,
      riskBand ${w.integer} NOT NULL,
      amazonStatus ${w.key(12)} NOT NULL,
      highwaySetUp ${w.flag} NOT NULL,
      verified ${w.flag} NOT NULL,
      cargo ${w.integer} NOT NULL,
      searchText ${w.text(2400)} NOT NULL,
      card ${w.longText} NOT NULL,
      FOREIGN KEY (listingId) REFERENCES listings (id)
    ) ${w.tableEnd}`);
    // The usual order with everything that is filtered by but text: a page is found without touching a row.
    // Sixteen columns are the most that MySQL takes.
    await run(`CREATE INDEX listing_cards_newest ON listing_cards (status, publishedAt, listingId, state, dealStructure,
      safetyRating, priceBand, ageBand, fleetBand, insuranceBand, riskBand, amazonStatus, highwaySetUp, verified,
      commonAuthority, contractAuthority)`);
    await run('CREATE INDEX listing_cards_state ON listing_cards (status, state, publishedAt, listingId)');
    await run('CREATE INDEX listing_cards_price ON listing_cards (status, priceBand, listingId)');
    await run('CREATE INDEX listing_cards_age ON listing_cards (status, ageBand, listingId)');
    await run('CREATE INDEX listing_cards_risk ON listing_cards (status, riskBand, listingId)');

    await run(`CREATE TABLE listing_access (
      listingId ${w.id} NOT NULL,
      buyerId ${w.id} NOT NULL,
      status ${w.key(10)} NOT NULL CHECK (status IN ('PENDING', 'GRANTED', 'REVOKED')),
      ndaVersion ${w.key(20)} NOT NULL,
      unlockedAt ${w.big} NOT NULL,
      decidedAt ${w.big} NULL,
      creditReturnedAt ${w.big} NULL,
      PRIMARY KEY (listingId, buyerId),
      FOREIGN KEY (listingId) REFERENCES listings (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX listing_access_of_buyer ON listing_access (buyerId, unlockedAt, listingId)');

    await run(`CREATE TABLE nda_acceptances (
      id ${w.id} NOT NULL PRIMARY KEY,
      listingId ${w.id} NOT NULL,
      buyerId ${w.id} NOT NULL,
      ndaVersion ${w.key(20)} NOT NULL,
      textHash ${w.key(64)} NOT NULL,
      acceptedAt ${w.big} NOT NULL,
      address ${w.key(64)} NOT NULL,
      FOREIGN KEY (listingId) REFERENCES listings (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX nda_acceptances_once ON nda_acceptances (listingId, buyerId, ndaVersion)');
    await makeInsertOnly('nda_acceptances');

    await run(`CREATE TABLE saved_listings (
      userId ${w.id} NOT NULL,
      listingId ${w.id} NOT NULL,
      savedAt ${w.big} NOT NULL,
      PRIMARY KEY (userId, listingId),
      FOREIGN KEY (listingId) REFERENCES listings (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX saved_listings_newest ON saved_listings (userId, savedAt, listingId)');

    // Beside the listing, so that reading never waits for a lock that a writer holds.
    await run(`CREATE TABLE listing_views (
      listingId ${w.id} NOT NULL PRIMARY KEY,
      views ${w.big} NOT NULL CHECK (views >= 0)
    ) ${w.tableEnd}`);
  },
};
