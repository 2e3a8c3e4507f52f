/** Contests of control: somebody says that a company is not in the hands of those who have proved control of it. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  idColumn,
  instantColumn,
  integerColumn,
  jsonColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import { HandedDocument } from '../../documents';

export const DECISIONS = ['UPHELD', 'DISMISSED'] as const;
export type Decision = (typeof DECISIONS)[number];

export const CONTEST_STATES = ['OPEN', ...DECISIONS, 'WITHDRAWN'] as const;
export type ContestState = (typeof CONTEST_STATES)[number];

export class Contest extends Model<InferAttributes<Contest>, InferCreationAttributes<Contest>> {
  declare id: string;
  declare usdot: number;
  /** Who contests. */
  declare userId: string;
  declare statement: string;
  /** The papers that show it. */
  declare documents: CreationOptional<HandedDocument[] | null>;
  declare state: ContestState;
  declare openedAt: number;
  declare closedAt: number | null;
  declare decidedBy: string | null;
  declare reason: string | null;
}

export const defineContests = (database: Database) =>
  database.bind(Contest, 'control_contests', {
    id: idColumn(),
    usdot: integerColumn(),
    userId: refColumn(),
    statement: textColumn(2_000),
    documents: nullable(jsonColumn('documents', z.array(HandedDocument))),
    state: wordColumn(CONTEST_STATES),
    openedAt: instantColumn(),
    closedAt: nullable(instantColumn()),
    decidedBy: nullable(refColumn()),
    reason: nullable(textColumn(2_000)),
  });
