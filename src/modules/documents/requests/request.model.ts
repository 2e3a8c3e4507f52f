/** The rows of requests for documents. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  idColumn,
  instantColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import { DOCUMENT_TYPES, type DocumentType } from '../document-types';
import { REQUEST_STATES, type RequestState } from './request.rules';

const SUBJECT_KINDS = ['listing', 'transaction'] as const;

export class DocumentRequest extends Model<
  InferAttributes<DocumentRequest>,
  InferCreationAttributes<DocumentRequest>
> {
  declare id: string;
  declare askerId: string;
  declare ownerId: string;
  declare subjectKind: (typeof SUBJECT_KINDS)[number];
  declare subjectId: string;
  declare type: DocumentType;
  declare why: string;
  declare state: RequestState;
  /** What it was answered with. */
  declare documentId: string | null;
  /** Why it was declined. */
  declare reason: string | null;
  declare createdAt: number;
  declare expiresAt: number;
  declare endedAt: number | null;
  /** One open request of a type between two people over one thing; null once it ended. */
  declare openKey: string | null;
}

export type RequestRow = InferAttributes<DocumentRequest>;

export const defineRequests = (database: Database) =>
  database.bind(DocumentRequest, 'document_requests', {
    id: idColumn(),
    askerId: refColumn(),
    ownerId: refColumn(),
    subjectKind: wordColumn(SUBJECT_KINDS),
    subjectId: refColumn(),
    type: wordColumn(Object.keys(DOCUMENT_TYPES)),
    why: textColumn(500),
    state: wordColumn(REQUEST_STATES),
    documentId: nullable(refColumn()),
    reason: nullable(textColumn(500)),
    createdAt: instantColumn(),
    expiresAt: instantColumn(),
    endedAt: nullable(instantColumn()),
    openKey: nullable(textColumn(200)),
  });
