/** Wires that were booked in error are taken back. */
import type { Migration } from '../src/platform/db/migrate';

export const wireCorrections: Migration = {
  name: '0041-wire-corrections',
  async up({ words: w, dialect, run, makeInsertOnly }) {
    await run(`ALTER TABLE payments ADD COLUMN correctedAt ${w.big} NULL`);
    // What was booked in error may be booked once more, where it belongs.
    await run(`ALTER TABLE payment_wires ADD COLUMN booking ${w.integer} NOT NULL DEFAULT 1`);
    await run(`DROP INDEX payment_wires_reference${dialect === 'mysql' ? ' ON payment_wires' : ''}`);
    await run('CREATE UNIQUE INDEX payment_wires_reference ON payment_wires (reference, booking)');
    await run(`CREATE TABLE wire_corrections (
      wireId ${w.id} NOT NULL PRIMARY KEY,
      reason ${w.text(2_000)} NOT NULL,
      borneCents ${w.big} NOT NULL,
      correctedAt ${w.big} NOT NULL,
      CONSTRAINT wire_corrections_borne CHECK (borneCents >= 0),
      FOREIGN KEY (wireId) REFERENCES payment_wires (id)
    ) ${w.tableEnd}`);
    await makeInsertOnly('wire_corrections');
  },
};
