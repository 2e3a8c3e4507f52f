/** Listings that administrators place first for a while. */
import type { Migration } from '../src/platform/db/migrate';

export const featuredListings: Migration = {
  name: '0116-featured-listings',
  async up({ words: w, run }) {
    await run(`CREATE TABLE featured_listings (
      id ${w.id} NOT NULL PRIMARY KEY,
      listingId ${w.id} NOT NULL,
      reason ${w.text(2000)} NOT NULL,
      featuredBy ${w.id} NOT NULL,
      featuredAt ${w.big} NOT NULL,
      untilAt ${w.big} NOT NULL,
      FOREIGN KEY (listingId) REFERENCES listings (id),
      FOREIGN KEY (featuredBy) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX featured_listings_of ON featured_listings (listingId)');
    await run('CREATE INDEX featured_listings_by_date ON featured_listings (featuredAt, id)');
    await run('CREATE INDEX featured_listings_until ON featured_listings (untilAt)');
  },
};
