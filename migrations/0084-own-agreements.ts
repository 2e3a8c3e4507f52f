/** Purchase agreements that the sides bring themselves, and which version of a deal's agreement stands. */
import type { Migration } from '../src/platform/db/migrate';

export const ownAgreements: Migration = {
  name: '0084-own-agreements',
  async up({ words: w, run }) {
    await run(`ALTER TABLE transactions ADD COLUMN agreementVersion ${w.integer} NOT NULL DEFAULT 1`);
    await run(`ALTER TABLE transactions ADD COLUMN agreementDocumentId ${w.id} NULL`);
    // Until now it was the version of the terms.
    await run(
      `UPDATE transactions SET agreementVersion = 1 +
       (SELECT COUNT(*) FROM transaction_terms f WHERE f.transactionId = transactions.id)`,
    );
    await run(`ALTER TABLE transaction_agreements ADD COLUMN documentId ${w.id} NULL`);
    await run(`ALTER TABLE transaction_agreements ADD COLUMN fileName ${w.text(200)} NULL`);
    await run(`ALTER TABLE transaction_agreements ADD COLUMN broughtBy ${w.key(10)} NULL`);
  },
};
