/** Card disputes of what bought credits: while one is open none are spent, and a lost one takes them back. */
import type { Migration } from '../src/platform/db/migrate';

export const creditDisputes: Migration = {
  name: '0027-credit-disputes',
  async up({ words: w, run }) {
    await run(`CREATE TABLE credit_disputes (
      disputeId ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      orderId ${w.id} NOT NULL,
      status ${w.key(10)} NOT NULL CHECK (status IN ('OPEN', 'WON', 'LOST')),
      takenCredits ${w.integer} NOT NULL CHECK (takenCredits >= 0),
      openedAt ${w.big} NOT NULL,
      closedAt ${w.big} NULL,
      FOREIGN KEY (orderId) REFERENCES credit_orders (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX credit_disputes_of ON credit_disputes (userId, status)');
  },
};
