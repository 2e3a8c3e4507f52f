/** Payouts of which a part came back, or that an admin orders for somebody who cannot; and what is payable, but held. */
import type { Migration } from '../src/platform/db/migrate';

export const owedMoney: Migration = {
  name: '0047-owed-money',
  async up({ words: w, run }) {
    await run(`ALTER TABLE payouts ADD COLUMN returnedCents ${w.big} NOT NULL DEFAULT 0`);
    await run(`ALTER TABLE payouts ADD COLUMN orderedById ${w.id} NULL`);
    await run(`UPDATE payouts SET returnedCents = amountCents WHERE status = 'RETURNED'`);
    await run(`CREATE TABLE payable_holds (
      userId ${w.id} NOT NULL PRIMARY KEY,
      reason ${w.text(500)} NOT NULL,
      heldUntil ${w.big} NOT NULL,
      heldById ${w.id} NOT NULL,
      heldAt ${w.big} NOT NULL
    ) ${w.tableEnd}`);
  },
};
