/** The rows of what is payable and held: why, by whom and until when. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { instantColumn, refColumn, textColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export class PayableHoldRow extends Model<
  InferAttributes<PayableHoldRow>,
  InferCreationAttributes<PayableHoldRow>
> {
  declare userId: string;
  declare reason: string;
  declare heldUntil: number;
  declare heldById: string;
  declare heldAt: number;
}

export const definePayableHolds = (database: Database) =>
  database.bind(PayableHoldRow, 'payable_holds', {
    userId: { ...refColumn(), primaryKey: true },
    reason: textColumn(500),
    heldUntil: instantColumn(),
    heldById: refColumn(),
    heldAt: instantColumn(),
  });
