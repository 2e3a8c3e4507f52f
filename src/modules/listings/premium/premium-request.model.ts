/** The requests of owners to have their listings made premium, with what became of each. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  centsColumn,
  idColumn,
  instantColumn,
  nullable,
  refColumn,
  textColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import type { PremiumStatus } from './premium.rules';

export class PremiumRequest extends Model<
  InferAttributes<PremiumRequest>,
  InferCreationAttributes<PremiumRequest>
> {
  declare id: string;
  declare listingId: string;
  declare sellerId: string;
  declare status: PremiumStatus;
  /** The owner's own words. */
  declare note: string | null;
  declare decidedBy: string | null;
  declare decisionReason: string | null;
  declare decidedAt: number | null;
  /** As it was when the request was approved; null before. */
  declare feeCents: number | null;
  declare payBy: number | null;
  /** The payment that brought the fee. */
  declare paymentId: string | null;
  declare paidAt: number | null;
  declare endReason: string | null;
  /** Of the fee, when an admin ended the standing: all or nothing. */
  declare returnedCents: number;
  declare requestedAt: number;
  declare updatedAt: number;
  declare endedAt: number | null;
}

export type PremiumRequests = typeof PremiumRequest;

export const definePremiumRequests = (database: Database): PremiumRequests =>
  database.bind(PremiumRequest, 'premium_requests', {
    id: idColumn(),
    listingId: refColumn(),
    sellerId: refColumn(),
    status: textColumn(12),
    note: nullable(textColumn(2_000)),
    decidedBy: nullable(refColumn()),
    decisionReason: nullable(textColumn(2_000)),
    decidedAt: nullable(instantColumn()),
    feeCents: nullable(centsColumn()),
    payBy: nullable(instantColumn()),
    paymentId: nullable(refColumn()),
    paidAt: nullable(instantColumn()),
    endReason: nullable(textColumn(2_000)),
    returnedCents: centsColumn(),
    requestedAt: instantColumn(),
    updatedAt: instantColumn(),
    endedAt: nullable(instantColumn()),
  });
