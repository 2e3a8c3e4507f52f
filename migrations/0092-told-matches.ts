/** How far arrivals have been looked through for what a buyer looks for. */
import type { Migration } from '../src/platform/db/migrate';

export const toldMatches: Migration = {
  name: '0092-told-matches',
  async up({ words: w, run }) {
    await run(`ALTER TABLE buyer_requirements ADD COLUMN seenUpTo ${w.big} NOT NULL DEFAULT 0`);
    await run('CREATE INDEX buyer_requirements_due ON buyer_requirements (tell, seenUpTo, userId)');
  },
};
