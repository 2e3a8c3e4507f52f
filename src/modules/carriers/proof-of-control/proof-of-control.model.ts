/** How far a person has proved control of a carrier: one row for each pair. */
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

/** A document, or in words what was there instead. `title`: as the document was called then, or those words. */
export const Shown = z.object({ documentId: z.string().nullable(), title: z.string() });
export type Shown = z.output<typeof Shown>;

/** A live session in which a person showed control of the company. */
export const ProofSession = z.object({
  heldAt: z.number(),
  attendees: z.array(z.string()),
  identityPaper: Shown,
  recording: Shown,
});
export type ProofSession = z.output<typeof ProofSession>;

/** 0 none · 1 code to the federal record · 2 papers reviewed · 3 live session that was recorded. */
export type ControlLevel = 0 | 1 | 2 | 3;
const REVIEW_STATES = ['PENDING', 'DECLINED'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export class ControlProof extends Model<
  InferAttributes<ControlProof>,
  InferCreationAttributes<ControlProof>
> {
  declare id: string;
  declare userId: string;
  declare usdot: number;
  declare level: ControlLevel;
  declare levelSince: number | null;
  /** What an administrator saw, for levels 2 and 3. */
  declare evidence: string | null;
  /** The verified papers that level 2 rests on. */
  declare papers: CreationOptional<HandedDocument[] | null>;
  /** The session that level 3 rests on; null where it was recorded before sessions were. */
  declare liveSession: CreationOptional<ProofSession | null>;
  /** Keyed hash of how the federal record reached the carrier when the proof began; null until a reading tells it. */
  declare contactHash: CreationOptional<string | null>;
  /** Keyed hash of the code under way; gone once it was used. */
  declare codeHash: string | null;
  /** Masked: `d***@p***.com`. */
  declare codeSentTo: string | null;
  declare codeSentAt: number | null;
  declare codeExpiresAt: number | null;
  declare codeTriesLeft: number;
  /** Codes sent since `sendsSince`, which begins anew after a day. */
  declare sends: number;
  declare sendsSince: number | null;
  declare reviewState: ReviewState | null;
  declare reviewRequestedAt: number | null;
  /** What the person writes to the reviewer. */
  declare reviewDescription: string | null;
  /** The papers that they hand in with it. */
  declare reviewDocuments: CreationOptional<HandedDocument[] | null>;
  declare reviewReason: string | null;
  declare revokedAt: number | null;
  declare revokedReason: string | null;
  /** When it last ended, by whatever; a session from before says nothing of what came after. */
  declare endedAt: CreationOptional<number | null>;
  declare createdAt: number;
  declare updatedAt: number;
}

export const defineControlProofs = (database: Database) =>
  database.bind(ControlProof, 'control_proofs', {
    id: idColumn(),
    userId: refColumn(),
    usdot: integerColumn(),
    level: integerColumn(),
    levelSince: nullable(instantColumn()),
    evidence: nullable(textColumn(2_000)),
    papers: nullable(jsonColumn('papers', z.array(HandedDocument))),
    liveSession: nullable(jsonColumn('liveSession', ProofSession)),
    contactHash: nullable(textColumn(80)),
    codeHash: nullable(textColumn(64)),
    codeSentTo: nullable(textColumn(320)),
    codeSentAt: nullable(instantColumn()),
    codeExpiresAt: nullable(instantColumn()),
    codeTriesLeft: integerColumn(),
    sends: integerColumn(),
    sendsSince: nullable(instantColumn()),
    reviewState: nullable(wordColumn(REVIEW_STATES)),
    reviewRequestedAt: nullable(instantColumn()),
    reviewDescription: nullable(textColumn(2_000)),
    reviewDocuments: nullable(jsonColumn('reviewDocuments', z.array(HandedDocument))),
    reviewReason: nullable(textColumn(2_000)),
    revokedAt: nullable(instantColumn()),
    revokedReason: nullable(textColumn(2_000)),
    endedAt: nullable(instantColumn()),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  });
