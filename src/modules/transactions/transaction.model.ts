/** The rows of deals: the deal itself, its timeline, its checklist, its proposals, the payments it took in. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  centsColumn,
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
import { defineAgreements } from './agreement/agreement.model';
import { type Anchor, ANCHORS, type Structure, STRUCTURES } from './process/checklists';
import {
  ITEM_OWNERS,
  ITEM_STATUSES,
  type ItemOwner,
  type ItemStatus,
  PAYMENT_PURPOSES,
  type PaymentPurpose,
  type Phase,
  PHASES,
  PROPOSAL_KINDS,
  type ProposalKind,
} from './process/facts';
import {
  type MoveName,
  type Mover,
  MOVERS,
  type Outcome,
  OUTCOMES,
  PARTIES,
  type Party,
  type Reader,
  READERS,
  type State,
  STATES,
  STORED_MOVES,
  type WaitName,
  WAITS,
} from './process/process';
import { FrozenTerms } from './terms.rules';

const FATES = ['ESCROW', 'RETURNED'] as const;
const DISPUTE_KINDS = ['DISPUTE', 'REFUND'] as const;
const DISPUTE_STATUSES = ['OPEN', 'WON', 'LOST'] as const;

export class Transaction extends Model<InferAttributes<Transaction>, InferCreationAttributes<Transaction>> {
  declare id: string;
  declare offerId: string;
  declare listingId: string;
  /** As it stood when the deal opened. */
  declare listingTitle: string;
  declare buyerId: string;
  declare sellerId: string;
  declare usdot: number;
  /** The check of the carrier on which the acceptance rests. */
  declare carrierReportId: string;
  declare processVersion: string;
  declare state: State;
  declare dealStructure: Structure;
  declare priceCents: number;
  declare depositCents: number;
  declare feeCents: number;
  declare holdbackCents: number;
  declare holdbackDays: number;
  declare terms: FrozenTerms;
  /** SHA-256 of the terms, in hex. */
  declare termsHash: string;
  declare buyerAcceptedTermsAt: CreationOptional<number | null>;
  declare sellerAcceptedTermsAt: CreationOptional<number | null>;
  declare depositReceivedAt: CreationOptional<number | null>;
  declare buyerApprovedAt: CreationOptional<number | null>;
  declare sellerApprovedAt: CreationOptional<number | null>;
  /** Counts the purchase agreements: other terms, one of their own, and the way back each make another. */
  declare agreementVersion: CreationOptional<number>;
  /** The document that is the agreement; null where it is drawn up here. */
  declare agreementDocumentId: CreationOptional<string | null>;
  /** Which side put this version in the place of another, and when; null where none did. */
  declare agreementReplacedBy: CreationOptional<Party | null>;
  declare agreementReplacedAt: CreationOptional<number | null>;
  /** Of that version of the purchase agreement. */
  declare buyerSignedAgreementAt: CreationOptional<number | null>;
  declare sellerSignedAgreementAt: CreationOptional<number | null>;
  declare wait: WaitName | null;
  declare waitSince: number | null;
  declare deadlineAt: number | null;
  declare remindAt: number | null;
  /** Where the deadline stood before it was moved for money under way or an outage; null where it was not. */
  declare deadlineWas: CreationOptional<number | null>;
  /** Why it was moved. */
  declare deadlineBecause: CreationOptional<string | null>;
  /** For how long nobody could reach us, as far as the deadline has not been moved for it yet. */
  declare awayMs: CreationOptional<number>;
  /** When the sweep looks at the deal next. */
  declare wakeAt: number | null;
  /** When its people were last reminded of what comes next, by the clock or by an administrator. */
  declare remindedAt: CreationOptional<number | null>;
  /** When the owners of open items before the hand-over are told of their days next; null when there is none to tell. */
  declare itemsRemindAt: CreationOptional<number | null>;
  declare heldSince: CreationOptional<number | null>;
  declare holdReason: CreationOptional<string | null>;
  /** The number of the last move. */
  declare version: number;
  declare openedAt: number;
  declare endedAt: CreationOptional<number | null>;
}

/** What a move tells beyond its name: plain values that both sides and the platform may read. */
export const MoveDetail = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type MoveDetail = z.output<typeof MoveDetail>;

export class TransactionMove extends Model<
  InferAttributes<TransactionMove>,
  InferCreationAttributes<TransactionMove>
> {
  declare id: string;
  declare transactionId: string;
  declare seq: number;
  declare move: MoveName;
  declare fromState: State | null;
  declare toState: State;
  declare mover: Mover;
  declare userId: string | null;
  declare says: string;
  /** The sides are not shown it. */
  declare inHouse: boolean;
  declare reason: string | null;
  declare detail: MoveDetail;
  /** What was handed in with it; null where nothing was. */
  declare documentIds: CreationOptional<string[] | null>;
  declare createdAt: number;
}

export class ChecklistItem extends Model<
  InferAttributes<ChecklistItem>,
  InferCreationAttributes<ChecklistItem>
> {
  declare id: string;
  declare transactionId: string;
  declare position: number;
  declare code: string;
  declare title: string;
  declare owner: ItemOwner;
  declare phase: Phase;
  declare dueDays: number;
  declare dueAfter: Anchor;
  declare evidenceRequired: boolean;
  declare conditional: boolean;
  declare source: string;
  declare status: ItemStatus;
  /** Null from before there were any. */
  declare documentIds: CreationOptional<string[] | null>;
  declare evidence: CreationOptional<string | null>;
  declare note: CreationOptional<string | null>;
  declare changedAt: CreationOptional<number | null>;
  declare changedBy: CreationOptional<string | null>;
  /** Why somebody doubts that it is settled; null while nobody does. */
  declare question: CreationOptional<string | null>;
  declare questionedAt: CreationOptional<number | null>;
  declare questionedBy: CreationOptional<string | null>;
  /** How often each side has doubted it. */
  declare buyerQuestions: CreationOptional<number>;
  declare sellerQuestions: CreationOptional<number>;
}

export const PROPOSAL_STATUSES = ['OPEN', 'AGREED', 'REPLACED', 'LAPSED', 'WITHDRAWN'] as const;

export class Proposal extends Model<InferAttributes<Proposal>, InferCreationAttributes<Proposal>> {
  declare id: string;
  declare transactionId: string;
  declare kind: ProposalKind;
  declare side: Reader;
  declare userId: string;
  declare outcome: Outcome | null;
  declare buyerCents: number | null;
  declare sellerCents: number | null;
  declare days: number | null;
  declare priceCents: number | null;
  declare reason: string | null;
  declare status: (typeof PROPOSAL_STATUSES)[number];
  declare createdAt: number;
  declare closedAt: CreationOptional<number | null>;
}

/** A day that people are reminded of: that of an item of the checklist, or the closing date where there is none. */
export class DealDate extends Model<InferAttributes<DealDate>, InferCreationAttributes<DealDate>> {
  declare id: string;
  declare transactionId: string;
  declare itemId: string | null;
  declare dueAt: number;
  declare remindAt: number | null;
}

/** Terms that others have replaced, with who had signed them: insert-only. */
export class FormerTerms extends Model<InferAttributes<FormerTerms>, InferCreationAttributes<FormerTerms>> {
  declare transactionId: string;
  declare version: number;
  declare terms: FrozenTerms;
  declare termsHash: string;
  declare buyerAcceptedAt: number | null;
  declare sellerAcceptedAt: number | null;
  declare replacedAt: number;
}

/** A payment that came in for a deal, and what became of it: one row, once. */
export class Receipt extends Model<InferAttributes<Receipt>, InferCreationAttributes<Receipt>> {
  declare paymentId: string;
  declare transactionId: string;
  declare purpose: PaymentPurpose;
  declare amountCents: number;
  declare fate: (typeof FATES)[number];
  declare receivedAt: number;
}

/** What was taken out of a payment that stood in escrow: by the bank of the payer, or by a refund past us. */
export class DealCardDispute extends Model<
  InferAttributes<DealCardDispute>,
  InferCreationAttributes<DealCardDispute>
> {
  /** Of the card dispute, or of the refund. */
  declare disputeId: string;
  declare kind: CreationOptional<(typeof DISPUTE_KINDS)[number]>;
  declare transactionId: string;
  declare paymentId: string;
  declare disputedCents: number;
  /** Of a refund: LOST where the deal bears it, WON where it does not. */
  declare status: (typeof DISPUTE_STATUSES)[number];
  /** What the deal has borne of it, out of escrow. */
  declare borneCents: number;
  /** Of a deal that was canceled meanwhile: what goes to whom once the bank leaves it, less what has gone; null of others. */
  declare buyerDueCents: CreationOptional<number | null>;
  declare sellerDueCents: CreationOptional<number | null>;
  declare openedAt: number;
  declare closedAt: CreationOptional<number | null>;
}

export type Models = ReturnType<typeof defineModels>;

export const defineModels = (database: Database) => ({
  ...defineAgreements(database),

  transactions: database.bind(Transaction, 'transactions', {
    id: idColumn(),
    offerId: refColumn(),
    listingId: refColumn(),
    listingTitle: textColumn(200),
    buyerId: refColumn(),
    sellerId: refColumn(),
    usdot: integerColumn(),
    carrierReportId: refColumn(),
    processVersion: textColumn(20),
    state: wordColumn(STATES),
    dealStructure: wordColumn(STRUCTURES),
    priceCents: centsColumn(),
    depositCents: centsColumn(),
    feeCents: centsColumn(),
    holdbackCents: centsColumn(),
    holdbackDays: integerColumn(),
    terms: jsonColumn('terms', FrozenTerms),
    termsHash: textColumn(64),
    buyerAcceptedTermsAt: nullable(instantColumn()),
    sellerAcceptedTermsAt: nullable(instantColumn()),
    depositReceivedAt: nullable(instantColumn()),
    buyerApprovedAt: nullable(instantColumn()),
    sellerApprovedAt: nullable(instantColumn()),
    agreementVersion: { ...integerColumn(), defaultValue: 1 },
    agreementDocumentId: nullable(refColumn()),
    agreementReplacedBy: nullable(wordColumn(PARTIES)),
    agreementReplacedAt: nullable(instantColumn()),
    buyerSignedAgreementAt: nullable(instantColumn()),
    sellerSignedAgreementAt: nullable(instantColumn()),
    wait: nullable(wordColumn(WAITS)),
    waitSince: nullable(instantColumn()),
    deadlineAt: nullable(instantColumn()),
    remindAt: nullable(instantColumn()),
    deadlineWas: nullable(instantColumn()),
    deadlineBecause: nullable(textColumn(500)),
    awayMs: { ...instantColumn(), defaultValue: 0 },
    wakeAt: nullable(instantColumn()),
    remindedAt: nullable(instantColumn()),
    itemsRemindAt: nullable(instantColumn()),
    heldSince: nullable(instantColumn()),
    holdReason: nullable(textColumn(2_000)),
    version: integerColumn(),
    openedAt: instantColumn(),
    endedAt: nullable(instantColumn()),
  }),

  moves: database.bind(TransactionMove, 'transaction_moves', {
    id: idColumn(),
    transactionId: refColumn(),
    seq: integerColumn(),
    move: wordColumn(STORED_MOVES),
    fromState: nullable(wordColumn(STATES)),
    toState: wordColumn(STATES),
    mover: wordColumn(MOVERS),
    userId: nullable(refColumn()),
    says: textColumn(300),
    inHouse: flagColumn('inHouse'),
    reason: nullable(textColumn(2_000)),
    detail: jsonColumn('detail', MoveDetail),
    documentIds: nullable(jsonColumn('documentIds', z.array(z.string()))),
    createdAt: instantColumn(),
  }),

  items: database.bind(ChecklistItem, 'transaction_checklist_items', {
    id: idColumn(),
    transactionId: refColumn(),
    position: integerColumn(),
    code: textColumn(40),
    title: textColumn(200),
    owner: wordColumn(ITEM_OWNERS),
    phase: wordColumn(PHASES),
    dueDays: integerColumn(),
    dueAfter: wordColumn(ANCHORS),
    evidenceRequired: flagColumn('evidenceRequired'),
    conditional: flagColumn('conditional'),
    source: textColumn(300),
    status: wordColumn(ITEM_STATUSES),
    documentIds: nullable(jsonColumn('documentIds', z.array(z.string()))),
    evidence: nullable(textColumn(1_000)),
    note: nullable(textColumn(2_000)),
    changedAt: nullable(instantColumn()),
    changedBy: nullable(refColumn()),
    question: nullable(textColumn(2_000)),
    questionedAt: nullable(instantColumn()),
    questionedBy: nullable(refColumn()),
    buyerQuestions: { ...integerColumn(), defaultValue: 0 },
    sellerQuestions: { ...integerColumn(), defaultValue: 0 },
  }),

  proposals: database.bind(Proposal, 'transaction_proposals', {
    id: idColumn(),
    transactionId: refColumn(),
    kind: wordColumn(PROPOSAL_KINDS),
    side: wordColumn(READERS),
    userId: refColumn(),
    outcome: nullable(wordColumn(OUTCOMES)),
    buyerCents: nullable(centsColumn()),
    sellerCents: nullable(centsColumn()),
    days: nullable(integerColumn()),
    priceCents: nullable(centsColumn()),
    reason: nullable(textColumn(2_000)),
    status: wordColumn(PROPOSAL_STATUSES),
    createdAt: instantColumn(),
    closedAt: nullable(instantColumn()),
  }),

  dates: database.bind(DealDate, 'transaction_dates', {
    id: idColumn(),
    transactionId: refColumn(),
    itemId: nullable(refColumn()),
    dueAt: instantColumn(),
    remindAt: nullable(instantColumn()),
  }),

  formerTerms: database.bind(FormerTerms, 'transaction_terms', {
    transactionId: { ...refColumn(), primaryKey: true },
    version: { ...integerColumn(), primaryKey: true },
    terms: jsonColumn('terms', FrozenTerms),
    termsHash: textColumn(64),
    buyerAcceptedAt: nullable(instantColumn()),
    sellerAcceptedAt: nullable(instantColumn()),
    replacedAt: instantColumn(),
  }),

  receipts: database.bind(Receipt, 'transaction_receipts', {
    paymentId: idColumn(),
    transactionId: refColumn(),
    purpose: wordColumn(PAYMENT_PURPOSES),
    amountCents: centsColumn(),
    fate: wordColumn(FATES),
    receivedAt: instantColumn(),
  }),

  cardDisputes: database.bind(DealCardDispute, 'transaction_card_disputes', {
    disputeId: idColumn(),
    kind: { ...wordColumn(DISPUTE_KINDS), defaultValue: 'DISPUTE' },
    transactionId: refColumn(),
    paymentId: refColumn(),
    disputedCents: centsColumn(),
    status: wordColumn(DISPUTE_STATUSES),
    borneCents: centsColumn(),
    buyerDueCents: nullable(centsColumn()),
    sellerDueCents: nullable(centsColumn()),
    openedAt: instantColumn(),
    closedAt: nullable(instantColumn()),
  }),
});
