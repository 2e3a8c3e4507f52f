/** Listing fees; subscriptions: their terms, what each paid invoice granted, and whom the gateway knows as whose customer. */
import type { Migration } from '../src/platform/db/migrate';

export const subscriptions: Migration = {
  name: '0015-subscriptions',
  async up({ words: w, run }) {
    // For what the order is, where it pays a listing fee: one credit, sold at another price.
    await run(`ALTER TABLE credit_orders ADD COLUMN listingId ${w.id} NULL`);

    await run(`CREATE TABLE billing_customers (
      userId ${w.id} NOT NULL PRIMARY KEY,
      gatewayCustomerId ${w.key(120)} NULL,
      createdAt ${w.big} NOT NULL,
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX billing_customers_gateway ON billing_customers (gatewayCustomerId)');

    // The slot is taken while the subscription is live: the unique index holds everybody to one.
    await run(`CREATE TABLE subscriptions (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      requestKey ${w.key(200)} NULL,
      status ${w.key(20)} NOT NULL CHECK (status IN ('AWAITING_PAYMENT', 'ACTIVE', 'PAST_DUE', 'ENDED')),
      liveSlot ${w.id} NULL,
      plan ${w.key(20)} NOT NULL,
      termLength ${w.key(10)} NOT NULL CHECK (termLength IN ('MONTH', 'YEAR')),
      gatewaySubscriptionId ${w.key(120)} NULL,
      checkoutUrl ${w.text(2000)} NULL,
      periodStart ${w.big} NULL,
      periodEnd ${w.big} NULL,
      endsWithPeriod ${w.flag} NOT NULL CHECK (endsWithPeriod IN (0, 1)),
      pastDueSince ${w.big} NULL,
      noticesSent ${w.integer} NOT NULL CHECK (noticesSent >= 0),
      remindedFor ${w.big} NULL,
      endReason ${w.key(20)} NULL,
      roundsAsked ${w.integer} NOT NULL,
      roundApplied ${w.integer} NOT NULL,
      createdAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      endedAt ${w.big} NULL,
      FOREIGN KEY (userId) REFERENCES users (id),
      CHECK ((status IN ('ACTIVE', 'PAST_DUE') AND liveSlot IS NOT NULL)
        OR (status NOT IN ('ACTIVE', 'PAST_DUE') AND liveSlot IS NULL)),
      CHECK ((status = 'PAST_DUE' AND pastDueSince IS NOT NULL) OR (status <> 'PAST_DUE' AND pastDueSince IS NULL))
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX subscriptions_live ON subscriptions (liveSlot)');
    await run('CREATE UNIQUE INDEX subscriptions_request ON subscriptions (userId, requestKey)');
    await run('CREATE UNIQUE INDEX subscriptions_gateway ON subscriptions (gatewaySubscriptionId)');
    await run('CREATE INDEX subscriptions_user ON subscriptions (userId, createdAt)');
    await run('CREATE INDEX subscriptions_status ON subscriptions (status, periodEnd)');

    await run(`CREATE TABLE subscription_terms (
      id ${w.id} NOT NULL PRIMARY KEY,
      subscriptionId ${w.id} NOT NULL,
      status ${w.key(10)} NOT NULL CHECK (status IN ('ASKED', 'AGREED')),
      plan ${w.key(20)} NOT NULL,
      termLength ${w.key(10)} NOT NULL CHECK (termLength IN ('MONTH', 'YEAR')),
      priceCents ${w.big} NOT NULL CHECK (priceCents > 0),
      creditsPerPeriod ${w.integer} NOT NULL CHECK (creditsPerPeriod >= 0),
      upgradeCredits ${w.integer} NULL CHECK (upgradeCredits >= 0),
      fromAt ${w.big} NOT NULL,
      createdAt ${w.big} NOT NULL,
      FOREIGN KEY (subscriptionId) REFERENCES subscriptions (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX subscription_terms_of ON subscription_terms (subscriptionId, fromAt)');

    // One row for each paid invoice; the second index is what grants the credits of a period once.
    await run(`CREATE TABLE subscription_periods (
      invoiceId ${w.id} NOT NULL PRIMARY KEY,
      subscriptionId ${w.id} NOT NULL,
      userId ${w.id} NOT NULL,
      gatewayInvoiceId ${w.key(120)} NOT NULL,
      number ${w.text(120)} NULL,
      grantFor ${w.key(40)} NOT NULL,
      plan ${w.key(20)} NOT NULL,
      periodStart ${w.big} NOT NULL,
      periodEnd ${w.big} NOT NULL,
      amountCents ${w.big} NOT NULL CHECK (amountCents >= 0),
      credits ${w.integer} NOT NULL CHECK (credits >= 0),
      grantedAt ${w.big} NOT NULL,
      FOREIGN KEY (subscriptionId) REFERENCES subscriptions (id)
    ) ${w.tableEnd}`);
    await run(
      'CREATE UNIQUE INDEX subscription_periods_once ON subscription_periods (subscriptionId, periodStart, grantFor)',
    );
    await run('CREATE UNIQUE INDEX subscription_periods_invoice ON subscription_periods (gatewayInvoiceId)');
    await run(
      'CREATE INDEX subscription_periods_user ON subscription_periods (userId, grantedAt, invoiceId)',
    );
  },
};
