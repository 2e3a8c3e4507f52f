/** The rows of reports of abuse. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  idColumn,
  instantColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export const SUBJECT_TYPES = ['USER', 'LISTING', 'REVIEW', 'DOCUMENT'] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

export const CATEGORIES = [
  'FRAUD',
  'FALSE_INFORMATION',
  'IMPERSONATION',
  'OUTSIDE_PAYMENT',
  'HARASSMENT',
  'SPAM',
  'OTHER',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const REPORT_STATES = ['OPEN', 'DECIDED', 'WITHDRAWN'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export const OUTCOMES = [
  'NO_ACTION',
  'WARNING',
  'CONTENT_HIDDEN',
  'LISTING_SUSPENDED',
  'USER_SUSPENDED',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export class Report extends Model<InferAttributes<Report>, InferCreationAttributes<Report>> {
  declare id: string;
  declare reporterId: string;
  declare subjectType: SubjectType;
  declare subjectId: string;
  /** Whose the subject is. */
  declare reportedId: string;
  declare category: Category;
  declare description: string;
  declare state: ReportState;
  /** Unique while it is open: one of each reporter about one subject. */
  declare openKey: string | null;
  declare outcome: CreationOptional<Outcome | null>;
  declare openedAt: number;
  declare closedAt: CreationOptional<number | null>;
  declare decidedBy: CreationOptional<string | null>;
  /** Why it was decided so: for the record, and never for the two. */
  declare reason: CreationOptional<string | null>;
}

export const defineReports = (database: Database) =>
  database.bind(Report, 'reports', {
    id: idColumn(),
    reporterId: refColumn(),
    subjectType: wordColumn(SUBJECT_TYPES),
    subjectId: refColumn(),
    reportedId: refColumn(),
    category: wordColumn(CATEGORIES),
    description: textColumn(2_000),
    state: wordColumn(REPORT_STATES),
    openKey: nullable(textColumn(100)),
    outcome: nullable(wordColumn(OUTCOMES)),
    openedAt: instantColumn(),
    closedAt: nullable(instantColumn()),
    decidedBy: nullable(refColumn()),
    reason: nullable(textColumn(2_000)),
  });
export type Reports = ReturnType<typeof defineReports>;
