/** Card disputes: payments that the payer's bank has taken back, for now or for good. */
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
import { DISPUTE_STATUSES, DISPUTED_MONEY, type DisputedMoney, type DisputeStatus } from './dispute.rules';

export class CardDisputeRow extends Model<
  InferAttributes<CardDisputeRow>,
  InferCreationAttributes<CardDisputeRow>
> {
  declare id: string;
  /** Null where an invoice was paid: that payment is the gateway's own. */
  declare paymentId: string | null;
  declare gateway: string;
  declare gatewayDisputeId: string;
  declare amountCents: number;
  /** The bank's word: `fraudulent`. */
  declare reason: string;
  declare status: DisputeStatus;
  declare money: DisputedMoney;
  /** Until when evidence can be sent; null where the gateway names no day. */
  declare evidenceDueAt: CreationOptional<number | null>;
  /** Since when the bank looks at what was sent, from here or from the gateway's dashboard. */
  declare answeredAt: CreationOptional<number | null>;
  declare openedAt: number;
  declare updatedAt: number;
  declare endedAt: CreationOptional<number | null>;
}

export const defineCardDisputes = (database: Database) =>
  database.bind(CardDisputeRow, 'card_disputes', {
    id: idColumn(),
    paymentId: nullable(refColumn()),
    gateway: textColumn(20),
    gatewayDisputeId: textColumn(120),
    amountCents: centsColumn(),
    reason: textColumn(60),
    status: wordColumn(DISPUTE_STATUSES),
    money: wordColumn(DISPUTED_MONEY),
    evidenceDueAt: nullable(instantColumn()),
    answeredAt: nullable(instantColumn()),
    openedAt: instantColumn(),
    updatedAt: instantColumn(),
    endedAt: nullable(instantColumn()),
  });
