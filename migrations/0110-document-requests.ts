/** What people ask of each other: a document of a type, for a listing or a deal. */
import type { Migration } from '../src/platform/db/migrate';

export const documentRequests: Migration = {
  name: '0110-document-requests',
  async up({ words: w, run }) {
    await run(`CREATE TABLE document_requests (
      id ${w.id} NOT NULL PRIMARY KEY,
      askerId ${w.id} NOT NULL,
      ownerId ${w.id} NOT NULL,
      subjectKind ${w.key(20)} NOT NULL,
      subjectId ${w.id} NOT NULL,
      type ${w.key(40)} NOT NULL,
      why ${w.text(500)} NOT NULL,
      state ${w.key(10)} NOT NULL,
      documentId ${w.id} NULL,
      reason ${w.text(500)} NULL,
      createdAt ${w.big} NOT NULL,
      expiresAt ${w.big} NOT NULL,
      endedAt ${w.big} NULL,
      openKey ${w.key(200)} NULL,
      CONSTRAINT document_request_state CHECK (state IN ('OPEN', 'ANSWERED', 'DECLINED', 'CANCELED', 'EXPIRED')),
      CONSTRAINT document_request_ended CHECK ((state = 'OPEN') = (endedAt IS NULL)),
      CONSTRAINT document_request_open CHECK ((state = 'OPEN') = (openKey IS NOT NULL)),
      CONSTRAINT document_request_answered CHECK ((state = 'ANSWERED') = (documentId IS NOT NULL)),
      CONSTRAINT document_request_of_another CHECK (askerId <> ownerId),
      FOREIGN KEY (askerId) REFERENCES users (id),
      FOREIGN KEY (ownerId) REFERENCES users (id),
      FOREIGN KEY (documentId) REFERENCES documents (id)
    ) ${w.tableEnd}`);
    await run('CREATE UNIQUE INDEX document_requests_open ON document_requests (openKey)');
    await run('CREATE INDEX document_requests_asked ON document_requests (askerId, id)');
    await run('CREATE INDEX document_requests_received ON document_requests (ownerId, id)');
    await run('CREATE INDEX document_requests_due ON document_requests (state, expiresAt, id)');
  },
};
