/** Orders of credits, and which spent credits were given back. */
import type { Migration } from '../src/platform/db/migrate';

export const billing: Migration = {
  name: '0007-billing',
  async up({ words: w, run }) {
    await run(`CREATE TABLE credit_orders (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      requestKey ${w.key(200)} NULL,
      credits ${w.integer} NOT NULL CHECK (credits > 0),
      priceCents ${w.big} NOT NULL CHECK (priceCents > 0),
      method ${w.key(20)} NOT NULL CHECK (method IN ('CARD', 'BANK_DEBIT')),
      status ${w.key(20)} NOT NULL CHECK (status IN ('AWAITING_PAYMENT', 'PAID', 'FAILED')),
      createdAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX credit_orders_request ON credit_orders (userId, requestKey)');
    await run('CREATE INDEX credit_orders_user ON credit_orders (userId, status)');
    await run('CREATE INDEX credit_orders_status ON credit_orders (status, createdAt)');

    await run(`CREATE TABLE credit_spendings (
      spendingKey ${w.key(150)} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      reason ${w.key(40)} NOT NULL,
      subjectType ${w.key(60)} NOT NULL,
      subjectId ${w.key(120)} NOT NULL,
      spentAt ${w.big} NOT NULL,
      returnKey ${w.key(190)} NULL,
      returnedAt ${w.big} NULL,
      FOREIGN KEY (userId) REFERENCES users (id),
      CHECK ((returnKey IS NULL AND returnedAt IS NULL) OR (returnKey IS NOT NULL AND returnedAt IS NOT NULL))
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX credit_spendings_return ON credit_spendings (returnKey)');
    await run(
      'CREATE INDEX credit_spendings_subject ON credit_spendings (userId, subjectType, subjectId, spentAt)',
    );
  },
};
