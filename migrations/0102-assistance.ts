/** Help on behalf: what administrators prepare for people, and what people answer by telephone. */
import type { Migration } from '../src/platform/db/migrate';

export const assistance: Migration = {
  name: '0102-assistance',
  async up({ words: w, run }) {
    await run(`CREATE TABLE prepared_drafts (
      id ${w.id} NOT NULL PRIMARY KEY,
      kind ${w.key(10)} NOT NULL,
      userId ${w.id} NULL,
      email ${w.key(254)} NOT NULL,
      firstName ${w.text(100)} NOT NULL,
      content ${w.longText} NOT NULL,
      title ${w.text(200)} NOT NULL,
      amountCents ${w.big} NULL,
      feeCents ${w.big} NULL,
      reason ${w.text(2000)} NOT NULL,
      preparedBy ${w.id} NOT NULL,
      preparedAt ${w.big} NOT NULL,
      expiresAt ${w.big} NOT NULL,
      status ${w.key(10)} NOT NULL,
      answer ${w.text(2000)} NULL,
      endedAt ${w.big} NULL,
      resultId ${w.id} NULL,
      linkHash ${w.key(64)} NULL,
      CONSTRAINT prepared_status CHECK (status IN ('WAITING', 'CONFIRMED', 'DECLINED', 'EXPIRED', 'WITHDRAWN')),
      CONSTRAINT prepared_ended CHECK ((status = 'WAITING') = (endedAt IS NULL)),
      CONSTRAINT prepared_confirmed CHECK ((status = 'CONFIRMED') = (resultId IS NOT NULL)),
      FOREIGN KEY (userId) REFERENCES users (id),
      FOREIGN KEY (preparedBy) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX prepared_by_link ON prepared_drafts (linkHash)');
    await run('CREATE INDEX prepared_for_user ON prepared_drafts (userId, id)');
    await run('CREATE INDEX prepared_for_address ON prepared_drafts (email, id)');
    await run('CREATE INDEX prepared_due ON prepared_drafts (status, expiresAt, id)');

    await run(`CREATE TABLE telephone_answers (
      id ${w.id} NOT NULL PRIMARY KEY,
      kind ${w.key(20)} NOT NULL,
      userId ${w.id} NOT NULL,
      transactionId ${w.id} NULL,
      offerId ${w.id} NULL,
      answer ${w.longText} NOT NULL,
      title ${w.text(200)} NOT NULL,
      says ${w.text(400)} NOT NULL,
      calledBy ${w.key(4)} NOT NULL,
      heardAt ${w.big} NOT NULL,
      knownBy ${w.text(500)} NOT NULL,
      said ${w.text(2000)} NOT NULL,
      recordedBy ${w.id} NOT NULL,
      recordedAt ${w.big} NOT NULL,
      takesEffectAt ${w.big} NOT NULL,
      status ${w.key(10)} NOT NULL,
      because ${w.text(2000)} NULL,
      endedAt ${w.big} NULL,
      openKey ${w.key(140)} NULL,
      CONSTRAINT telephone_answer_status CHECK (status IN ('STANDING', 'TAKEN', 'UNDONE', 'NOT_TAKEN')),
      CONSTRAINT telephone_answer_ended CHECK ((status = 'STANDING') = (endedAt IS NULL)),
      CONSTRAINT telephone_answer_open CHECK ((status = 'STANDING') = (openKey IS NOT NULL)),
      CONSTRAINT telephone_answer_not_own CHECK (recordedBy <> userId),
      FOREIGN KEY (userId) REFERENCES users (id),
      FOREIGN KEY (recordedBy) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX telephone_answers_open ON telephone_answers (openKey)');
    await run('CREATE INDEX telephone_answers_of ON telephone_answers (userId, id)');
    await run('CREATE INDEX telephone_answers_about ON telephone_answers (transactionId, id)');
    await run('CREATE INDEX telephone_answers_due ON telephone_answers (status, takesEffectAt, id)');
  },
};
