/** Sellers' requests for premium listings, and what became of each. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  centsColumn,
  idColumn,
  instantColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import { PREMIUM_STATUSES, type PremiumStatus } from './premium.rules';

export class PremiumRequest extends Model<
  InferAttributes<PremiumRequest>,
  InferCreationAttributes<PremiumRequest>
> {
  declare id: string;
  declare listingId: string;
  declare sellerId: string;
  declare status: PremiumStatus;
  /** The seller's own words. */
  declare note: string | null;
  declare decidedBy: string | null;
  declare decisionReason: string | null;
  declare decidedAt: number | null;
  /** Fixed by the approval; null before. */
  declare feeCents: number | null;
  declare payBy: number | null;
  /** The payment of the fee. */
  declare paymentId: string | null;
  declare paidAt: number | null;
  declare endReason: string | null;
  /** Refunded: by an admin who ended premium, or because it came back to us when premium could not begin again. */
  declare returnedCents: number;
  declare requestedAt: number;
  declare updatedAt: number;
  declare endedAt: number | null;
}

export const definePremiumRequests = (database: Database): typeof PremiumRequest =>
  database.bind(PremiumRequest, 'premium_requests', {
    id: idColumn(),
    listingId: refColumn(),
    sellerId: refColumn(),
    status: wordColumn(PREMIUM_STATUSES),
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
