/** Search by bands, traits and words: cards with finer price bands and one column for all marks, and the words of listings. */
import type { Migration } from '../src/platform/db/migrate';

const PRICE_EDGES = [
  0, 5_000, 10_000, 15_000, 20_000, 30_000, 40_000, 50_000, 75_000, 100_000, 150_000, 200_000, 300_000,
  500_000, 1_000_000, 2_000_000, 5_000_000,
].map((dollars) => dollars * 100);

const PRICE_BAND = PRICE_EDGES.map((edge, number) => `WHEN l.askingPriceCents >= ${edge} THEN ${number}`)
  .reverse()
  .join(' ');

/** The bits of `traits.rules.ts` as they are when this runs. */
const TRAITS = `commonAuthority + contractAuthority * 2 + brokerAuthority * 4 + highwaySetUp * 256 + verified * 512
  + premium * 1024 + CASE WHEN card LIKE '%"sellerFinancing":true%' THEN 2048 ELSE 0 END`;

export const searchByWords: Migration = {
  name: '0079-search-by-words',
  async up({ words: w, dialect, run }) {
    await run(`ALTER TABLE listing_cards ADD COLUMN traits ${w.integer} NOT NULL DEFAULT 0`);
    await run(`ALTER TABLE listing_cards ADD COLUMN changedAt ${w.big} NOT NULL DEFAULT 0`);
    // Cards of former rules are made anew in the background.
    await run(`ALTER TABLE listing_cards ADD COLUMN madeBy ${w.integer} NOT NULL DEFAULT 1`);
    await run(`UPDATE listing_cards SET traits = ${TRAITS}`);
    await run(`UPDATE listing_cards SET priceBand = COALESCE((
      SELECT CASE ${PRICE_BAND} ELSE -1 END FROM listings l WHERE l.id = listing_cards.listingId), -1)`);

    await run(`DROP INDEX listing_cards_newest${dialect === 'mysql' ? ' ON listing_cards' : ''}`);
    for (const column of [
      'commonAuthority',
      'contractAuthority',
      'brokerAuthority',
      'highwaySetUp',
      'verified',
      'searchText',
    ]) {
      await run(`ALTER TABLE listing_cards DROP COLUMN ${column}`);
    }
    // The usual order with everything that is filtered by: a page is found without touching a row.
    await run(`CREATE INDEX listing_cards_newest ON listing_cards (status, publishedAt, listingId, state, dealStructure,
      safetyRating, priceBand, ageBand, fleetBand, insuranceBand, riskBand, amazonStatus, traits, cargo)`);
    await run('CREATE INDEX listing_cards_changed ON listing_cards (changedAt, listingId)');
    await run('CREATE INDEX listing_cards_made_by ON listing_cards (madeBy, listingId)');

    // What is said of a listing that is or may come back on the market, word by word.
    await run(`CREATE TABLE listing_words (
      word ${w.text(40)} NOT NULL,
      listingId ${w.id} NOT NULL,
      PRIMARY KEY (word, listingId)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX listing_words_of_listing ON listing_words (listingId, word)');
    // Every word that a listing has ever had, by itself and by what a letter less leaves of it.
    await run(`CREATE TABLE word_variants (
      variant ${w.text(40)} NOT NULL,
      word ${w.text(40)} NOT NULL,
      PRIMARY KEY (variant, word)
    ) ${w.tableEnd}`);
  },
};
