/**
 * The wires that admins sent: one may come back from the bank, and a refund is then wired again. And where money goes
 * from a payout account, so that a change of it is seen.
 */
import type { Migration } from '../src/platform/db/migrate';

export const sentWires: Migration = {
  name: '0022-sent-wires',
  async up({ words: w, run }) {
    await run(`CREATE TABLE sent_wires (
      id ${w.id} NOT NULL PRIMARY KEY,
      settles ${w.key(10)} NOT NULL CHECK (settles IN ('refund', 'payout')),
      subjectId ${w.id} NOT NULL,
      ordinal ${w.integer} NOT NULL CHECK (ordinal >= 1),
      amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
      reference ${w.key(140)} NOT NULL,
      sentAt ${w.big} NOT NULL,
      returnReference ${w.key(140)} NULL,
      returnedAt ${w.big} NULL,
      CHECK ((returnReference IS NULL) = (returnedAt IS NULL))
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX sent_wires_ordinal ON sent_wires (subjectId, ordinal)');
    await run('CREATE UNIQUE INDEX sent_wires_reference ON sent_wires (reference, settles)');
    await run('CREATE UNIQUE INDEX sent_wires_return ON sent_wires (returnReference)');

    await run(`ALTER TABLE payout_accounts ADD COLUMN destinationPrint ${w.key(64)} NULL`);

    // Until now one wire settled for good.
    for (const [table, settles] of [
      ['refunds', 'refund'],
      ['payouts', 'payout'],
    ]) {
      await run(`INSERT INTO sent_wires (id, settles, subjectId, ordinal, amountCents, reference, sentAt)
        SELECT id, '${settles}', id, 1, amountCents, bankReference, COALESCE(endedAt, updatedAt)
        FROM ${table} WHERE bankReference IS NOT NULL`);
    }
  },
};
