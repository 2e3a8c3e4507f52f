/** When a company was sold and for how much; its card has the range. */
import type { Migration } from '../src/platform/db/migrate';

const PRICE_EDGES = [
  0, 5_000, 10_000, 15_000, 20_000, 30_000, 40_000, 50_000, 75_000, 100_000, 150_000, 200_000, 300_000,
  500_000, 1_000_000, 2_000_000, 5_000_000,
].map((dollars) => dollars * 100);
const BAND = PRICE_EDGES.map((edge, number) => `WHEN l.soldCents >= ${edge} THEN ${number}`)
  .reverse()
  .join(' ');

export const recentlySold: Migration = {
  name: '0080-recently-sold',
  async up({ words: w, run }) {
    await run(`ALTER TABLE listings ADD COLUMN soldAt ${w.big} NULL`);
    await run(`ALTER TABLE listings ADD COLUMN soldCents ${w.big} NULL`);
    await run(`UPDATE listings SET soldAt = updatedAt WHERE status = 'SOLD'`);
    await run(`UPDATE listings SET soldCents = (SELECT MAX(t.priceCents) FROM transactions t
      WHERE t.listingId = listings.id AND t.state = 'COMPLETED') WHERE status = 'SOLD'`);
    await run(`ALTER TABLE listing_cards ADD COLUMN soldAt ${w.big} NULL`);
    await run(`ALTER TABLE listing_cards ADD COLUMN soldBand ${w.integer} NOT NULL DEFAULT -1`);
    await run(`UPDATE listing_cards SET soldAt = (SELECT soldAt FROM listings l WHERE l.id = listing_cards.listingId),
      soldBand = COALESCE((SELECT CASE ${BAND} ELSE -1 END FROM listings l WHERE l.id = listing_cards.listingId), -1)
      WHERE status = 'SOLD'`);
    await run('CREATE INDEX listing_cards_sold ON listing_cards (status, soldAt)');
  },
};
