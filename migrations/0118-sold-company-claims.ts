/** Who wanted to list a company that was sold here to somebody else, of which its buyer was told. */
import type { Migration } from '../src/platform/db/migrate';

export const soldCompanyClaims: Migration = {
  name: '0118-sold-company-claims',
  async up({ words: w, run }) {
    await run(`CREATE TABLE sold_company_claims (
      saleId ${w.id} NOT NULL,
      userId ${w.id} NOT NULL,
      toldAt ${w.big} NOT NULL,
      PRIMARY KEY (saleId, userId),
      FOREIGN KEY (saleId) REFERENCES listings (id),
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX listings_of_carrier ON listings (usdot, status)');
  },
};
