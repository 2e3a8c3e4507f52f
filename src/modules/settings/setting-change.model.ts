/** The rows of settings: every change that was made, and the number of the last one. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  idColumn,
  instantColumn,
  integerColumn,
  longTextColumn,
  nullable,
  refColumn,
  textColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export class SettingChangeRow extends Model<
  InferAttributes<SettingChangeRow>,
  InferCreationAttributes<SettingChangeRow>
> {
  declare id: string;
  /** Of all settings; what was changed together has the same. */
  declare version: number;
  declare name: string;
  /** Null: what the environment says again. */
  declare value: string | null;
  declare formerValue: string;
  declare effectiveAt: number;
  declare reason: string;
  declare decidedBy: string;
  declare createdAt: number;
  declare cancelledAt: CreationOptional<number | null>;
  declare cancelledBy: CreationOptional<string | null>;
}

/** One row, which every change locks. */
class SettingVersion extends Model<InferAttributes<SettingVersion>, InferCreationAttributes<SettingVersion>> {
  declare id: string;
  declare version: number;
}

export const defineModels = (database: Database) => ({
  changes: database.bind(SettingChangeRow, 'setting_changes', {
    id: idColumn(),
    version: integerColumn(),
    name: textColumn(60),
    value: nullable(longTextColumn()),
    formerValue: longTextColumn(),
    effectiveAt: instantColumn(),
    reason: textColumn(2_000),
    decidedBy: refColumn(),
    createdAt: instantColumn(),
    cancelledAt: nullable(instantColumn()),
    cancelledBy: nullable(refColumn()),
  }),
  versions: database.bind(SettingVersion, 'setting_versions', {
    id: { ...textColumn(10), primaryKey: true },
    version: integerColumn(),
  }),
});

export const THE_VERSION = 'settings';

export type Models = ReturnType<typeof defineModels>;
