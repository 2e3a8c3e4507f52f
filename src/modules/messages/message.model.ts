/** The rows of messages: conversations, the two sides of each, what was written, and what was reported. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  flagColumn,
  idColumn,
  instantColumn,
  integerColumn,
  jsonColumn,
  longTextColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';
import { HandedDocument } from '../documents';

/** Stands for the operators where a person's id stands otherwise. */
export const SUPPORT = 'support';

export class Conversation extends Model<
  InferAttributes<Conversation>,
  InferCreationAttributes<Conversation>
> {
  declare id: string;
  /** The two members, the lower id first. */
  declare pairKey: string;
  /** The number of the last message. */
  declare messageCount: number;
  declare createdAt: number;
}

/** What one member keeps of the conversation with the other. */
export class Side extends Model<InferAttributes<Side>, InferCreationAttributes<Side>> {
  declare memberId: string;
  declare partnerId: string;
  declare conversationId: string;
  /** When the conversation began, before its first message. */
  declare lastMessageAt: number;
  /** Since when something waits to be read. */
  declare unreadSince: number | null;
  /** When the member blocked the partner. */
  declare blockedAt: number | null;
  /** When the member is to be told that something waits. */
  declare noticeDueAt: number | null;
  /** When they were told last. */
  declare noticedAt: number | null;
}

export class Message extends Model<InferAttributes<Message>, InferCreationAttributes<Message>> {
  declare id: string;
  declare conversationId: string;
  /** Counted from 1 in each conversation. */
  declare seq: number;
  declare fromId: string;
  declare toId: string;
  /** Who wrote it: the operator, where it is from support. */
  declare byUserId: string;
  declare listingId: string | null;
  declare transactionId: string | null;
  /** As typed. Empty once it is erased. */
  declare content: string;
  /** With its contact details hidden; null where it has none. */
  declare masked: string | null;
  /** It asks for payment outside of the platform. */
  declare warned: boolean;
  /** What came with it, as it was called then; null where nothing did. */
  declare documents: CreationOptional<HandedDocument[] | null>;
  declare createdAt: number;
  declare readAt: number | null;
  declare deletedAt: number | null;
  declare erasedAt: number | null;
}

export const REPORT_STATES = ['OPEN', 'UPHELD', 'DISMISSED'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export class Report extends Model<InferAttributes<Report>, InferCreationAttributes<Report>> {
  declare id: string;
  declare conversationId: string;
  declare reporterId: string;
  declare reportedId: string;
  declare reason: string;
  declare state: ReportState;
  declare openedAt: number;
  declare closedAt: number | null;
  declare decidedBy: string | null;
  /** Why it was decided so. */
  declare decision: string | null;
}

/** A person's id, or `support`. */
const memberColumn = () => textColumn(36);

export const defineModels = (database: Database) => ({
  conversations: database.bind(Conversation, 'conversations', {
    id: idColumn(),
    pairKey: textColumn(80),
    messageCount: integerColumn(),
    createdAt: instantColumn(),
  }),
  sides: database.bind(Side, 'conversation_sides', {
    memberId: { ...memberColumn(), primaryKey: true },
    partnerId: { ...memberColumn(), primaryKey: true },
    conversationId: refColumn(),
    lastMessageAt: instantColumn(),
    unreadSince: nullable(instantColumn()),
    blockedAt: nullable(instantColumn()),
    noticeDueAt: nullable(instantColumn()),
    noticedAt: nullable(instantColumn()),
  }),
  messages: database.bind(Message, 'messages', {
    id: idColumn(),
    conversationId: refColumn(),
    seq: integerColumn(),
    fromId: memberColumn(),
    toId: memberColumn(),
    byUserId: refColumn(),
    listingId: nullable(refColumn()),
    transactionId: nullable(refColumn()),
    content: longTextColumn(),
    masked: nullable(longTextColumn()),
    warned: flagColumn('warned'),
    documents: nullable(jsonColumn('documents', z.array(HandedDocument))),
    createdAt: instantColumn(),
    readAt: nullable(instantColumn()),
    deletedAt: nullable(instantColumn()),
    erasedAt: nullable(instantColumn()),
  }),
  reports: database.bind(Report, 'conversation_reports', {
    id: idColumn(),
    conversationId: refColumn(),
    reporterId: refColumn(),
    reportedId: refColumn(),
    reason: textColumn(2_000),
    state: wordColumn(REPORT_STATES),
    openedAt: instantColumn(),
    closedAt: nullable(instantColumn()),
    decidedBy: nullable(refColumn()),
    decision: nullable(textColumn(2_000)),
  }),
});
export type Models = ReturnType<typeof defineModels>;
