/** What buyers look for: a row a person. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  flagColumn,
  instantColumn,
  integerColumn,
  jsonColumn,
  refColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import type { Wishes as WishesValue } from './match.rules';
import { Wishes } from './requirements.schema';

export class BuyerRequirements extends Model<
  InferAttributes<BuyerRequirements>,
  InferCreationAttributes<BuyerRequirements>
> {
  declare userId: string;
  declare wishes: WishesValue;
  declare tell: boolean;
  declare leastScore: number;
  /** The position in the log up to which arrivals have been looked through for them. */
  declare seenUpTo: number;
  declare updatedAt: number;
}

export const defineRequirements = (database: Database): typeof BuyerRequirements =>
  database.bind(BuyerRequirements, 'buyer_requirements', {
    userId: { ...refColumn(), primaryKey: true },
    wishes: jsonColumn('wishes', Wishes),
    tell: flagColumn('tell'),
    leastScore: integerColumn(),
    seenUpTo: instantColumn(),
    updatedAt: instantColumn(),
  });
