/** The rows of what admins did alone, and the rows that are locked while it is summed up. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { centsColumn, idColumn, instantColumn, textColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export class LoneActRow extends Model<InferAttributes<LoneActRow>, InferCreationAttributes<LoneActRow>> {
  declare id: string;
  /** `admin:…` who did it, or `about:…` whose money it was: one row for each. */
  declare who: string;
  declare act: string;
  declare amountCents: number;
  declare doneAt: number;
}

export class LoneActSumRow extends Model<
  InferAttributes<LoneActSumRow>,
  InferCreationAttributes<LoneActSumRow>
> {
  declare who: string;
  declare askedAt: number;
}

export const defineLoneActs = (database: Database) => ({
  acts: database.bind(LoneActRow, 'lone_acts', {
    id: idColumn(),
    who: textColumn(60),
    act: textColumn(60),
    amountCents: centsColumn(),
    doneAt: instantColumn(),
  }),
  sums: database.bind(LoneActSumRow, 'lone_act_sums', {
    who: { ...textColumn(60), primaryKey: true },
    askedAt: instantColumn(),
  }),
});
