/** Brokers: whom somebody lets act for them, their sessions, and what they have of the fee of a deal. */
import type { Migration } from '../src/platform/db/migrate';

export const brokers: Migration = {
  name: '0105-brokers',
  async up({ words: w, run }) {
    await run(`CREATE TABLE broker_mandates (
      id ${w.id} NOT NULL PRIMARY KEY,
      clientId ${w.id} NOT NULL,
      side ${w.key(6)} NOT NULL,
      brokerEmail ${w.key(254)} NOT NULL,
      brokerId ${w.id} NULL,
      status ${w.key(10)} NOT NULL,
      termsVersion ${w.key(20)} NOT NULL,
      termsHash ${w.key(64)} NOT NULL,
      typedName ${w.text(160)} NOT NULL,
      signedFrom ${w.key(64)} NOT NULL,
      givenAt ${w.big} NOT NULL,
      answerBy ${w.big} NOT NULL,
      endsAt ${w.big} NOT NULL,
      brokerTypedName ${w.text(160)} NULL,
      acceptedAt ${w.big} NULL,
      endedAt ${w.big} NULL,
      endedBy ${w.id} NULL,
      because ${w.text(2000)} NULL,
      openKey ${w.key(50)} NULL,
      CONSTRAINT broker_mandate_status CHECK (status IN ('GIVEN', 'ACTIVE', 'DECLINED', 'LAPSED', 'ENDED')),
      CONSTRAINT broker_mandate_open CHECK ((status IN ('GIVEN', 'ACTIVE')) = (openKey IS NOT NULL)),
      CONSTRAINT broker_mandate_ended CHECK ((status IN ('GIVEN', 'ACTIVE')) = (endedAt IS NULL)),
      CONSTRAINT broker_mandate_accepted CHECK (status <> 'ACTIVE' OR (brokerId IS NOT NULL AND acceptedAt IS NOT NULL)),
      CONSTRAINT broker_mandate_not_own CHECK (brokerId IS NULL OR brokerId <> clientId),
      FOREIGN KEY (clientId) REFERENCES users (id),
      FOREIGN KEY (brokerId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX broker_mandates_open ON broker_mandates (openKey)');
    await run('CREATE INDEX broker_mandates_of_client ON broker_mandates (clientId, id)');
    await run('CREATE INDEX broker_mandates_of_broker ON broker_mandates (brokerId, id)');
    await run('CREATE INDEX broker_mandates_for_address ON broker_mandates (brokerEmail, id)');
    await run('CREATE INDEX broker_mandates_due ON broker_mandates (status, endsAt, id)');
    await run('CREATE INDEX broker_mandates_unanswered ON broker_mandates (status, answerBy, id)');

    await run(`CREATE TABLE broker_shares (
      id ${w.id} NOT NULL PRIMARY KEY,
      transactionId ${w.id} NOT NULL,
      side ${w.key(6)} NOT NULL,
      mandateId ${w.id} NOT NULL,
      brokerId ${w.id} NOT NULL,
      clientId ${w.id} NOT NULL,
      listingTitle ${w.text(200)} NOT NULL,
      shareBasisPoints ${w.big} NOT NULL,
      agreedAt ${w.big} NOT NULL,
      status ${w.key(10)} NOT NULL,
      amountCents ${w.big} NULL,
      endedAt ${w.big} NULL,
      CONSTRAINT broker_share_status CHECK (status IN ('AGREED', 'CREDITED', 'LAPSED')),
      CONSTRAINT broker_share_ended CHECK ((status = 'AGREED') = (endedAt IS NULL)),
      CONSTRAINT broker_share_credited CHECK ((status = 'CREDITED') = (amountCents IS NOT NULL)),
      FOREIGN KEY (transactionId) REFERENCES transactions (id),
      FOREIGN KEY (mandateId) REFERENCES broker_mandates (id),
      FOREIGN KEY (brokerId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX broker_shares_once ON broker_shares (transactionId, side)');
    await run('CREATE INDEX broker_shares_of_broker ON broker_shares (brokerId, id)');

    await run(`ALTER TABLE sessions ADD COLUMN grantId ${w.id} NULL`);
    await run(`ALTER TABLE sessions ADD COLUMN grantRole ${w.key(10)} NULL`);
    await run(`ALTER TABLE sessions ADD COLUMN grantScopes ${w.text(500)} NULL`);
  },
};
