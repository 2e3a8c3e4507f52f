/** What was given back at a gateway by other hands than ours: in its dashboard, or by another program of the platform. */
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

/** UNBOOKED: the money is gone, and nobody has said whose it was. UNDONE: it came back, or never went. */
export const OUTSIDE_STATUSES = ['PENDING', 'UNBOOKED', 'BOOKED', 'UNDONE'] as const;
export type OutsideStatus = (typeof OUTSIDE_STATUSES)[number];

/** OWNER: of whatever the payment had paid for. LOSS: of the platform. REFUND: it settles a refund that we owed. */
export const BOOKED_AS = ['OWNER', 'LOSS', 'REFUND'] as const;
export type BookedAs = (typeof BOOKED_AS)[number];

/**
 * What stands for the gateway's id where it told of the sum of a payment's refunds alone, and two admins have booked what
 * of it was not known.
 */
const BY_TOTAL = 'total:';
export const totalId = (gatewayPaymentId: string, refundedCents: number): string =>
  `${BY_TOTAL}${gatewayPaymentId}:${refundedCents}`;
export const isTotal = ({ gatewayRefundId }: { gatewayRefundId: string }): boolean =>
  gatewayRefundId.startsWith(BY_TOTAL);

/** The payment whose total it is, as the gateway names it; null for a refund that tells of itself. */
export const paymentOfTotal = (row: { gatewayRefundId: string }): string | null =>
  isTotal(row) ? (row.gatewayRefundId.split(':')[1] ?? null) : null;

export class OutsideRefundRow extends Model<
  InferAttributes<OutsideRefundRow>,
  InferCreationAttributes<OutsideRefundRow>
> {
  declare id: string;
  declare gateway: string;
  declare gatewayRefundId: string;
  /** Null where what paid an invoice was given back. */
  declare paymentId: string | null;
  /** With an invoice: the gateway's ids of whoever paid it, and of the invoice. */
  declare customerId: string | null;
  declare gatewayInvoiceId: string | null;
  declare amountCents: number;
  declare status: OutsideStatus;
  declare bookedAs: CreationOptional<BookedAs | null>;
  declare settlesRefundId: CreationOptional<string | null>;
  declare foundAt: number;
  declare updatedAt: number;
  declare bookedAt: CreationOptional<number | null>;
}

export const defineOutsideRefunds = (database: Database) =>
  database.bind(OutsideRefundRow, 'outside_refunds', {
    id: idColumn(),
    gateway: textColumn(20),
    gatewayRefundId: textColumn(120),
    paymentId: nullable(refColumn()),
    customerId: nullable(textColumn(120)),
    gatewayInvoiceId: nullable(textColumn(120)),
    amountCents: centsColumn(),
    status: wordColumn(OUTSIDE_STATUSES),
    bookedAs: nullable(wordColumn(BOOKED_AS)),
    settlesRefundId: nullable(refColumn()),
    foundAt: instantColumn(),
    updatedAt: instantColumn(),
    bookedAt: nullable(instantColumn()),
  });
