/** Unassigned money: a wire or a cashier's check that came and names no payment of ours. */
import type { Migration } from '../src/platform/db/migrate';

export const unassignedMoney: Migration = {
  name: '0093-unassigned-money',
  async up({ words: w, run }) {
    await run(`CREATE TABLE unassigned_money (
      id ${w.id} NOT NULL PRIMARY KEY,
      method ${w.key(20)} NOT NULL,
      amountCents ${w.big} NOT NULL,
      reference ${w.key(140)} NOT NULL,
      sender ${w.text(200)} NOT NULL,
      note ${w.text(2000)} NULL,
      state ${w.key(12)} NOT NULL,
      standingReference ${w.key(140)} NULL,
      bookedBy ${w.id} NOT NULL,
      bookedAt ${w.big} NOT NULL,
      paymentId ${w.id} NULL,
      backReference ${w.key(140)} NULL,
      closedBy ${w.id} NULL,
      closedAt ${w.big} NULL,
      closeReason ${w.text(2000)} NULL,
      CONSTRAINT unassigned_money_amount CHECK (amountCents > 0),
      CONSTRAINT unassigned_money_state CHECK (state IN ('PARKED', 'ASSIGNED', 'SENT_BACK', 'CORRECTED')),
      FOREIGN KEY (bookedBy) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX unassigned_money_state ON unassigned_money (state, bookedAt, id)');
    await run('CREATE UNIQUE INDEX unassigned_money_standing ON unassigned_money (standingReference)');
    await run('CREATE UNIQUE INDEX unassigned_money_back ON unassigned_money (backReference)');
  },
};
