/** Waivers: an administrator's record that an out-of-service order of a carrier does not stop it, until a day. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  idColumn,
  instantColumn,
  integerColumn,
  nullable,
  refColumn,
  textColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';

export class Waiver extends Model<InferAttributes<Waiver>, InferCreationAttributes<Waiver>> {
  declare id: string;
  declare usdot: number;
  /** The day of the latest order that it covers, `YYYY-MM-DD`; null: of one without a day. A later order stops again. */
  declare orderedOn: string | null;
  declare reason: string;
  declare grantedBy: string;
  declare grantedAt: number;
  declare endsAt: number;
  declare endedAt: number | null;
  declare endedBy: string | null;
  declare endedBecause: string | null;
}

export const defineWaivers = (database: Database) =>
  database.bind(Waiver, 'out_of_service_waivers', {
    id: idColumn(),
    usdot: integerColumn(),
    orderedOn: nullable(textColumn(10)),
    reason: textColumn(2_000),
    grantedBy: refColumn(),
    grantedAt: instantColumn(),
    endsAt: instantColumn(),
    endedAt: nullable(instantColumn()),
    endedBy: nullable(refColumn()),
    endedBecause: nullable(textColumn(2_000)),
  });
