/** The rows of approvals: what one admin has said over money, and another has to say too. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  centsColumn,
  idColumn,
  instantColumn,
  jsonTextColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

/** What one admin asked for, and another has to ask for just so. */
export const Asked = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type Asked = z.output<typeof Asked>;

export const APPROVAL_STATUSES = ['OPEN', 'AGREED', 'REPLACED', 'WITHDRAWN'] as const;

export class ApprovalRow extends Model<InferAttributes<ApprovalRow>, InferCreationAttributes<ApprovalRow>> {
  declare id: string;
  /** `payout.record_wire`. */
  declare act: string;
  declare subjectType: string;
  declare subjectId: string;
  declare amountCents: number;
  /** What was asked for, as JSON: the second has to ask for just this. */
  declare asked: string;
  declare status: (typeof APPROVAL_STATUSES)[number];
  declare firstId: string;
  declare secondId: CreationOptional<string | null>;
  declare openedAt: number;
  declare closedAt: CreationOptional<number | null>;
}

export const defineApprovals = (database: Database) =>
  database.bind(ApprovalRow, 'approvals', {
    id: idColumn(),
    act: textColumn(60),
    subjectType: textColumn(40),
    subjectId: textColumn(120),
    amountCents: centsColumn(),
    asked: jsonTextColumn(Asked),
    status: wordColumn(APPROVAL_STATUSES),
    firstId: refColumn(),
    secondId: { ...nullable(refColumn()) },
    openedAt: instantColumn(),
    closedAt: nullable(instantColumn()),
  });
