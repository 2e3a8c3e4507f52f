/** Credits that had been spent when the money for them went back. What was lost before owes nothing. */
import type { Migration } from '../src/platform/db/migrate';

export const owedCredits: Migration = {
  name: '0119-owed-credits',
  async up({ words: w, run }) {
    await run(`ALTER TABLE credit_disputes ADD COLUMN owedCredits ${w.integer} NOT NULL DEFAULT 0`);
  },
};
