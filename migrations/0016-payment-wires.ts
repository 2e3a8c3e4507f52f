/** The wires that arrived for a payment: one makes it up, several do, or one brings too much. */
import type { Migration } from '../src/platform/db/migrate';

export const paymentWires: Migration = {
  name: '0016-payment-wires',
  async up({ words: w, dialect, run, makeInsertOnly }) {
    await run(`CREATE TABLE payment_wires (
      id ${w.id} NOT NULL PRIMARY KEY,
      paymentId ${w.id} NOT NULL,
      amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
      reference ${w.key(140)} NOT NULL,
      arrivedAt ${w.big} NOT NULL,
      FOREIGN KEY (paymentId) REFERENCES payments (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX payment_wires_reference ON payment_wires (reference)');
    await run('CREATE INDEX payment_wires_payment ON payment_wires (paymentId)');
    await run('CREATE INDEX payment_wires_arrived ON payment_wires (arrivedAt, id)');
    await run(`ALTER TABLE payments ADD COLUMN wiredCents ${w.big} NOT NULL DEFAULT 0`);

    // Until now one wire made up one payment.
    await run(`INSERT INTO payment_wires (id, paymentId, amountCents, reference, arrivedAt)
      SELECT id, id, amountCents, bankReference, endedAt FROM payments WHERE bankReference IS NOT NULL`);
    await run('UPDATE payments SET wiredCents = amountCents WHERE bankReference IS NOT NULL');
    await run(`DROP INDEX payments_bank_reference${dialect === 'mysql' ? ' ON payments' : ''}`);
    await run('ALTER TABLE payments DROP COLUMN bankReference');
    await makeInsertOnly('payment_wires');
  },
};
