/** Jobs, stored answers, the mail outbox, the movable clock's offset, and the id of this database. */
import { newId } from '../src/platform/kernel/ids';
import type { Migration } from '../src/platform/db/migrate';

export const platform: Migration = {
  name: '0001-platform',
  async up({ words: w, run, select }) {
    await run(`CREATE TABLE jobs (
      id ${w.id} NOT NULL PRIMARY KEY,
      kind ${w.key(120)} NOT NULL,
      payload ${w.longText} NOT NULL,
      onceKey ${w.key(190)} NULL,
      status ${w.key(10)} NOT NULL CHECK (status IN ('WAITING', 'DONE', 'DEAD')),
      runAt ${w.big} NOT NULL,
      attempts ${w.integer} NOT NULL,
      lastError ${w.text(500)} NULL,
      createdAt ${w.big} NOT NULL,
      finishedAt ${w.big} NULL
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX jobs_once ON jobs (onceKey)');
    await run('CREATE INDEX jobs_due ON jobs (status, runAt, id)');

    await run(`CREATE TABLE idempotency_keys (
      userId ${w.id} NOT NULL,
      idempotencyKey ${w.key(200)} NOT NULL,
      endpoint ${w.key(120)} NOT NULL,
      requestHash ${w.key(64)} NOT NULL,
      status ${w.key(10)} NOT NULL CHECK (status IN ('IN_FLIGHT', 'DONE')),
      holder ${w.id} NOT NULL,
      lockedUntil ${w.big} NOT NULL,
      answerStatus ${w.integer} NULL,
      answer ${w.longText} NULL,
      createdAt ${w.big} NOT NULL,
      PRIMARY KEY (userId, idempotencyKey)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX idempotency_keys_age ON idempotency_keys (createdAt)');

    await run(`CREATE TABLE mail_outbox (
      id ${w.id} NOT NULL PRIMARY KEY,
      recipient ${w.text(320)} NOT NULL,
      subject ${w.text(300)} NOT NULL,
      body ${w.longText} NOT NULL,
      kind ${w.key(60)} NOT NULL,
      createdAt ${w.big} NOT NULL
    ) ${w.tableEnd}`);

    await run(`CREATE TABLE movable_clock (
      id ${w.integer} NOT NULL PRIMARY KEY CHECK (id = 1),
      offsetMs ${w.big} NOT NULL
    ) ${w.tableEnd}`);

    await run(`CREATE TABLE installation (
      id ${w.id} NOT NULL PRIMARY KEY
    ) ${w.tableEnd}`);
    const [installation] = await select('SELECT id FROM installation');
    if (!installation) await run('INSERT INTO installation (id) VALUES (:id)', { id: newId() });
  },
};
