/** The audit trail: what was done by whom, and the seals that chain the entries. Both only grow. */
import type { Migration } from '../src/platform/db/migrate';

export const audit: Migration = {
  name: '0002-audit',
  async up({ words: w, run, makeInsertOnly }) {
    await run(`CREATE TABLE audit_entries (
      id ${w.id} NOT NULL PRIMARY KEY,
      occurredAt ${w.big} NOT NULL,
      actorKind ${w.key(10)} NOT NULL CHECK (actorKind IN ('user', 'system')),
      actorId ${w.key(120)} NOT NULL,
      action ${w.key(120)} NOT NULL,
      subjectType ${w.key(60)} NOT NULL,
      subjectId ${w.key(190)} NOT NULL,
      reason ${w.text(2000)} NULL,
      detail ${w.longText} NULL,
      requestId ${w.key(100)} NULL
    ) ${w.tableEnd}`);
    await run('CREATE INDEX audit_entries_time ON audit_entries (occurredAt, id)');
    await run('CREATE INDEX audit_entries_subject ON audit_entries (subjectType, subjectId, occurredAt)');
    await run('CREATE INDEX audit_entries_actor ON audit_entries (actorId, occurredAt)');
    await run('CREATE INDEX audit_entries_action ON audit_entries (action, occurredAt)');
    await makeInsertOnly('audit_entries');

    await run(`CREATE TABLE audit_seals (
      seq ${w.big} NOT NULL PRIMARY KEY CHECK (seq >= 1),
      entryId ${w.id} NOT NULL,
      entryHash ${w.key(64)} NOT NULL,
      previousHash ${w.key(64)} NOT NULL,
      hash ${w.key(64)} NOT NULL,
      sealedAt ${w.big} NOT NULL
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX audit_seals_entry ON audit_seals (entryId)');
    await makeInsertOnly('audit_seals');
  },
};
