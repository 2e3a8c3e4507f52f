/** The rows of requests for documents. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { idColumn, instantColumn, nullable, refColumn, textColumn } from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import type { DocumentType } from '../document-types';
import type { RequestState } from './request.rules';

export class DocumentRequest extends Model<
  InferAttributes<DocumentRequest>,
  InferCreationAttributes<DocumentRequest>
> {
  declare id: string;
  declare askerId: string;
  declare ownerId: string;
  declare subjectKind: 'listing' | 'transaction';
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
    subjectKind: textColumn(20),
    subjectId: refColumn(),
    type: textColumn(40),
    why: textColumn(500),
    state: textColumn(10),
    documentId: nullable(refColumn()),
    reason: nullable(textColumn(500)),
    createdAt: instantColumn(),
    expiresAt: instantColumn(),
    endedAt: nullable(instantColumn()),
    openKey: nullable(textColumn(200)),
  });
