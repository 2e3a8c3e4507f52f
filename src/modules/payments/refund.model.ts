/** The rows of refunds. */
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
import { REFUND_STATUSES, type RefundStatus } from './refund.rules';

export class RefundRow extends Model<InferAttributes<RefundRow>, InferCreationAttributes<RefundRow>> {
  declare id: string;
  /** Given by whoever asks; the same key is the same refund. */
  declare refundKey: string;
  declare paymentId: string;
  /** That of the payment; null for a wire. */
  declare gateway: string | null;
  declare amountCents: number;
  /** The refund of which this was a part. */
  declare partedFromId: CreationOptional<string | null>;
  /** What was parted from it since it was asked for. */
  declare partedCents: CreationOptional<number>;
  /** The ledger account that gives. */
  declare fromAccount: string;
  declare reason: string;
  declare status: RefundStatus;
  /** Counts up when an admin tries again; each attempt has its own idempotency key with the gateway. */
  declare attempt: number;
  declare gatewayRefundId: CreationOptional<string | null>;
  declare failureReason: CreationOptional<string | null>;
  /** What the bank calls the wire that went back, or the gateway the lost dispute that stands for it. */
  declare bankReference: CreationOptional<string | null>;
  declare checkAt: number | null;
  declare requestedAt: number;
  declare updatedAt: number;
  declare endedAt: CreationOptional<number | null>;
}

export const defineRefunds = (database: Database) =>
  database.bind(RefundRow, 'refunds', {
    id: idColumn(),
    refundKey: textColumn(190),
    paymentId: refColumn(),
    gateway: nullable(textColumn(20)),
    amountCents: centsColumn(),
    partedFromId: nullable(refColumn()),
    partedCents: { ...centsColumn(), defaultValue: 0 },
    fromAccount: textColumn(120),
    reason: textColumn(500),
    status: wordColumn(REFUND_STATUSES),
    attempt: integerColumn(),
    gatewayRefundId: nullable(textColumn(120)),
    failureReason: nullable(textColumn(500)),
    bankReference: nullable(textColumn(140)),
    checkAt: nullable(instantColumn()),
    requestedAt: instantColumn(),
    updatedAt: instantColumn(),
    endedAt: nullable(instantColumn()),
  });
