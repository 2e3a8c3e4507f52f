/** The rows of verification: each request to verify a fact of a person, and what became of it. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  flagColumn,
  idColumn,
  instantColumn,
  integerColumn,
  jsonColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { type Fact, FACTS } from './facts';

export const STATES = [
  /** Waits for the person at the check. */
  'STARTED',
  /** Waits for an admin. */
  'PENDING',
  'VERIFIED',
  'DECLINED',
  'WITHDRAWN',
  'REVOKED',
  'EXPIRED',
  /** A later one took its place. */
  'REPLACED',
] as const;
export type State = (typeof STATES)[number];

/** `RECORDED`: by an admin, without a request. */
export const METHODS = ['REVIEW', 'STRIPE', 'SANDBOX', 'RECORDED'] as const;

export const FUNDS_SOURCES = ['BANK_STATEMENT', 'BROKERAGE_STATEMENT', 'LOAN_COMMITMENT', 'OTHER'] as const;

/** What a person says, by the fact that it is about; what an admin saw stands in it after the decision. */
export const Claim = z.discriminatedUnion('fact', [
  z.strictObject({ fact: z.literal('IDENTITY'), legalName: z.string() }),
  z.strictObject({
    fact: z.literal('FUNDS'),
    amountCents: z.int(),
    /** `2026-11-03`: of the paper. */
    datedOn: z.string(),
    source: z.enum(FUNDS_SOURCES),
  }),
  z.strictObject({
    fact: z.literal('COMPANY'),
    companyName: z.string(),
    role: z.string(),
    authority: z.string(),
    usdot: z.int().nullable(),
  }),
]);
export type Claim = z.output<typeof Claim>;

/** What the federal record shows of a company that the person named. */
export const CarrierFindings = z.strictObject({
  usdot: z.int(),
  legalName: z.string().nullable(),
  /** What speaks against it, each in words; null where the record could not be read. */
  shows: z.array(z.string()).nullable(),
  readAt: z.int(),
});
export type CarrierFindings = z.output<typeof CarrierFindings>;

export class Verification extends Model<
  InferAttributes<Verification>,
  InferCreationAttributes<Verification>
> {
  declare id: string;
  declare userId: string;
  declare fact: Fact;
  declare method: (typeof METHODS)[number];
  declare state: State;
  /** Unique while it waits: one of each person and fact. */
  declare openKey: string | null;
  /** Unique while it holds. */
  declare standingKey: CreationOptional<string | null>;
  /** Counts what the person sent. */
  declare version: number;
  /** Null once the account is deleted. */
  declare claim: Claim | null;
  declare documentIds: string[];
  declare carrierFindings: CarrierFindings | null;
  declare submittedAt: number;
  declare decidedAt: CreationOptional<number | null>;
  declare decidedBy: CreationOptional<string | null>;
  declare reason: CreationOptional<string | null>;
  declare verifiedAt: CreationOptional<number | null>;
  declare validUntil: CreationOptional<number | null>;
  /** When the person is told that it ends; null once that is done. */
  declare remindAt: CreationOptional<number | null>;
  /** When the papers of an identity are deleted; null while they are needed, and afterwards. */
  declare papersUntil: CreationOptional<number | null>;
  /** Of a check at Stripe: its session. */
  declare sessionId: CreationOptional<string | null>;
  /** Stripe looks at the papers: the person has nothing to do. */
  declare isProcessing: CreationOptional<boolean>;
  /** Stripe's word for why the check did not pass. */
  declare errorCode: CreationOptional<string | null>;
  declare updatedAt: number;
}

export const defineVerifications = (database: Database) =>
  database.bind(Verification, 'verifications', {
    id: idColumn(),
    userId: refColumn(),
    fact: wordColumn(FACTS),
    method: wordColumn(METHODS),
    state: wordColumn(STATES),
    openKey: nullable(textColumn(60)),
    standingKey: nullable(textColumn(60)),
    version: integerColumn(),
    claim: nullable(jsonColumn('claim', Claim)),
    documentIds: jsonColumn('documentIds', z.array(z.string())),
    carrierFindings: nullable(jsonColumn('carrierFindings', CarrierFindings)),
    submittedAt: instantColumn(),
    decidedAt: nullable(instantColumn()),
    decidedBy: nullable(refColumn()),
    reason: nullable(textColumn(2_000)),
    verifiedAt: nullable(instantColumn()),
    validUntil: nullable(instantColumn()),
    remindAt: nullable(instantColumn()),
    papersUntil: nullable(instantColumn()),
    sessionId: nullable(textColumn(120)),
    isProcessing: { ...flagColumn('isProcessing'), defaultValue: false },
    errorCode: nullable(textColumn(60)),
    updatedAt: instantColumn(),
  });
export type Verifications = ReturnType<typeof defineVerifications>;
