/** Partners' webhooks: where a person's own events are posted, each posting, and what was answered. */
import type { Migration } from '../src/platform/db/migrate';

export const webhookEndpoints: Migration = {
  name: '0065-webhook-endpoints',
  async up({ words: w, run }) {
    await run(`CREATE TABLE webhook_endpoints (
      id ${w.id} NOT NULL PRIMARY KEY,
      userId ${w.id} NOT NULL,
      url ${w.text(2_000)} NOT NULL,
      name ${w.text(100)} NULL,
      kinds ${w.longText} NOT NULL,
      status ${w.key(10)} NOT NULL,
      offReason ${w.key(20)} NULL,
      statusAt ${w.big} NOT NULL,
      sealedSecret ${w.text(500)} NOT NULL,
      secretAt ${w.big} NOT NULL,
      sealedFormerSecret ${w.text(500)} NULL,
      formerSecretUntil ${w.big} NULL,
      failures ${w.integer} NOT NULL,
      failingSince ${w.big} NULL,
      quietUntil ${w.big} NULL,
      lastTakenAt ${w.big} NULL,
      busyUntil ${w.big} NULL,
      createdAt ${w.big} NOT NULL,
      updatedAt ${w.big} NOT NULL,
      CONSTRAINT webhook_endpoints_status CHECK (status IN ('ACTIVE', 'PAUSED', 'OFF')),
      CONSTRAINT webhook_endpoints_off CHECK ((status = 'OFF') = (offReason IS NOT NULL)),
      CONSTRAINT webhook_endpoints_former CHECK ((sealedFormerSecret IS NULL) = (formerSecretUntil IS NULL)),
      FOREIGN KEY (userId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX webhook_endpoints_of ON webhook_endpoints (userId, createdAt, id)');
    await run('CREATE INDEX webhook_endpoints_failing ON webhook_endpoints (failingSince, id)');
    await run('CREATE INDEX webhook_endpoints_status ON webhook_endpoints (status, id)');
    await run('CREATE INDEX webhook_endpoints_former_secrets ON webhook_endpoints (formerSecretUntil, id)');

    await run(`CREATE TABLE webhook_deliveries (
      id ${w.id} NOT NULL PRIMARY KEY,
      endpointId ${w.id} NOT NULL,
      eventId ${w.id} NOT NULL,
      kind ${w.key(64)} NOT NULL,
      subject ${w.key(100)} NOT NULL,
      position ${w.big} NOT NULL,
      body ${w.longText} NOT NULL,
      status ${w.key(10)} NOT NULL,
      attempts ${w.integer} NOT NULL,
      tries ${w.integer} NOT NULL,
      nextTryAt ${w.big} NULL,
      lastTriedAt ${w.big} NULL,
      lastStatus ${w.integer} NULL,
      because ${w.text(200)} NULL,
      occurredAt ${w.big} NOT NULL,
      createdAt ${w.big} NOT NULL,
      CONSTRAINT webhook_deliveries_status CHECK (status IN ('WAITING', 'TAKEN', 'FAILED', 'MISSED')),
      CONSTRAINT webhook_deliveries_next CHECK ((status = 'WAITING') = (nextTryAt IS NOT NULL)),
      FOREIGN KEY (endpointId) REFERENCES webhook_endpoints (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX webhook_deliveries_once ON webhook_deliveries (endpointId, eventId)');
    await run(
      'CREATE INDEX webhook_deliveries_next ON webhook_deliveries (endpointId, status, position, id)',
    );
    await run(
      'CREATE INDEX webhook_deliveries_order ON webhook_deliveries (endpointId, subject, status, position)',
    );
    await run('CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (endpointId, createdAt, id)');
    await run('CREATE INDEX webhook_deliveries_due ON webhook_deliveries (status, nextTryAt)');
    await run('CREATE INDEX webhook_deliveries_old ON webhook_deliveries (createdAt, id)');

    await run(`CREATE TABLE webhook_tries (
      id ${w.id} NOT NULL PRIMARY KEY,
      deliveryId ${w.id} NOT NULL,
      number ${w.integer} NOT NULL,
      at ${w.big} NOT NULL,
      status ${w.integer} NULL,
      answer ${w.text(1_000)} NULL,
      because ${w.text(200)} NULL,
      durationMs ${w.integer} NOT NULL,
      FOREIGN KEY (deliveryId) REFERENCES webhook_deliveries (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX webhook_tries_of ON webhook_tries (deliveryId, number)');
  },
};
