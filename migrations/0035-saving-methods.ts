/** One payment method at a time is saved for a customer, so that they can be counted. */
import type { Migration } from '../src/platform/db/migrate';

export const savingMethods: Migration = {
  name: '0035-saving-methods',
  async up({ words: w, run }) {
    await run(`ALTER TABLE billing_customers ADD COLUMN savingUntil ${w.big} NULL`);
  },
};
