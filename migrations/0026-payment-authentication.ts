/** Where a payer confirms a card payment with their bank, while the payment waits for that. */
import type { Migration } from '../src/platform/db/migrate';

export const paymentAuthentication: Migration = {
  name: '0026-payment-authentication',
  async up({ words: w, run }) {
    await run(`ALTER TABLE payments ADD COLUMN authenticationUrl ${w.key(2_000)} NULL`);
    await run(`ALTER TABLE sandbox_payment_intents ADD COLUMN authenticationUrl ${w.key(2_000)} NULL`);
  },
};
