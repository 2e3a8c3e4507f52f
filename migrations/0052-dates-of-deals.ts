/** The days that the people of a deal are reminded of: the closing date, and what the law gives a time for afterwards. */
import type { Migration } from '../src/platform/db/migrate';

export const datesOfDeals: Migration = {
  name: '0052-dates-of-deals',
  async up({ words: w, run }) {
    await run(`CREATE TABLE transaction_dates (
      id ${w.id} NOT NULL PRIMARY KEY,
      transactionId ${w.id} NOT NULL,
      itemId ${w.id} NULL,
      dueAt ${w.big} NOT NULL,
      remindAt ${w.big} NULL,
      FOREIGN KEY (transactionId) REFERENCES transactions (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX transaction_dates_due ON transaction_dates (remindAt, id)');
    await run('CREATE INDEX transaction_dates_of ON transaction_dates (transactionId)');
  },
};
