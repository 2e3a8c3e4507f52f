/** What is open of a subscription: the invoice that was not paid yet, and where it can be. */
import type { Migration } from '../src/platform/db/migrate';

export const subscriptionDues: Migration = {
  name: '0017-subscription-dues',
  async up({ words: w, run }) {
    await run(`ALTER TABLE subscriptions ADD COLUMN dueInvoiceId ${w.key(120)} NULL`);
    await run(`ALTER TABLE subscriptions ADD COLUMN dueCents ${w.big} NULL`);
    await run(`ALTER TABLE subscriptions ADD COLUMN dueUrl ${w.text(2000)} NULL`);
  },
};
