/** Orders of credits, with the price at which they were made. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
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

export const ORDER_STATUSES = ['AWAITING_PAYMENT', 'PAID', 'FAILED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];
const ORDER_METHODS = ['CARD', 'BANK_DEBIT'] as const;

export class CreditOrder extends Model<InferAttributes<CreditOrder>, InferCreationAttributes<CreditOrder>> {
  declare id: string;
  declare userId: string;
  /** The caller's Idempotency-Key, so that a repeated request continues the same order. */
  declare requestKey: string | null;
  /** The listing whose fee it pays; null for a purchase of credits. */
  declare listingId: string | null;
  declare credits: number;
  /** Of the whole order, as of its creation. */
  declare priceCents: number;
  declare method: (typeof ORDER_METHODS)[number];
  declare status: OrderStatus;
  declare createdAt: number;
  declare updatedAt: number;
}

export const defineCreditOrders = (database: Database) =>
  database.bind(CreditOrder, 'credit_orders', {
    id: idColumn(),
    userId: refColumn(),
    requestKey: nullable(textColumn(200)),
    listingId: nullable(refColumn()),
    credits: integerColumn(),
    priceCents: centsColumn(),
    method: wordColumn(ORDER_METHODS),
    status: wordColumn(ORDER_STATUSES),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  });
