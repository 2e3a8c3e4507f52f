/** Another price after the acceptance: proposed by one side, agreed to by the other; the former terms are kept. */
import type { Migration } from '../src/platform/db/migrate';

const KEPT = [
  ...['id', 'transactionId', 'kind', 'side', 'userId', 'outcome', 'buyerCents', 'sellerCents', 'days'],
  ...['reason', 'status', 'createdAt', 'closedAt'],
];

export const pricesByConsent: Migration = {
  name: '0051-prices-by-consent',
  async up({ words: w, run, remakeTable, makeInsertOnly }) {
    await remakeTable('transaction_proposals', {
      definition: `
        id ${w.id} NOT NULL PRIMARY KEY,
        transactionId ${w.id} NOT NULL,
        kind ${w.key(20)} NOT NULL,
        side ${w.key(10)} NOT NULL,
        userId ${w.id} NOT NULL,
        outcome ${w.key(20)} NULL,
        buyerCents ${w.big} NULL,
        sellerCents ${w.big} NULL,
        days ${w.integer} NULL,
        priceCents ${w.big} NULL,
        reason ${w.text(2000)} NULL,
        status ${w.key(10)} NOT NULL,
        createdAt ${w.big} NOT NULL,
        closedAt ${w.big} NULL,
        isOpen ${w.flag} GENERATED ALWAYS AS (CASE WHEN status = 'OPEN' THEN 1 END) STORED,
        FOREIGN KEY (transactionId) REFERENCES transactions (id)`,
      from: Object.fromEntries(KEPT.map((column) => [column, column])),
      checks: {
        transaction_proposals_side: `(kind = 'DECISION' AND side = 'ADMIN') OR (kind <> 'DECISION' AND side IN ('BUYER', 'SELLER'))`,
        transaction_proposals_status: `(status = 'OPEN' AND closedAt IS NULL)
          OR (status IN ('AGREED', 'REPLACED', 'LAPSED') AND closedAt IS NOT NULL)`,
        transaction_proposals_split: `(kind IN ('SETTLEMENT', 'DECISION') AND outcome IN ('COMPLETED', 'CANCELLED')
          AND buyerCents >= 0 AND buyerCents IS NOT NULL AND sellerCents >= 0 AND sellerCents IS NOT NULL)
          OR (kind IN ('EXTENSION', 'CANCELLATION', 'PRICE') AND outcome IS NULL AND buyerCents IS NULL AND sellerCents IS NULL)`,
        transaction_proposals_days: `(kind = 'EXTENSION' AND days IS NOT NULL AND days > 0) OR (kind <> 'EXTENSION' AND days IS NULL)`,
        transaction_proposals_price: `(kind = 'PRICE' AND priceCents IS NOT NULL AND priceCents > 0) OR (kind <> 'PRICE' AND priceCents IS NULL)`,
      },
      indexes: [
        'CREATE UNIQUE INDEX transaction_proposals_one_open ON transaction_proposals (isOpen, transactionId, kind)',
        'CREATE INDEX transaction_proposals_of ON transaction_proposals (transactionId, createdAt, id)',
      ],
    });
    await run(`CREATE TABLE transaction_terms (
      transactionId ${w.id} NOT NULL,
      version ${w.integer} NOT NULL,
      terms ${w.longText} NOT NULL,
      termsHash ${w.key(64)} NOT NULL,
      buyerAcceptedAt ${w.big} NULL,
      sellerAcceptedAt ${w.big} NULL,
      replacedAt ${w.big} NOT NULL,
      PRIMARY KEY (transactionId, version),
      CONSTRAINT transaction_terms_version CHECK (version > 0),
      FOREIGN KEY (transactionId) REFERENCES transactions (id)
    ) ${w.tableEnd}`);
    await makeInsertOnly('transaction_terms');
  },
};
