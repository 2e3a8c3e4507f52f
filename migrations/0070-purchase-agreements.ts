/** Purchase agreements as they were signed, and by whom. */
import type { Migration } from '../src/platform/db/migrate';

export const purchaseAgreements: Migration = {
  name: '0070-purchase-agreements',
  async up({ words: w, run, makeInsertOnly }) {
    await run(`CREATE TABLE transaction_agreements (
      transactionId ${w.id} NOT NULL,
      version ${w.integer} NOT NULL,
      title ${w.text(200)} NOT NULL,
      blocks ${w.longText} NOT NULL,
      hash ${w.key(64)} NOT NULL,
      termsHash ${w.key(64)} NOT NULL,
      createdAt ${w.big} NOT NULL,
      PRIMARY KEY (transactionId, version),
      CONSTRAINT transaction_agreements_version CHECK (version > 0),
      FOREIGN KEY (transactionId) REFERENCES transactions (id)
    ) ${w.tableEnd}`);
    await makeInsertOnly('transaction_agreements');
    await run(`CREATE TABLE transaction_agreement_signatures (
      id ${w.id} NOT NULL PRIMARY KEY,
      transactionId ${w.id} NOT NULL,
      version ${w.integer} NOT NULL,
      side ${w.key(10)} NOT NULL,
      userId ${w.id} NOT NULL,
      typedName ${w.text(160)} NOT NULL,
      accountName ${w.text(220)} NOT NULL,
      hash ${w.key(64)} NOT NULL,
      address ${w.key(64)} NOT NULL,
      signedAt ${w.big} NOT NULL,
      CONSTRAINT transaction_agreement_signatures_side CHECK (side IN ('BUYER', 'SELLER')),
      FOREIGN KEY (transactionId) REFERENCES transactions (id)
    ) ${w.tableEnd}`);
    await run(
      'CREATE UNIQUE INDEX transaction_agreement_signatures_once ON transaction_agreement_signatures (transactionId, version, side)',
    );
    await makeInsertOnly('transaction_agreement_signatures');
    await run(`ALTER TABLE transactions ADD COLUMN buyerSignedAgreementAt ${w.big} NULL`);
    await run(`ALTER TABLE transactions ADD COLUMN sellerSignedAgreementAt ${w.big} NULL`);
  },
};
