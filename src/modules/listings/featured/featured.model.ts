/** The rows of listings that administrators place first for a while. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { idColumn, instantColumn, refColumn, textColumn } from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';

export class Featured extends Model<InferAttributes<Featured>, InferCreationAttributes<Featured>> {
  declare id: string;
  /** One row a listing. */
  declare listingId: string;
  /** For administrators. */
  declare reason: string;
  declare featuredBy: string;
  declare featuredAt: number;
  declare untilAt: number;
}

export const defineFeatured = (database: Database): typeof Featured =>
  database.bind(Featured, 'featured_listings', {
    id: idColumn(),
    listingId: refColumn(),
    reason: textColumn(2_000),
    featuredBy: refColumn(),
    featuredAt: instantColumn(),
    untilAt: instantColumn(),
  });
