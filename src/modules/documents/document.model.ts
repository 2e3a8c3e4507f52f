/** The rows of documents: what was uploaded, what it belongs to, who read it, and links that open one once. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  flagColumn,
  idColumn,
  instantColumn,
  integerColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { CONTENT_KINDS, type ContentKind } from './content/content-kinds';
import { DOCUMENT_TYPES, type DocumentType } from './document-types';

/**
 * `AVAILABLE`: whoever may read it can download it. `QUARANTINED`: nobody can. `DELETED`: its file and its names are
 * gone; the row stays, because of who read it.
 */
export const DOCUMENT_STATUSES = ['AVAILABLE', 'QUARANTINED', 'DELETED'] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

/** `SCAN_PENDING`: the scanner did not answer. `ACTIVE_CONTENT`: something in it acts. `VIRUS`: the scanner found one. */
export const QUARANTINE_REASONS = ['SCAN_PENDING', 'ACTIVE_CONTENT', 'VIRUS'] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

export const REVIEWS = ['PENDING', 'VERIFIED', 'REJECTED'] as const;
export type Review = (typeof REVIEWS)[number];

export class Document extends Model<InferAttributes<Document>, InferCreationAttributes<Document>> {
  declare id: string;
  /** The id of its first version. */
  declare lineId: string;
  /** Which version of the document its file is, from 1. */
  declare fileVersion: number;
  /** The version that took its place; null where this one stands, or waits to. */
  declare replacedById: string | null;
  declare ownerId: string;
  declare type: DocumentType;
  declare title: string | null;
  declare fileName: string;
  declare kind: ContentKind;
  declare sizeBytes: number;
  declare sha256: string;
  /** Null once the file is gone. */
  declare storageKey: string | null;
  declare status: DocumentStatus;
  declare quarantine: QuarantineReason | null;
  /** The names of what acts in it, with blanks between; null where nothing does, and where none were noted. */
  declare activeContent: string | null;
  /** When an admin let it out of quarantine with that in it. */
  declare releasedAt: number | null;
  declare review: Review;
  declare reviewReason: string | null;
  declare reviewedBy: string | null;
  declare reviewedAt: number | null;
  /** Counts its changes, so that a decision names what it was made on. */
  declare version: number;
  declare createdAt: number;
  declare statusAt: number;
}

export type DocumentRow = InferAttributes<Document>;

/** What a document belongs to. Whoever may read that may read the document. */
export class Attachment extends Model<InferAttributes<Attachment>, InferCreationAttributes<Attachment>> {
  declare documentId: string;
  declare subjectKind: string;
  declare subjectId: string;
  /** The version that its readers read instead; null where they read this one. */
  declare replacedById: string | null;
  declare attachedAt: number;
}

export const READING_ACTS = ['VIEWED', 'DOWNLOADED'] as const;
export type ReadingAct = (typeof READING_ACTS)[number];

/** Somebody who is not its owner read it. */
export class Reading extends Model<InferAttributes<Reading>, InferCreationAttributes<Reading>> {
  declare id: string;
  declare documentId: string;
  /** In whose right. */
  declare readerId: string;
  /** Who acted for the reader; null where they read it themselves. */
  declare deputyId: CreationOptional<string | null>;
  declare act: ReadingAct;
  /** By a link that was made for it. */
  declare byLink: boolean;
  declare readAt: number;
}

export class DownloadLink extends Model<
  InferAttributes<DownloadLink>,
  InferCreationAttributes<DownloadLink>
> {
  declare tokenHash: string;
  declare documentId: string;
  declare readerId: string;
  /** Who made it for the reader, and by which leave; null where they did themselves. */
  declare deputyId: CreationOptional<string | null>;
  declare grantId: CreationOptional<string | null>;
  /** The session or API key that it was made with. */
  declare sessionId: string;
  declare expiresAt: number;
  declare usedAt: number | null;
}

export const defineModels = (database: Database) => ({
  documents: database.bind(Document, 'documents', {
    id: idColumn(),
    lineId: refColumn(),
    fileVersion: integerColumn(),
    replacedById: nullable(refColumn()),
    ownerId: refColumn(),
    type: wordColumn(Object.keys(DOCUMENT_TYPES)),
    title: nullable(textColumn(120)),
    fileName: textColumn(200),
    kind: wordColumn(Object.keys(CONTENT_KINDS)),
    sizeBytes: integerColumn(),
    sha256: textColumn(64),
    storageKey: nullable(textColumn(100)),
    status: wordColumn(DOCUMENT_STATUSES),
    quarantine: nullable(wordColumn(QUARANTINE_REASONS)),
    activeContent: nullable(textColumn(300)),
    releasedAt: nullable(instantColumn()),
    review: wordColumn(REVIEWS),
    reviewReason: nullable(textColumn(2_000)),
    reviewedBy: nullable(refColumn()),
    reviewedAt: nullable(instantColumn()),
    version: integerColumn(),
    createdAt: instantColumn(),
    statusAt: instantColumn(),
  }),
  attachments: database.bind(Attachment, 'document_attachments', {
    documentId: { ...refColumn(), primaryKey: true },
    subjectKind: { ...textColumn(20), primaryKey: true },
    subjectId: { ...refColumn(), primaryKey: true },
    replacedById: nullable(refColumn()),
    attachedAt: instantColumn(),
  }),
  readings: database.bind(Reading, 'document_readings', {
    id: idColumn(),
    documentId: refColumn(),
    readerId: refColumn(),
    deputyId: nullable(refColumn()),
    act: wordColumn(READING_ACTS),
    byLink: flagColumn('byLink'),
    readAt: instantColumn(),
  }),
  links: database.bind(DownloadLink, 'document_links', {
    tokenHash: { ...textColumn(64), primaryKey: true },
    documentId: refColumn(),
    readerId: refColumn(),
    deputyId: nullable(refColumn()),
    grantId: nullable(refColumn()),
    sessionId: refColumn(),
    expiresAt: instantColumn(),
    usedAt: nullable(instantColumn()),
  }),
});
export type Models = ReturnType<typeof defineModels>;
