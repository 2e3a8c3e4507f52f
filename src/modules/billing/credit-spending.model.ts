/** Spent credits, one row each, and whether the credit was returned. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { instantColumn, nullable, refColumn, textColumn, wordColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { SPENDING_REASONS, type SpendingReason } from './credit.rules';

export class CreditSpending extends Model<
  InferAttributes<CreditSpending>,
  InferCreationAttributes<CreditSpending>
> {
  declare spendingKey: string;
  declare userId: string;
  declare reason: SpendingReason;
  declare subjectType: string;
  declare subjectId: string;
  declare spentAt: number;
  /** The key of its return; null while it is spent. */
  declare returnKey: string | null;
  declare returnedAt: number | null;
}

export const defineCreditSpendings = (database: Database) =>
  database.bind(CreditSpending, 'credit_spendings', {
    spendingKey: { ...textColumn(150), primaryKey: true },
    userId: refColumn(),
    reason: wordColumn(SPENDING_REASONS),
    subjectType: textColumn(60),
    subjectId: textColumn(120),
    spentAt: instantColumn(),
    returnKey: nullable(textColumn(190)),
    returnedAt: nullable(instantColumn()),
  });

export type CreditSpendings = ReturnType<typeof defineCreditSpendings>;
