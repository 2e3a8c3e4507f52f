/** Agreements as they were first signed, and who signed them: insert-only, a trigger refuses every change. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  idColumn,
  instantColumn,
  integerColumn,
  jsonColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import { PARTIES, type Party } from '../process/process';
import type { Agreement } from './agreement.rules';

export class StoredAgreement extends Model<
  InferAttributes<StoredAgreement>,
  InferCreationAttributes<StoredAgreement>
> {
  declare transactionId: string;
  declare version: number;
  declare title: string;
  declare blocks: Agreement['blocks'];
  declare hash: string;
  declare termsHash: string;
  /** Of one that a side brought: its file, whose SHA-256 is the hash, and who that was. Null where it was drawn up here. */
  declare documentId: CreationOptional<string | null>;
  declare fileName: CreationOptional<string | null>;
  declare broughtBy: CreationOptional<Party | null>;
  declare createdAt: number;
}

export class AgreementSignature extends Model<
  InferAttributes<AgreementSignature>,
  InferCreationAttributes<AgreementSignature>
> {
  declare id: string;
  declare transactionId: string;
  declare version: number;
  declare side: Party;
  declare userId: string;
  declare typedName: string;
  declare accountName: string;
  declare hash: string;
  declare address: string;
  declare signedAt: number;
}

const Blocks = z.array(
  z.strictObject({ kind: z.enum(['heading', 'clause']), number: z.string(), text: z.string() }),
);

export const defineAgreements = (database: Database) => ({
  agreements: database.bind(StoredAgreement, 'transaction_agreements', {
    transactionId: { ...refColumn(), primaryKey: true },
    version: { ...integerColumn(), primaryKey: true },
    title: textColumn(200),
    blocks: jsonColumn('blocks', Blocks),
    hash: textColumn(64),
    termsHash: textColumn(64),
    documentId: nullable(refColumn()),
    fileName: nullable(textColumn(200)),
    broughtBy: nullable(wordColumn(PARTIES)),
    createdAt: instantColumn(),
  }),
  agreementSignatures: database.bind(AgreementSignature, 'transaction_agreement_signatures', {
    id: idColumn(),
    transactionId: refColumn(),
    version: integerColumn(),
    side: wordColumn(PARTIES),
    userId: refColumn(),
    typedName: textColumn(160),
    accountName: textColumn(220),
    hash: textColumn(64),
    address: textColumn(64),
    signedAt: instantColumn(),
  }),
});
