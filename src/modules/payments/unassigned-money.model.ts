/** Money that came by wire or cashier's check and names no payment, one row a booking. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  centsColumn,
  idColumn,
  instantColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export const UNASSIGNED_METHODS = ['WIRE', 'CASHIERS_CHECK'] as const;
/** `CORRECTED`: it never came, and was booked in error. */
export const UNASSIGNED_STATES = ['PARKED', 'ASSIGNED', 'SENT_BACK', 'CORRECTED'] as const;

export class UnassignedRow extends Model<
  InferAttributes<UnassignedRow>,
  InferCreationAttributes<UnassignedRow>
> {
  declare id: string;
  declare method: (typeof UNASSIGNED_METHODS)[number];
  declare amountCents: number;
  /** What the bank calls it. */
  declare reference: string;
  declare sender: string;
  declare note: CreationOptional<string | null>;
  declare state: (typeof UNASSIGNED_STATES)[number];
  /** The reference while it stands here as come, also when it was sent back since: one wire is booked once. Unique. */
  declare standingReference: CreationOptional<string | null>;
  declare bookedBy: string;
  declare bookedAt: number;
  /** To which it was assigned. */
  declare paymentId: CreationOptional<string | null>;
  /** What the bank calls the wire by which it went back. */
  declare backReference: CreationOptional<string | null>;
  declare closedBy: CreationOptional<string | null>;
  declare closedAt: CreationOptional<number | null>;
  declare closeReason: CreationOptional<string | null>;
}

export const defineUnassignedMoney = (database: Database) =>
  database.bind(UnassignedRow, 'unassigned_money', {
    id: idColumn(),
    method: wordColumn(UNASSIGNED_METHODS),
    amountCents: centsColumn(),
    reference: textColumn(140),
    sender: textColumn(200),
    note: nullable(textColumn(2_000)),
    state: wordColumn(UNASSIGNED_STATES),
    standingReference: nullable(textColumn(140)),
    bookedBy: refColumn(),
    bookedAt: instantColumn(),
    paymentId: nullable(refColumn()),
    backReference: nullable(textColumn(140)),
    closedBy: nullable(refColumn()),
    closedAt: nullable(instantColumn()),
    closeReason: nullable(textColumn(2_000)),
  });
