/** Jobs that were added when payouts, the sandbox and the news of invoices were a part of payments are read as today's. */
import type { Migration } from '../src/platform/db/migrate';

/** What Stripe calls the reason of an invoice, and we do. */
const REASONS = {
  subscription_create: 'SUBSCRIBED',
  subscription_cycle: 'RENEWED',
  subscription_update: 'CHANGED',
};

export const formerPaymentJobs: Migration = {
  name: '0036-former-payment-jobs',
  async up({ run }) {
    await run(`UPDATE jobs SET kind = REPLACE(kind, 'payments.sandbox_', 'sandbox.')
      WHERE kind LIKE 'payments.sandbox%'`);
    for (const [former, reason] of Object.entries(REASONS)) {
      await run(`UPDATE jobs
        SET payload = REPLACE(payload, '"billingReason":"${former}"', '"reason":"${reason}"')
        WHERE kind LIKE 'invoice.paid > %' AND payload LIKE '%"billingReason"%' AND status <> 'DONE'`);
    }
  },
};
