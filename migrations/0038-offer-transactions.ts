/** An accepted offer leads to its transaction. */
import type { Migration } from '../src/platform/db/migrate';

export const offerTransactions: Migration = {
  name: '0038-offer-transactions',
  async up({ words: w, run }) {
    await run(`ALTER TABLE offers ADD COLUMN transactionId ${w.id} NULL`);
    await run(
      'UPDATE offers SET transactionId = (SELECT t.id FROM transactions t WHERE t.offerId = offers.id)',
    );
  },
};
