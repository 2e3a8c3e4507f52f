/** Buyers' requests for help with premium listings. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  idColumn,
  instantColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import { ACCESS_REQUEST_STATUSES, type AccessRequestStatus } from './premium-access.rules';

export class PremiumAccess extends Model<
  InferAttributes<PremiumAccess>,
  InferCreationAttributes<PremiumAccess>
> {
  declare id: string;
  declare listingId: string;
  declare buyerId: string;
  declare status: AccessRequestStatus;
  /** The buyer's own words. */
  declare note: string | null;
  /** Of the administrator, to the buyer. */
  declare answer: string | null;
  declare handledBy: string | null;
  declare requestedAt: number;
  declare updatedAt: number;
  declare endedAt: number | null;
}

export const definePremiumAccess = (database: Database): typeof PremiumAccess =>
  database.bind(PremiumAccess, 'premium_access_requests', {
    id: idColumn(),
    listingId: refColumn(),
    buyerId: refColumn(),
    status: wordColumn(ACCESS_REQUEST_STATUSES),
    note: nullable(textColumn(2_000)),
    answer: nullable(textColumn(2_000)),
    handledBy: nullable(refColumn()),
    requestedAt: instantColumn(),
    updatedAt: instantColumn(),
    endedAt: nullable(instantColumn()),
  });
