/** What banks take back of payments: how much of each, and which deal bears it. */
import type { Migration } from '../src/platform/db/migrate';

export const cardDisputesOfDeals: Migration = {
  name: '0023-card-disputes-of-deals',
  async up({ words: w, run }) {
    await run(`ALTER TABLE payments ADD COLUMN chargedBackCents ${w.big} NOT NULL DEFAULT 0`);
    await run(`CREATE TABLE transaction_card_disputes (
      disputeId ${w.id} NOT NULL PRIMARY KEY,
      transactionId ${w.id} NOT NULL,
      paymentId ${w.id} NOT NULL,
      disputedCents ${w.big} NOT NULL CHECK (disputedCents > 0),
      status ${w.key(10)} NOT NULL CHECK (status IN ('OPEN', 'WON', 'LOST')),
      borneCents ${w.big} NOT NULL,
      openedAt ${w.big} NOT NULL,
      closedAt ${w.big} NULL,
      CHECK (borneCents BETWEEN 0 AND disputedCents),
      FOREIGN KEY (transactionId) REFERENCES transactions (id),
      FOREIGN KEY (paymentId) REFERENCES transaction_receipts (paymentId)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX transaction_card_disputes_of ON transaction_card_disputes (transactionId)');
  },
};
