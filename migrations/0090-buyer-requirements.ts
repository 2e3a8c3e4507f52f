/** What buyers look for. */
import type { Migration } from '../src/platform/db/migrate';

export const buyerRequirements: Migration = {
  name: '0090-buyer-requirements',
  async up({ words: w, run }) {
    await run(`CREATE TABLE buyer_requirements (
      userId ${w.id} NOT NULL PRIMARY KEY,
      wishes ${w.longText} NOT NULL,
      tell ${w.flag} NOT NULL,
      leastScore ${w.integer} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      CONSTRAINT buyer_requirements_score CHECK (leastScore >= 1 AND leastScore <= 100),
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
  },
};
