/** The rows of wires that admins sent. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  centsColumn,
  idColumn,
  instantColumn,
  integerColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

const SETTLED = ['refund', 'payout'] as const;

export class SentWireRow extends Model<InferAttributes<SentWireRow>, InferCreationAttributes<SentWireRow>> {
  declare id: string;
  declare settles: (typeof SETTLED)[number];
  /** The refund's or the payout's id. */
  declare subjectId: string;
  /** Counts the wires of a refund; of a payout there is one. */
  declare ordinal: number;
  declare amountCents: number;
  /** What the bank calls it; unique among the refunds and among the payouts. */
  declare reference: string;
  declare sentAt: number;
  /** What the bank calls its return; unique. Null while it is out. */
  declare returnReference: CreationOptional<string | null>;
  declare returnedAt: CreationOptional<number | null>;
  /** What banks kept of the return. */
  declare returnFeeCents: CreationOptional<number>;
}

export const defineSentWires = (database: Database) =>
  database.bind(SentWireRow, 'sent_wires', {
    id: idColumn(),
    settles: wordColumn(SETTLED),
    subjectId: refColumn(),
    ordinal: integerColumn(),
    amountCents: centsColumn(),
    reference: textColumn(140),
    sentAt: instantColumn(),
    returnReference: nullable(textColumn(140)),
    returnedAt: nullable(instantColumn()),
    returnFeeCents: { ...centsColumn(), defaultValue: 0 },
  });
