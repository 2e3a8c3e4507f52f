/** The rows of wires that arrived; never changed once they are written. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  centsColumn,
  idColumn,
  instantColumn,
  integerColumn,
  refColumn,
  textColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export class PaymentWireRow extends Model<
  InferAttributes<PaymentWireRow>,
  InferCreationAttributes<PaymentWireRow>
> {
  declare id: string;
  declare paymentId: string;
  declare amountCents: number;
  /** What the bank calls it. */
  declare reference: string;
  /** Which booking under this reference it is, from 1; unique with it. One that was in error is followed by another. */
  declare booking: CreationOptional<number>;
  declare arrivedAt: number;
}

export const definePaymentWires = (database: Database) =>
  database.bind(PaymentWireRow, 'payment_wires', {
    id: idColumn(),
    paymentId: refColumn(),
    amountCents: centsColumn(),
    reference: textColumn(140),
    booking: { ...integerColumn(), defaultValue: 1 },
    arrivedAt: instantColumn(),
  });
