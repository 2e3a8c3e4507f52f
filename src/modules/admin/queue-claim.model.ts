/** Claims on what waits in the queues, one row an item: who looks after it, until when. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { instantColumn, refColumn, textColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export class QueueClaim extends Model<InferAttributes<QueueClaim>, InferCreationAttributes<QueueClaim>> {
  /** `LISTING_REVIEW:` and the id of the listing. */
  declare id: string;
  declare claimedBy: string;
  declare claimedAt: number;
  declare endsAt: number;
}

export const defineQueueClaims = (database: Database) =>
  database.bind(QueueClaim, 'queue_claims', {
    id: { ...textColumn(190), primaryKey: true },
    claimedBy: refColumn(),
    claimedAt: instantColumn(),
    endsAt: instantColumn(),
  });
