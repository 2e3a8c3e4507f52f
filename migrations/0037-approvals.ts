/** Four eyes on money: what one admin has asked for, until another asks for the same. */
import type { Migration } from '../src/platform/db/migrate';

export const approvals: Migration = {
  name: '0037-approvals',
  async up({ words: w, run }) {
    await run(`CREATE TABLE approvals (
      id ${w.id} NOT NULL PRIMARY KEY,
      act ${w.key(60)} NOT NULL,
      subjectType ${w.key(40)} NOT NULL,
      subjectId ${w.key(120)} NOT NULL,
      amountCents ${w.big} NOT NULL,
      asked ${w.text(2_000)} NOT NULL,
      status ${w.key(10)} NOT NULL,
      firstId ${w.id} NOT NULL,
      secondId ${w.id} NULL,
      openedAt ${w.big} NOT NULL,
      closedAt ${w.big} NULL,
      CONSTRAINT approvals_status CHECK (status IN ('OPEN', 'AGREED', 'REPLACED'))
    ) ${w.tableEnd}`);
    await run('CREATE INDEX approvals_of ON approvals (subjectId, act, status)');
    await run('CREATE INDEX approvals_open ON approvals (status, openedAt)');
  },
};
