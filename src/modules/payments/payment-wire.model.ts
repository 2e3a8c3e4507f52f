/** The rows of wires that arrived; never changed once they are written. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { centsColumn, idColumn, instantColumn, refColumn, textColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export class PaymentWireRow extends Model<
  InferAttributes<PaymentWireRow>,
  InferCreationAttributes<PaymentWireRow>
> {
  declare id: string;
  declare paymentId: string;
  declare amountCents: number;
  /** What the bank calls it; unique. */
  declare reference: string;
  declare arrivedAt: number;
}

export const definePaymentWires = (database: Database) =>
  database.bind(PaymentWireRow, 'payment_wires', {
    id: idColumn(),
    paymentId: refColumn(),
    amountCents: centsColumn(),
    reference: textColumn(140),
    arrivedAt: instantColumn(),
  });

export type PaymentWireRows = ReturnType<typeof definePaymentWires>;
