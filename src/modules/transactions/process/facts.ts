/** What the rules know of a deal, and of the move that somebody tries: values only. */
import type { Actor } from '../../../platform/kernel/actor';
import type { AgreedTerms, Contingency } from '../../offers';
import type { Agreement } from '../agreement/agreement.rules';
import type { MoveName, Mover, Outcome, Party, Reader, State, WaitName } from './process';

export const PHASES = ['DUE_DILIGENCE', 'PRE_CLOSING', 'CLOSING', 'POST_CLOSING'] as const;
export type Phase = (typeof PHASES)[number];

export const ITEM_STATUSES = ['OPEN', 'DONE', 'NOT_APPLICABLE'] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

export const ITEM_OWNERS = ['BUYER', 'SELLER', 'PLATFORM'] as const;
export type ItemOwner = (typeof ITEM_OWNERS)[number];

export interface ItemFact {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly phase: Phase;
  readonly owner: ItemOwner;
  readonly status: ItemStatus;
  readonly evidenceRequired: boolean;
  /** May be marked as not applicable: not every deal has it. */
  readonly conditional: boolean;
  /** The documents that show it. */
  readonly documentIds?: readonly string[] | null;
  readonly evidence?: string | null;
  readonly note?: string | null;
  /** Who doubts that it is settled; null while nobody does. */
  readonly questionedBy: string | null;
  readonly questionedAt?: number | null;
  /** How often each side has doubted it. */
  readonly buyerQuestions?: number;
  readonly sellerQuestions?: number;
}

/** What one person has said and another must say too. `DECISION`: the first of two admins. */
export const PROPOSAL_KINDS = ['EXTENSION', 'CANCELLATION', 'SETTLEMENT', 'DECISION', 'PRICE'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** How what is held is divided; the platform's fee comes out of the seller's part. */
export interface Split {
  readonly buyerCents: number;
  readonly sellerCents: number;
}

/** An open proposal. */
export interface ProposalFact {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly by: Reader;
  readonly userId: string;
  readonly outcome: Outcome | null;
  readonly split: Split | null;
  readonly days: number | null;
  readonly priceCents: number | null;
}

/** The carrier's standing with FMCSA, and how firmly the seller has proved control of it. */
export interface CarrierFact {
  /** Null: never checked with an answer. */
  readonly checkedAt: number | null;
  /** In words, a line each. */
  readonly hardStops: readonly string[];
  readonly controlLevel: number;
}

/** A hold that nobody lifts before the bank of the payer has decided. */
export interface HeldForBank {
  /** It stands for nothing besides. */
  readonly alone: boolean;
  /** The company has changed hands. */
  readonly handedOver: boolean;
}

export interface SaleFacts {
  readonly now: number;
  /** The user on each side. */
  readonly people: Readonly<Record<Party, string>>;
  readonly state: State;
  readonly wait: WaitName | null;
  readonly deadlineAt: number | null;
  readonly priceCents: number;
  /** What of the price the seller lends. */
  readonly sellerFinancing: AgreedTerms['sellerFinancing'];
  /** Of the price, what goes through escrow: all of it but what the seller lends. */
  readonly paidNowCents: number;
  readonly depositCents: number;
  /** Of the deposit, what compensates the seller if the buyer walks away. */
  readonly walkAwayCents: number;
  /** What lets the buyer leave with cause while the review runs. */
  readonly contingencies: readonly Contingency[];
  /** In escrow now. */
  readonly heldCents: number;
  /** Taken back for good by the bank of the payer, or given back past us, out of what was held. */
  readonly lostCents: number;
  /** Card disputes over payments of the deal that the bank has not decided yet. */
  readonly openCardDisputes: number;
  /** What they are about, in all. */
  readonly disputedCents?: number;
  /** Of an ended deal, what waits for a bank, and for whom it waits; nothing where it is missing. */
  readonly frozen?: Split;
  /** For what it is on hold; null while it is not. */
  readonly holdReason?: string | null;
  /** Known only of an open deal that is on hold while a bank has to decide. */
  readonly heldForBank?: HeldForBank;
  /** Refunds of payments of the deal that other hands made at the gateway, and that nobody has booked yet. */
  readonly openOutsideRefunds: readonly string[];
  readonly signed: Readonly<Record<Party, boolean>>;
  readonly approved: Readonly<Record<Party, boolean>>;
  /** The purchase agreement as it stands. */
  readonly agreementSigned: Readonly<Record<Party, boolean>>;
  /** Which side put it in the place of another, and when; null where it is the first, or both agreed to another price. */
  readonly agreementReplaced: { readonly by: Party; readonly at: number } | null;
  /** The sides brought one themselves in the place of the one drawn up here. */
  readonly ownAgreement: boolean;
  /** Who cannot sign in, as an administrator has closed their account. Known only where it is asked for: `asksForSides`. */
  readonly lockedOut: readonly Party[];
  /** Since when no money may leave; null when it may. */
  readonly onHoldSince: number | null;
  readonly items: readonly ItemFact[];
  readonly proposals: readonly ProposalFact[];
  /** Known only where a move asks for it: in the final review and in the inspection. */
  readonly carrier: CarrierFact | null;
  /** The buyer has objected to the release of the hold-back before. Known only while it waits. */
  readonly hasObjected?: boolean;
  /** Above this a decision over money takes two admins. */
  readonly twoAdminLimitCents: number;
  /** What the admin who decides did alone before, or was done alone over the money of the parties; 0 for whoever only looks. */
  readonly aloneCents: number;
}

/** What stands in escrow and does not wait for a bank. */
export const unfrozenCents = ({ heldCents, frozen }: SaleFacts): number =>
  heldCents - (frozen ? frozen.buyerCents + frozen.sellerCents : 0);

/** What a buyer pays a deal for. */
export const PAYMENT_PURPOSES = ['DEPOSIT', 'FINAL_PAYMENT'] as const;
export type PaymentPurpose = (typeof PAYMENT_PURPOSES)[number];

/** The payer's bank takes a payment back, until it has decided or for good; or other hands gave it back at the gateway. */
export interface CardDisputeFact {
  readonly disputeId: string;
  readonly paymentId: string;
  readonly disputedCents: number;
}

export interface ItemChange {
  readonly itemId: string;
  readonly status: ItemStatus;
  readonly documentIds: readonly string[];
  readonly evidence: string | null;
  readonly note: string | null;
}

/** A doubt about an item that is raised, or withdrawn. */
export interface ItemQuestion {
  readonly itemId: string;
  readonly reason: string;
}

/** An agreement with the signature of one side. */
export interface SignedAgreement extends Agreement {
  readonly hash: string;
  readonly termsHash: string;
  readonly userId: string;
  readonly typedName: string;
  readonly accountName: string;
  readonly address: string;
}

/** A purchase agreement that a side brought as a document. */
export interface OwnAgreement {
  readonly documentId: string;
  readonly fileName: string;
  /** SHA-256 of the file. */
  readonly hash: string;
}

/** What a move brings with it, each part where its guards and effects ask for it. */
export interface MoveInput {
  readonly payment?: { paymentId: string; purpose: PaymentPurpose; amountCents: number };
  readonly cardDispute?: CardDisputeFact;
  /** With a refund that came back: whether somebody had borne it. */
  readonly wasBooked?: boolean;
  readonly proposalId?: string;
  readonly outcome?: Outcome;
  readonly split?: Split;
  readonly days?: number;
  readonly priceCents?: number;
  /** The cause for which the buyer leaves. */
  readonly cause?: Contingency;
  /** Where the deadline moves to. */
  readonly deadlineAt?: number;
  readonly item?: ItemChange;
  readonly question?: ItemQuestion;
  /** Whose account was closed. */
  readonly side?: Party;
  readonly signature?: SignedAgreement;
  /** The file that takes the place of the purchase agreement. */
  readonly ownAgreement?: OwnAgreement;
  /** What shows what is said. */
  readonly documentIds?: readonly string[];
}

/** A move that somebody asks for. */
export interface MoveRequest {
  readonly move: MoveName;
  readonly mover: Mover;
  readonly actor: Actor;
  readonly input?: MoveInput;
  readonly reason?: string | null;
}
