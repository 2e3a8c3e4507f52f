/** Payouts to sellers, card disputes, paid invoices of subscriptions, and the rest of the sandbox gateway's world. */
import type { Migration, MigrationTools } from '../src/platform/db/migrate';

export const payouts: Migration = {
  name: '0014-payouts',
  async up(tools) {
    await createPayouts(tools);
    await createCardDisputes(tools);
    await createInvoices(tools);
    await createSandbox(tools);
  },
};

async function createPayouts({ words: w, run }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE payout_accounts (
    id ${w.id} NOT NULL PRIMARY KEY,
    userId ${w.id} NOT NULL,
    gateway ${w.key(20)} NOT NULL,
    gatewayKey ${w.key(120)} NOT NULL,
    gatewayAccountId ${w.key(120)} NULL,
    detailsSubmitted ${w.flag} NOT NULL CHECK (detailsSubmitted IN (0, 1)),
    payoutsEnabled ${w.flag} NOT NULL CHECK (payoutsEnabled IN (0, 1)),
    usableFrom ${w.big} NULL,
    createdAt ${w.big} NOT NULL,
    updatedAt ${w.big} NOT NULL
  ) ${w.tableEnd}`);
  await run('CREATE UNIQUE INDEX payout_accounts_user ON payout_accounts (userId, gateway)');
  await run('CREATE UNIQUE INDEX payout_accounts_gateway ON payout_accounts (gatewayAccountId)');

  await run(`CREATE TABLE payouts (
    id ${w.id} NOT NULL PRIMARY KEY,
    userId ${w.id} NOT NULL,
    amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
    method ${w.key(20)} NOT NULL CHECK (method IN ('GATEWAY', 'WIRE')),
    status ${w.key(20)} NOT NULL
      CHECK (status IN ('REQUESTED', 'AWAITING_WIRE', 'PAID', 'FAILED', 'RETURNED')),
    gateway ${w.key(20)} NULL,
    gatewayAccountId ${w.key(120)} NULL,
    gatewayTransferId ${w.key(120)} NULL,
    failureReason ${w.text(500)} NULL,
    bankReference ${w.key(140)} NULL,
    checkAt ${w.big} NULL,
    requestedAt ${w.big} NOT NULL,
    updatedAt ${w.big} NOT NULL,
    endedAt ${w.big} NULL,
    CHECK (method = 'WIRE' OR gatewayAccountId IS NOT NULL)
  ) ${w.tableEnd}`);
  await run('CREATE UNIQUE INDEX payouts_gateway_transfer ON payouts (gatewayTransferId)');
  await run('CREATE UNIQUE INDEX payouts_bank_reference ON payouts (bankReference)');
  await run('CREATE INDEX payouts_user ON payouts (userId, requestedAt, id)');
  await run('CREATE INDEX payouts_status ON payouts (status, requestedAt, id)');
  await run('CREATE INDEX payouts_requested ON payouts (requestedAt, id)');
  await run('CREATE INDEX payouts_check ON payouts (checkAt)');
}

async function createCardDisputes({ words: w, run }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE card_disputes (
    id ${w.id} NOT NULL PRIMARY KEY,
    paymentId ${w.id} NOT NULL,
    gateway ${w.key(20)} NOT NULL,
    gatewayDisputeId ${w.key(120)} NOT NULL,
    amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
    reason ${w.key(60)} NOT NULL,
    status ${w.key(20)} NOT NULL CHECK (status IN ('OPEN', 'WON', 'LOST')),
    money ${w.key(20)} NOT NULL CHECK (money IN ('WITH_US', 'WITHDRAWN', 'REINSTATED', 'LOST')),
    openedAt ${w.big} NOT NULL,
    updatedAt ${w.big} NOT NULL,
    endedAt ${w.big} NULL,
    FOREIGN KEY (paymentId) REFERENCES payments (id)
  ) ${w.tableEnd}`);
  await run('CREATE UNIQUE INDEX card_disputes_gateway ON card_disputes (gatewayDisputeId)');
  await run('CREATE INDEX card_disputes_payment ON card_disputes (paymentId)');
  await run('CREATE INDEX card_disputes_status ON card_disputes (status, openedAt, id)');
  await run('CREATE INDEX card_disputes_opened ON card_disputes (openedAt, id)');
}

async function createInvoices({ words: w, run }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE gateway_invoices (
    id ${w.id} NOT NULL PRIMARY KEY,
    gateway ${w.key(20)} NOT NULL,
    gatewayInvoiceId ${w.key(120)} NOT NULL,
    subscriptionId ${w.key(120)} NOT NULL,
    customerId ${w.key(120)} NOT NULL,
    amountCents ${w.big} NOT NULL CHECK (amountCents >= 0),
    paidAt ${w.big} NOT NULL
  ) ${w.tableEnd}`);
  await run('CREATE UNIQUE INDEX gateway_invoices_once ON gateway_invoices (gatewayInvoiceId)');
}

async function createSandbox({ words: w, run }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE sandbox_objects (
    id ${w.key(60)} NOT NULL PRIMARY KEY,
    object ${w.key(40)} NOT NULL,
    holder ${w.key(60)} NULL,
    reference ${w.key(190)} NULL,
    body ${w.longText} NOT NULL,
    createdAt ${w.big} NOT NULL
  ) ${w.tableEnd}`);
  await run('CREATE INDEX sandbox_objects_holder ON sandbox_objects (object, holder, createdAt)');
  await run('CREATE INDEX sandbox_objects_reference ON sandbox_objects (object, reference)');

  await run(`CREATE TABLE sandbox_answers (
    idempotencyKey ${w.key(190)} NOT NULL PRIMARY KEY,
    parameters ${w.longText} NOT NULL,
    objectId ${w.key(60)} NOT NULL
  ) ${w.tableEnd}`);
}
