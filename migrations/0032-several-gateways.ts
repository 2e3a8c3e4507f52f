/** Several gateways at once: whatever one of them took bears its name, and its ids are unique among its own. */
import type { Migration, MigrationTools } from '../src/platform/db/migrate';

export const severalGateways: Migration = {
  name: '0032-several-gateways',
  async up(tools) {
    await nameGatewayOfRefunds(tools);
    await nameGatewayOfSubscriptions(tools);
    await nameGatewayOfCustomers(tools);
    await makeIdsUniquePerGateway(tools);
  },
};

/** What the sandbox made is among its own objects; before this, the other gateway was Stripe. */
const tellGateway = (gatewayId: string): string =>
  `CASE WHEN EXISTS (SELECT 1 FROM sandbox_objects o WHERE o.id = ${gatewayId}) THEN 'sandbox' ELSE 'stripe' END`;

async function nameGatewayOfRefunds({ words: w, run }: MigrationTools): Promise<void> {
  await run(`ALTER TABLE refunds ADD COLUMN gateway ${w.key(20)} NULL`);
  await run('UPDATE refunds SET gateway = (SELECT p.gateway FROM payments p WHERE p.id = refunds.paymentId)');
}

/** One whose checkout was never paid is where its holder's customer is. */
async function nameGatewayOfSubscriptions({ words: w, run }: MigrationTools): Promise<void> {
  await run(`ALTER TABLE subscriptions ADD COLUMN gateway ${w.key(20)} NOT NULL DEFAULT 'stripe'`);
  const customer =
    '(SELECT c.gatewayCustomerId FROM billing_customers c WHERE c.userId = subscriptions.userId)';
  await run(
    `UPDATE subscriptions SET gateway = ${tellGateway(`COALESCE(subscriptions.gatewaySubscriptionId, ${customer})`)}`,
  );
}

/** A user may be a customer of several gateways. One that no gateway knows yet is made when it is needed. */
async function nameGatewayOfCustomers({ words: w, run }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE customers_of_gateways (
    userId ${w.id} NOT NULL,
    gateway ${w.key(20)} NOT NULL,
    gatewayCustomerId ${w.key(120)} NULL,
    createdAt ${w.big} NOT NULL,
    PRIMARY KEY (userId, gateway),
    FOREIGN KEY (userId) REFERENCES users (id)
  ) ${w.tableEnd}`);
  await run(
    'CREATE UNIQUE INDEX billing_customers_once ON customers_of_gateways (gatewayCustomerId, gateway)',
  );
  await run(
    `INSERT INTO customers_of_gateways (userId, gateway, gatewayCustomerId, createdAt)
     SELECT c.userId, ${tellGateway('c.gatewayCustomerId')}, c.gatewayCustomerId, c.createdAt
     FROM billing_customers c WHERE c.gatewayCustomerId IS NOT NULL`,
  );
  await run('DROP TABLE billing_customers');
  await run('ALTER TABLE customers_of_gateways RENAME TO billing_customers');
}

const UNIQUE_PER_GATEWAY = [
  ['payments', 'payments_gateway_payment', 'gatewayPaymentId'],
  ['refunds', 'refunds_gateway_refund', 'gatewayRefundId'],
  ['card_disputes', 'card_disputes_gateway', 'gatewayDisputeId'],
  ['gateway_invoices', 'gateway_invoices_once', 'gatewayInvoiceId'],
  ['payouts', 'payouts_gateway_transfer', 'gatewayTransferId'],
  ['payout_accounts', 'payout_accounts_gateway', 'gatewayAccountId'],
  ['subscriptions', 'subscriptions_gateway', 'gatewaySubscriptionId'],
] as const;

async function makeIdsUniquePerGateway({ words: w, dialect, run }: MigrationTools): Promise<void> {
  const drop = (index: string, table: string) =>
    run(`DROP INDEX ${index}${dialect === 'mysql' ? ` ON ${table}` : ''}`);
  for (const [table, index, id] of UNIQUE_PER_GATEWAY) {
    await drop(index, table);
    // The id first: it alone is looked for as well.
    await run(`CREATE UNIQUE INDEX ${index} ON ${table} (${id}, gateway)`);
  }
  // A subscription has one gateway.
  await drop('subscription_periods_invoice', 'subscription_periods');
  await run(
    'CREATE UNIQUE INDEX subscription_periods_invoice ON subscription_periods (gatewayInvoiceId, subscriptionId)',
  );
  await run(`CREATE TABLE paid_invoice_payments (
    id ${w.key(120)} NOT NULL,
    gateway ${w.key(20)} NOT NULL,
    customerId ${w.key(120)} NOT NULL,
    amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
    heardAt ${w.big} NOT NULL,
    PRIMARY KEY (id, gateway)
  ) ${w.tableEnd}`);
  await run(
    `INSERT INTO paid_invoice_payments (id, gateway, customerId, amountCents, heardAt)
     SELECT id, gateway, customerId, amountCents, heardAt FROM invoice_payments`,
  );
  await run('DROP TABLE invoice_payments');
  await run('ALTER TABLE paid_invoice_payments RENAME TO invoice_payments');
}
