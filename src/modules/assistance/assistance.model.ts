/** The rows of help on behalf: what was prepared for somebody, and what somebody answered by telephone. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  centsColumn,
  idColumn,
  instantColumn,
  jsonColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { NewListing } from '../listings';
import {
  ANSWER_KINDS,
  ANSWER_STATUSES,
  type AnswerKind,
  type AnswerStatus,
  CALLERS,
  PREPARED_KINDS,
  PREPARED_STATUSES,
  type PreparedKind,
  type PreparedStatus,
} from './assistance.rules';
import { PreparedOffer, TelephoneAnswer } from './assistance.schema';

/** One of the two. */
export const PreparedContent = z.strictObject({
  listing: NewListing.nullable().default(null),
  offer: PreparedOffer.nullable().default(null),
});
export type PreparedContent = z.output<typeof PreparedContent>;

export class Prepared extends Model<InferAttributes<Prepared>, InferCreationAttributes<Prepared>> {
  declare id: string;
  declare kind: PreparedKind;
  /** Null for an address without an account, until whoever has it confirms. */
  declare userId: CreationOptional<string | null>;
  /** Masked once it is to be forgotten. */
  declare email: string;
  /** Which all spellings of the address reach, as long as somebody without an account is waited for; the release before wrote none. */
  declare mailbox: CreationOptional<string | null>;
  declare firstName: string;
  declare content: PreparedContent;
  declare title: string;
  /** The price that is asked or offered. */
  declare amountCents: number | null;
  declare feeCents: number | null;
  declare reason: string;
  declare preparedBy: string;
  declare preparedAt: number;
  declare expiresAt: number;
  declare status: PreparedStatus;
  /** Of whoever declined or withdrew it. */
  declare answer: CreationOptional<string | null>;
  declare endedAt: CreationOptional<number | null>;
  /** The listing or offer that it became. */
  declare resultId: CreationOptional<string | null>;
  /** Of the link in the invitation. */
  declare linkHash: CreationOptional<string | null>;
}

export class TelephoneAnswerRow extends Model<
  InferAttributes<TelephoneAnswerRow>,
  InferCreationAttributes<TelephoneAnswerRow>
> {
  declare id: string;
  declare kind: AnswerKind;
  declare userId: string;
  declare transactionId: string | null;
  declare offerId: string | null;
  declare answer: TelephoneAnswer;
  declare title: string;
  declare says: string;
  declare calledBy: (typeof CALLERS)[number];
  declare heardAt: number;
  declare knownBy: string;
  declare said: string;
  declare recordedBy: string;
  declare recordedAt: number;
  declare takesEffectAt: number;
  declare status: AnswerStatus;
  /** Why it was not taken. */
  declare because: CreationOptional<string | null>;
  declare endedAt: CreationOptional<number | null>;
  /** What it answers; null once it has ended, and unique before. */
  declare openKey: string | null;
}

export const defineAssistance = (database: Database) => ({
  prepared: database.bind(Prepared, 'prepared_drafts', {
    id: idColumn(),
    kind: wordColumn(PREPARED_KINDS),
    userId: nullable(refColumn()),
    email: textColumn(254),
    mailbox: nullable(textColumn(254)),
    firstName: textColumn(100),
    content: jsonColumn('content', PreparedContent),
    title: textColumn(200),
    amountCents: nullable(centsColumn()),
    feeCents: nullable(centsColumn()),
    reason: textColumn(2_000),
    preparedBy: refColumn(),
    preparedAt: instantColumn(),
    expiresAt: instantColumn(),
    status: wordColumn(PREPARED_STATUSES),
    answer: nullable(textColumn(2_000)),
    endedAt: nullable(instantColumn()),
    resultId: nullable(refColumn()),
    linkHash: nullable(textColumn(64)),
  }),

  answers: database.bind(TelephoneAnswerRow, 'telephone_answers', {
    id: idColumn(),
    kind: wordColumn(ANSWER_KINDS),
    userId: refColumn(),
    transactionId: nullable(refColumn()),
    offerId: nullable(refColumn()),
    answer: jsonColumn('answer', TelephoneAnswer),
    title: textColumn(200),
    says: textColumn(400),
    calledBy: wordColumn(CALLERS),
    heardAt: instantColumn(),
    knownBy: textColumn(500),
    said: textColumn(2_000),
    recordedBy: refColumn(),
    recordedAt: instantColumn(),
    takesEffectAt: instantColumn(),
    status: wordColumn(ANSWER_STATUSES),
    because: nullable(textColumn(2_000)),
    endedAt: nullable(instantColumn()),
    openKey: nullable(textColumn(140)),
  }),
});
export type AssistanceModels = ReturnType<typeof defineAssistance>;
