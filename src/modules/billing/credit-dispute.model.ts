/** Card disputes about what brought credits, and what was refunded of it past us: of purchases and of invoices. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { instantColumn, integerColumn, nullable, refColumn, wordColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

const CREDIT_DISPUTE_STATUSES = ['OPEN', 'WON', 'LOST'] as const;

export class CreditDispute extends Model<
  InferAttributes<CreditDispute>,
  InferCreationAttributes<CreditDispute>
> {
  /** Or that of the refund past us, which is LOST from its beginning. */
  declare disputeId: string;
  declare userId: string;
  declare orderId: string | null;
  declare invoiceId: string | null;
  declare status: (typeof CREDIT_DISPUTE_STATUSES)[number];
  /** Credits taken back since it was lost. */
  declare takenCredits: number;
  /** What is to be taken yet: it had been spent. Nothing while it is open or won. */
  declare owedCredits: number;
  declare openedAt: number;
  declare closedAt: CreationOptional<number | null>;
}

export const defineCreditDisputes = (database: Database) =>
  database.bind(CreditDispute, 'credit_disputes', {
    disputeId: { ...refColumn(), primaryKey: true },
    userId: refColumn(),
    orderId: nullable(refColumn()),
    invoiceId: nullable(refColumn()),
    status: wordColumn(CREDIT_DISPUTE_STATUSES),
    takenCredits: integerColumn(),
    owedCredits: integerColumn(),
    openedAt: instantColumn(),
    closedAt: nullable(instantColumn()),
  });

export type CreditDisputes = ReturnType<typeof defineCreditDisputes>;
