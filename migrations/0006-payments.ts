/** Payments, refunds, the inbox of the gateway's webhooks, and the sandbox gateway's own world. */
import type { Migration, MigrationTools } from '../src/platform/db/migrate';

export const payments: Migration = {
  name: '0006-payments',
  async up(tools) {
    await createPayments(tools);
    await createRefunds(tools);
    await createInbox(tools);
    await createSandbox(tools);
  },
};

async function createPayments({ words: w, run }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE payments (
    id ${w.id} NOT NULL PRIMARY KEY,
    purpose ${w.key(40)} NOT NULL,
    subjectId ${w.id} NOT NULL,
    payerId ${w.id} NOT NULL,
    amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
    currency ${w.key(3)} NOT NULL CHECK (currency = 'usd'),
    method ${w.key(20)} NOT NULL CHECK (method IN ('CARD', 'BANK_DEBIT', 'WIRE')),
    paymentMethodId ${w.key(120)} NULL,
    description ${w.text(300)} NOT NULL,
    status ${w.key(20)} NOT NULL
      CHECK (status IN ('STARTED', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    slot ${w.key(120)} NULL,
    gateway ${w.key(20)} NULL,
    gatewayKey ${w.key(120)} NOT NULL,
    gatewayPaymentId ${w.key(120)} NULL,
    amountReceivedCents ${w.big} NULL,
    refundedCents ${w.big} NOT NULL CHECK (refundedCents >= 0),
    late ${w.flag} NOT NULL CHECK (late IN (0, 1)),
    failureCode ${w.key(60)} NULL,
    failureReason ${w.text(500)} NULL,
    cancelReason ${w.text(500)} NULL,
    wireReference ${w.key(30)} NULL,
    bankReference ${w.key(140)} NULL,
    checkAt ${w.big} NULL,
    startedAt ${w.big} NOT NULL,
    updatedAt ${w.big} NOT NULL,
    endedAt ${w.big} NULL,
    CHECK ((status = 'SUCCEEDED' AND amountReceivedCents IS NOT NULL AND amountReceivedCents = amountCents)
      OR (status <> 'SUCCEEDED' AND amountReceivedCents IS NULL)),
    CHECK (status NOT IN ('STARTED', 'PROCESSING') OR slot IS NOT NULL),
    CHECK (status NOT IN ('FAILED', 'CANCELLED') OR slot IS NULL),
    CHECK (refundedCents = 0 OR refundedCents <= amountReceivedCents)
  ) ${w.tableEnd}`);
  // One open or paid payment per purpose and subject, whatever the code believes.
  await run('CREATE UNIQUE INDEX payments_slot ON payments (slot)');
  await run('CREATE UNIQUE INDEX payments_gateway_key ON payments (gatewayKey)');
  await run('CREATE UNIQUE INDEX payments_gateway_payment ON payments (gatewayPaymentId)');
  await run('CREATE UNIQUE INDEX payments_wire_reference ON payments (wireReference)');
  await run('CREATE UNIQUE INDEX payments_bank_reference ON payments (bankReference)');
  await run('CREATE INDEX payments_subject ON payments (subjectId, startedAt, id)');
  await run('CREATE INDEX payments_payer ON payments (payerId, startedAt, id)');
  await run('CREATE INDEX payments_status ON payments (status, startedAt, id)');
  await run('CREATE INDEX payments_started ON payments (startedAt, id)');
  await run('CREATE INDEX payments_check ON payments (checkAt)');
}

async function createRefunds({ words: w, run }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE refunds (
    id ${w.id} NOT NULL PRIMARY KEY,
    refundKey ${w.key(190)} NOT NULL,
    paymentId ${w.id} NOT NULL,
    amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
    fromAccount ${w.key(120)} NOT NULL,
    reason ${w.text(500)} NOT NULL,
    status ${w.key(20)} NOT NULL
      CHECK (status IN ('REQUESTED', 'PENDING', 'AWAITING_WIRE', 'SUCCEEDED', 'NEEDS_ATTENTION')),
    attempt ${w.integer} NOT NULL CHECK (attempt >= 1),
    gatewayRefundId ${w.key(120)} NULL,
    failureReason ${w.text(500)} NULL,
    bankReference ${w.key(140)} NULL,
    checkAt ${w.big} NULL,
    requestedAt ${w.big} NOT NULL,
    updatedAt ${w.big} NOT NULL,
    endedAt ${w.big} NULL,
    FOREIGN KEY (paymentId) REFERENCES payments (id)
  ) ${w.tableEnd}`);
  await run('CREATE UNIQUE INDEX refunds_key ON refunds (refundKey)');
  await run('CREATE UNIQUE INDEX refunds_gateway_refund ON refunds (gatewayRefundId)');
  await run('CREATE UNIQUE INDEX refunds_bank_reference ON refunds (bankReference)');
  await run('CREATE INDEX refunds_payment ON refunds (paymentId)');
  await run('CREATE INDEX refunds_status ON refunds (status, requestedAt, id)');
  await run('CREATE INDEX refunds_requested ON refunds (requestedAt, id)');
  await run('CREATE INDEX refunds_check ON refunds (checkAt)');
}

async function createInbox({ words: w, run }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE webhook_events (
    id ${w.id} NOT NULL PRIMARY KEY,
    gateway ${w.key(20)} NOT NULL,
    eventId ${w.key(190)} NOT NULL,
    type ${w.key(120)} NOT NULL,
    payload ${w.longText} NOT NULL,
    status ${w.key(20)} NOT NULL CHECK (status IN ('RECEIVED', 'DONE', 'IGNORED', 'PARKED')),
    reason ${w.text(500)} NULL,
    attempts ${w.integer} NOT NULL CHECK (attempts >= 0),
    receivedAt ${w.big} NOT NULL,
    handledAt ${w.big} NULL
  ) ${w.tableEnd}`);
  await run('CREATE UNIQUE INDEX webhook_events_once ON webhook_events (eventId, gateway)');
  await run('CREATE INDEX webhook_events_status ON webhook_events (status, receivedAt, id)');
}

async function createSandbox({ words: w, run }: MigrationTools): Promise<void> {
  await run(`CREATE TABLE sandbox_payment_intents (
    id ${w.key(40)} NOT NULL PRIMARY KEY,
    idempotencyKey ${w.key(120)} NOT NULL,
    parameters ${w.longText} NOT NULL,
    amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
    amountReceivedCents ${w.big} NOT NULL,
    currency ${w.key(3)} NOT NULL,
    paymentMethodId ${w.key(120)} NOT NULL,
    status ${w.key(40)} NOT NULL,
    errorCode ${w.key(60)} NULL,
    declineCode ${w.key(60)} NULL,
    errorMessage ${w.text(300)} NULL,
    metadata ${w.longText} NOT NULL,
    reference ${w.key(120)} NOT NULL,
    createdAt ${w.big} NOT NULL
  ) ${w.tableEnd}`);
  await run('CREATE UNIQUE INDEX sandbox_payment_intents_once ON sandbox_payment_intents (idempotencyKey)');
  await run('CREATE INDEX sandbox_payment_intents_reference ON sandbox_payment_intents (reference)');

  await run(`CREATE TABLE sandbox_refunds (
    id ${w.key(40)} NOT NULL PRIMARY KEY,
    idempotencyKey ${w.key(120)} NOT NULL,
    parameters ${w.longText} NOT NULL,
    paymentIntentId ${w.key(40)} NOT NULL,
    amountCents ${w.big} NOT NULL CHECK (amountCents > 0),
    currency ${w.key(3)} NOT NULL,
    status ${w.key(40)} NOT NULL,
    failureReason ${w.key(60)} NULL,
    metadata ${w.longText} NOT NULL,
    reference ${w.key(120)} NOT NULL,
    createdAt ${w.big} NOT NULL,
    FOREIGN KEY (paymentIntentId) REFERENCES sandbox_payment_intents (id)
  ) ${w.tableEnd}`);
  await run('CREATE UNIQUE INDEX sandbox_refunds_once ON sandbox_refunds (idempotencyKey)');
  await run('CREATE INDEX sandbox_refunds_payment ON sandbox_refunds (paymentIntentId, reference)');

  await run(`CREATE TABLE sandbox_events (
    id ${w.key(40)} NOT NULL PRIMARY KEY,
    body ${w.longText} NOT NULL,
    createdAt ${w.big} NOT NULL
  ) ${w.tableEnd}`);
}
