/** Offers at the asking price, marked as such. */
import type { Migration } from '../src/platform/db/migrate';

export const buyNow: Migration = {
  name: '0082-buy-now',
  async up({ words: w, run }) {
    await run(`ALTER TABLE offers ADD COLUMN buyNow ${w.flag} NOT NULL DEFAULT 0`);
  },
};
