/** Card disputes of what paid an invoice: the gateway made that payment itself, so it is no payment of ours. */
import type { Migration, MigrationTools } from '../src/platform/db/migrate';

export const invoiceDisputes: Migration = {
  name: '0020-invoice-disputes',
  async up(tools) {
    const { words: w, run } = tools;
    await run(`CREATE TABLE invoice_payments (
      id ${w.key(120)} NOT NULL PRIMARY KEY,
      gateway ${w.key(20)} NOT NULL,
      customerId ${w.key(120)} NOT NULL,
      amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
      heardAt ${w.big} NOT NULL
    ) ${w.tableEnd}`);
    await makePaymentOptional(tools);
  },
};

async function makePaymentOptional({ words: w, dialect, run, remakeTable }: MigrationTools): Promise<void> {
  if (dialect === 'mysql') return run(`ALTER TABLE card_disputes MODIFY COLUMN paymentId ${w.id} NULL`);
  const kept = [
    ...['id', 'paymentId', 'gateway', 'gatewayDisputeId', 'amountCents', 'reason', 'status', 'money'],
    ...['openedAt', 'updatedAt', 'endedAt'],
  ];
  // The embedded database changes no column: the table is made anew.
  return remakeTable('card_disputes', {
    definition: `
      id ${w.id} NOT NULL PRIMARY KEY,
      paymentId ${w.id} NULL,
      gateway ${w.key(20)} NOT NULL,
      gatewayDisputeId ${w.key(120)} NOT NULL,
      amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
      reason ${w.key(60)} NOT NULL,
      status ${w.key(20)} NOT NULL CHECK (status IN ('OPEN', 'WON', 'LOST')),
      money ${w.key(20)} NOT NULL CHECK (money IN ('WITH_US', 'WITHDRAWN', 'REINSTATED', 'LOST')),
      openedAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      endedAt ${w.big} NULL,
      FOREIGN KEY (paymentId) REFERENCES payments (id)`,
    from: Object.fromEntries(kept.map((column) => [column, column])),
    indexes: [
      'CREATE UNIQUE INDEX card_disputes_gateway ON card_disputes (gatewayDisputeId)',
      'CREATE INDEX card_disputes_payment ON card_disputes (paymentId)',
      'CREATE INDEX card_disputes_status ON card_disputes (status, openedAt, id)',
      'CREATE INDEX card_disputes_opened ON card_disputes (openedAt, id)',
    ],
  });
}
