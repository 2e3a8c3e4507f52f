/** Which saved payment method pays a subscription. */
import type { Migration } from '../src/platform/db/migrate';

export const subscriptionMethods: Migration = {
  name: '0021-subscription-methods',
  async up({ words: w, run }) {
    await run(`ALTER TABLE subscriptions ADD COLUMN paymentMethodId ${w.key(120)} NULL`);
  },
};
