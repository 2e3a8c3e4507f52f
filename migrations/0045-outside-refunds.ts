/** What was given back at a gateway past us: each once, and whose money it was; and which invoice a payment paid. */
import type { Migration } from '../src/platform/db/migrate';

export const outsideRefunds: Migration = {
  name: '0045-outside-refunds',
  async up({ words: w, run }) {
    await run(`CREATE TABLE outside_refunds (
      id ${w.id} NOT NULL PRIMARY KEY,
      gateway ${w.key(20)} NOT NULL,
      gatewayRefundId ${w.key(120)} NOT NULL,
      paymentId ${w.id} NULL,
      customerId ${w.key(120)} NULL,
      gatewayInvoiceId ${w.key(120)} NULL,
      amountCents ${w.big} NOT NULL,
      status ${w.key(12)} NOT NULL,
      bookedAs ${w.key(10)} NULL,
      settlesRefundId ${w.id} NULL,
      foundAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      bookedAt ${w.big} NULL,
      CONSTRAINT outside_refunds_amount CHECK (amountCents > 0),
      CONSTRAINT outside_refunds_status CHECK (status IN ('PENDING', 'UNBOOKED', 'BOOKED', 'UNDONE')),
      CONSTRAINT outside_refunds_as CHECK (bookedAs IN ('OWNER', 'LOSS', 'REFUND')),
      CONSTRAINT outside_refunds_booked CHECK ((status = 'BOOKED') = (bookedAs IS NOT NULL) OR status = 'UNDONE'),
      CONSTRAINT outside_refunds_of CHECK ((paymentId IS NULL) <> (customerId IS NULL)),
      FOREIGN KEY (paymentId) REFERENCES payments (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX outside_refunds_once ON outside_refunds (gateway, gatewayRefundId)');
    await run('CREATE INDEX outside_refunds_of_payment ON outside_refunds (paymentId, status)');
    await run(`ALTER TABLE payments ADD COLUMN outsideCents ${w.big} NOT NULL DEFAULT 0`);
    await run(`ALTER TABLE invoice_payments ADD COLUMN gatewayInvoiceId ${w.key(120)} NULL`);
    await run(
      `ALTER TABLE transaction_card_disputes ADD COLUMN kind ${w.key(10)} NOT NULL DEFAULT 'DISPUTE'`,
    );
  },
};
