/** The words of a card beside it: whoever keeps the market in memory reads them with one pass over one table. */
import type { Migration } from '../src/platform/db/migrate';

export const wordsOfCards: Migration = {
  name: '0098-words-of-cards',
  async up({ words: w, dialect, run }) {
    // Cards of former rules, which have none, are made anew in the background.
    await run(`ALTER TABLE listing_cards ADD COLUMN words ${w.longText} NULL`);
    // Nobody asks by it any more what has changed of late.
    await run(`DROP INDEX listing_cards_changed${dialect === 'mysql' ? ' ON listing_cards' : ''}`);
  },
};
