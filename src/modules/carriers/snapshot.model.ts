/** Readings of carriers, kept in time: a row for each state that the record was in. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  idColumn,
  instantColumn,
  integerColumn,
  jsonColumn,
  nullable,
  textColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { CarrierProfile } from './carrier-profile';
import { MOST_NAMES } from './found-names';

export class Snapshot extends Model<InferAttributes<Snapshot>, InferCreationAttributes<Snapshot>> {
  declare id: string;
  declare usdot: number;
  /** 1 for the first reading of the carrier; unique with it. */
  declare number: number;
  /** Of every fact that can be compared, not of when and where it was read. */
  declare contentHash: string;
  declare source: string;
  declare profile: CarrierProfile;
  /** What administrators find its records by: see `found-names.ts`. */
  declare names: string | null;
  /** Keyed; see `ein.ts`. */
  declare einHash: string | null;
  declare firstSeenAt: number;
  declare lastSeenAt: number;
}

export const defineSnapshots = (database: Database) =>
  database.bind(Snapshot, 'carrier_snapshots', {
    id: idColumn(),
    usdot: integerColumn(),
    number: integerColumn(),
    contentHash: textColumn(64),
    source: textColumn(10),
    profile: jsonColumn('profile', CarrierProfile),
    names: nullable(textColumn(MOST_NAMES)),
    einHash: nullable(textColumn(80)),
    firstSeenAt: instantColumn(),
    lastSeenAt: instantColumn(),
  });
