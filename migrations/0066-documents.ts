/** Documents, what they belong to, who read them, links that open one once, and how much each person keeps. */
import type { Migration } from '../src/platform/db/migrate';

export const documents: Migration = {
  name: '0066-documents',
  async up({ words: w, run }) {
    await run(`CREATE TABLE documents (
      id ${w.id} NOT NULL PRIMARY KEY,
      ownerId ${w.id} NOT NULL,
      type ${w.key(40)} NOT NULL,
      title ${w.text(120)} NULL,
      fileName ${w.text(200)} NOT NULL,
      kind ${w.key(10)} NOT NULL,
      sizeBytes ${w.integer} NOT NULL,
      sha256 ${w.key(64)} NOT NULL,
      storageKey ${w.key(100)} NULL,
      status ${w.key(12)} NOT NULL,
      quarantine ${w.key(20)} NULL,
      review ${w.key(10)} NOT NULL,
      reviewReason ${w.text(2_000)} NULL,
      reviewedBy ${w.id} NULL,
      reviewedAt ${w.big} NULL,
      version ${w.integer} NOT NULL,
      createdAt ${w.big} NOT NULL,
      statusAt ${w.big} NOT NULL,
      CONSTRAINT documents_key UNIQUE (storageKey),
      CONSTRAINT documents_status CHECK (status IN ('AVAILABLE', 'QUARANTINED', 'DELETED')),
      CONSTRAINT documents_quarantine CHECK ((status = 'QUARANTINED') = (quarantine IS NOT NULL)),
      CONSTRAINT documents_review CHECK (review IN ('PENDING', 'VERIFIED', 'REJECTED')),
      CONSTRAINT documents_reviewed CHECK ((review = 'PENDING') = (reviewedAt IS NULL)),
      CONSTRAINT documents_file CHECK (status <> 'AVAILABLE' OR storageKey IS NOT NULL),
      FOREIGN KEY (ownerId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX documents_of ON documents (ownerId, status, id)');
    await run('CREATE INDEX documents_to_review ON documents (status, review, createdAt, id)');
    await run('CREATE INDEX documents_quarantined ON documents (quarantine, statusAt, id)');

    await run(`CREATE TABLE document_attachments (
      documentId ${w.id} NOT NULL,
      subjectKind ${w.key(20)} NOT NULL,
      subjectId ${w.id} NOT NULL,
      attachedAt ${w.big} NOT NULL,
      PRIMARY KEY (documentId, subjectKind, subjectId),
      FOREIGN KEY (documentId) REFERENCES documents (id)
    ) ${w.tableEnd}`);
    await run(
      'CREATE INDEX document_attachments_to ON document_attachments (subjectKind, subjectId, documentId)',
    );

    await run(`CREATE TABLE document_readings (
      id ${w.id} NOT NULL PRIMARY KEY,
      documentId ${w.id} NOT NULL,
      readerId ${w.id} NOT NULL,
      act ${w.key(12)} NOT NULL,
      byLink ${w.flag} NOT NULL,
      readAt ${w.big} NOT NULL,
      CONSTRAINT document_readings_act CHECK (act IN ('VIEWED', 'DOWNLOADED')),
      FOREIGN KEY (documentId) REFERENCES documents (id),
      FOREIGN KEY (readerId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX document_readings_of ON document_readings (documentId, readAt, id)');

    await run(`CREATE TABLE document_links (
      tokenHash ${w.key(64)} NOT NULL PRIMARY KEY,
      documentId ${w.id} NOT NULL,
      readerId ${w.id} NOT NULL,
      expiresAt ${w.big} NOT NULL,
      usedAt ${w.big} NULL,
      FOREIGN KEY (documentId) REFERENCES documents (id),
      FOREIGN KEY (readerId) REFERENCES users (id)
    ) ${w.tableEnd}`);
    await run('CREATE INDEX document_links_over ON document_links (expiresAt)');

    await run(`CREATE TABLE document_owners (
      ownerId ${w.id} NOT NULL PRIMARY KEY,
      documents ${w.integer} NOT NULL,
      bytes ${w.big} NOT NULL,
      CONSTRAINT document_owners_count CHECK (documents >= 0),
      CONSTRAINT document_owners_bytes CHECK (bytes >= 0),
      FOREIGN KEY (ownerId) REFERENCES users (id)
    ) ${w.tableEnd}`);
  },
};
