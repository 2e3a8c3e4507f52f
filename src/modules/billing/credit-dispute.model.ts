/** The rows of card disputes of what bought credits. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { instantColumn, integerColumn, nullable, refColumn, textColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export class CreditDispute extends Model<
  InferAttributes<CreditDispute>,
  InferCreationAttributes<CreditDispute>
> {
  declare disputeId: string;
  declare userId: string;
  declare orderId: string;
  declare status: 'OPEN' | 'WON' | 'LOST';
  /** Of those that were bought, what was still there when it was lost. */
  declare takenCredits: number;
  declare openedAt: number;
  declare closedAt: CreationOptional<number | null>;
}

export const defineCreditDisputes = (database: Database) =>
  database.bind(CreditDispute, 'credit_disputes', {
    disputeId: { ...refColumn(), primaryKey: true },
    userId: refColumn(),
    orderId: refColumn(),
    status: textColumn(10),
    takenCredits: integerColumn(),
    openedAt: instantColumn(),
    closedAt: nullable(instantColumn()),
  });

export type CreditDisputes = ReturnType<typeof defineCreditDisputes>;
