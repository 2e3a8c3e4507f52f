/** Money that banks or other hands took back of invoices, too, takes credits back; and what is done to subscriptions at their gateway. */
import type { Migration, MigrationTools } from '../src/platform/db/migrate';

export const moneyBackOfInvoices: Migration = {
  name: '0046-money-back-of-invoices',
  async up(tools) {
    const { words: w, run } = tools;
    await makeOrderOptional(tools);
    await run(`ALTER TABLE credit_disputes ADD COLUMN invoiceId ${w.id} NULL`);
    await run(`ALTER TABLE subscriptions ADD COLUMN collectionPaused ${w.flag} NOT NULL DEFAULT 0`);
    await run(`ALTER TABLE subscription_periods ADD COLUMN extraCents ${w.big} NOT NULL DEFAULT 0`);
  },
};

async function makeOrderOptional({ words: w, dialect, run, remakeTable }: MigrationTools): Promise<void> {
  if (dialect === 'mysql') return run(`ALTER TABLE credit_disputes MODIFY COLUMN orderId ${w.id} NULL`);
  const kept = ['disputeId', 'userId', 'orderId', 'status', 'takenCredits', 'openedAt', 'closedAt'];
  // The embedded database changes no column: the table is made anew.
  return remakeTable('credit_disputes', {
    definition: `
      disputeId ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      orderId ${w.id} NULL,
      status ${w.key(10)} NOT NULL CHECK (status IN ('OPEN', 'WON', 'LOST')),
      takenCredits ${w.integer} NOT NULL CHECK (takenCredits >= 0),
      openedAt ${w.big} NOT NULL,
      closedAt ${w.big} NULL,
      FOREIGN KEY (orderId) REFERENCES credit_orders (id)`,
    from: Object.fromEntries(kept.map((column) => [column, column])),
    indexes: ['CREATE INDEX credit_disputes_of ON credit_disputes (userId, status)'],
  });
}
