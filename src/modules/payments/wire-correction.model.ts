/** The rows of wires that were taken back, since they had been booked in error; never changed once they are written. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { centsColumn, idColumn, instantColumn, textColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export class WireCorrectionRow extends Model<
  InferAttributes<WireCorrectionRow>,
  InferCreationAttributes<WireCorrectionRow>
> {
  declare wireId: string;
  declare reason: string;
  /** What was out of reach by then, and so is the platform's loss. */
  declare borneCents: number;
  declare correctedAt: number;
}

export const defineWireCorrections = (database: Database) =>
  database.bind(WireCorrectionRow, 'wire_corrections', {
    wireId: idColumn(),
    reason: textColumn(2_000),
    borneCents: centsColumn(),
    correctedAt: instantColumn(),
  });
