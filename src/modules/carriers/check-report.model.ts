/** Reports of carrier checks: evidence, so rows are added and never changed. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  idColumn,
  instantColumn,
  integerColumn,
  jsonColumn,
  refColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { CheckVerdict, type Outcome, OUTCOMES } from './checks/check-terms';
import { RiskScore } from './risk/risk-terms';

export const PURPOSES = ['LISTING', 'WATCH', 'ACCEPTANCE', 'RELEASE'] as const;
export type CheckPurpose = (typeof PURPOSES)[number];

/** What was found, as it was found then. */
export const CheckFindings = CheckVerdict.omit({ outcome: true }).extend({
  risk: RiskScore,
  /** The waiver of an out-of-service order that counted then. */
  waiverId: z.string().nullable().default(null),
});
export type CheckFindings = z.output<typeof CheckFindings>;

export class CheckRow extends Model<InferAttributes<CheckRow>, InferCreationAttributes<CheckRow>> {
  declare id: string;
  declare usdot: number;
  declare purpose: CheckPurpose;
  declare checkedAt: number;
  declare outcome: Outcome;
  declare snapshotId: string;
  declare findings: CheckFindings;
}

export const defineChecks = (database: Database) =>
  database.bind(CheckRow, 'carrier_checks', {
    id: idColumn(),
    usdot: integerColumn(),
    purpose: wordColumn(PURPOSES),
    checkedAt: instantColumn(),
    outcome: wordColumn(OUTCOMES),
    snapshotId: refColumn(),
    findings: jsonColumn('findings', CheckFindings),
  });
