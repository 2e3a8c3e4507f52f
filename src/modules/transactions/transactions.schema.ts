/** What deals look like on the wire. The state of a deal is called `status` there: the name that clients know. */
import { z } from 'zod';
import { Cents, Id, Instant, line, PositiveCents, prose, Reason } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { OfferTerms } from '../offers';
import { BankReference, PaymentMethodId, PaymentMethodName, PaymentView } from '../payments';
import { CHECKLISTS, type Structure } from './process/checklists';
import { ITEM_OWNERS, ITEM_STATUSES, PHASES, PROPOSAL_KINDS } from './process/facts';
import { MOVERS, MOVES, OUTCOMES, PARTIES, READERS, STATES, WAITS } from './process/process';
import { PROPOSAL_STATUSES } from './transaction.model';

export const DealParams = z.strictObject({ id: Id });
export const ItemParams = z.strictObject({ id: Id, itemId: Id });
export const PaymentParams = z.strictObject({ id: Id, paymentId: Id });
export const ProposalParams = z.strictObject({ id: Id, proposalId: Id });

/** The hash of the terms that the signer has read; another one is refused. */
export const TermsSigned = z.strictObject({
  termsHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

export const NewPayment = z.strictObject({
  method: PaymentMethodName,
  /** Needed for CARD and BANK_DEBIT. */
  paymentMethodId: PaymentMethodId.optional(),
});
export type NewPayment = z.output<typeof NewPayment>;

export const WireSeen = z.strictObject({
  /** What the bank has booked. */
  amountCents: PositiveCents,
  /** What the bank calls it. */
  reference: BankReference,
  /** Less than what is due has come: book it and wait for the rest. */
  partial: z.boolean().default(false),
  /** More has come than the deal can take, or all of it too late: book it and send back what is too much. */
  sendBack: z.boolean().default(false),
});
export type WireSeen = z.output<typeof WireSeen>;

/** How what is held is divided; the two parts make it up. */
const SplitShape = z.strictObject({ buyerCents: Cents, sellerCents: Cents });

export const WithReason = z.strictObject({ reason: Reason });
export const MaybeReason = z.strictObject({ reason: Reason.optional() });
export const Cancellation = z.strictObject({
  reason: Reason,
  /** For administrators; all of it goes to the buyer when left out. */
  split: SplitShape.optional(),
});
export const Evidence = z.strictObject({ statement: prose(2_000, 3) });
export const NewSettlement = z.strictObject({
  outcome: z.enum(OUTCOMES),
  split: SplitShape,
  reason: Reason.optional(),
});
export type NewSettlement = z.output<typeof NewSettlement>;
export const Decision = z.strictObject({ outcome: z.enum(OUTCOMES), split: SplitShape, reason: Reason });
export type Decision = z.output<typeof Decision>;
export const NewStatus = z.strictObject({
  status: z.enum(STATES),
  reason: Reason,
  /** Needed where money is divided. */
  split: SplitShape.optional(),
});
export type NewStatus = z.output<typeof NewStatus>;
export const NewExtension = z.strictObject({ days: z.int().min(1).max(30), reason: Reason.optional() });
export type NewExtension = z.output<typeof NewExtension>;

export const ItemUpdate = z.strictObject({
  status: z.enum(ITEM_STATUSES),
  /** Where the document is found. */
  evidence: line(1_000).nullable().default(null),
  note: prose(2_000).nullable().default(null),
});
export type ItemUpdate = z.output<typeof ItemUpdate>;

export const DealQuery = PageQuery.extend({
  status: z.enum(STATES).optional(),
  side: z.enum(PARTIES).optional(),
});
export type DealQuery = z.output<typeof DealQuery>;

export const AdminDealQuery = PageQuery.extend({
  status: z.enum(STATES).optional(),
  onHold: z.enum(['true', 'false']).optional(),
  /** Deals whose deadline has passed: decisions that the platform owes, clocks that a hold has stopped. */
  overdue: z.enum(['true', 'false']).optional(),
  buyerId: Id.optional(),
  sellerId: Id.optional(),
  listingId: Id.optional(),
});
export type AdminDealQuery = z.output<typeof AdminDealQuery>;

const Structures = z.enum(Object.keys(CHECKLISTS) as [Structure, ...Structure[]]);

const Party = z.strictObject({ id: Id, displayName: z.string() });
const PartyWithContact = Party.extend({
  /** The other side's from the deposit on. */
  contact: z
    .strictObject({
      name: z.string(),
      companyName: z.string().nullable(),
      email: z.string(),
      phone: z.string().nullable(),
    })
    .nullable(),
});

export const TransactionSummary = z
  .strictObject({
    id: Id,
    listing: z.strictObject({ id: Id, title: z.string() }),
    buyer: Party,
    seller: Party,
    /** The reader's side; null for an admin who looks on. */
    yourSide: z.enum(PARTIES).nullable(),
    status: z.enum(STATES),
    priceCents: PositiveCents,
    heldCents: Cents,
    onHold: z.boolean(),
    deadlineAt: Instant.nullable(),
    openedAt: Instant,
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'TransactionSummary' });
export type TransactionSummary = z.output<typeof TransactionSummary>;

export const ProposalView = z
  .strictObject({
    id: Id,
    kind: z.enum(PROPOSAL_KINDS),
    by: z.enum(READERS),
    outcome: z.enum(OUTCOMES).nullable(),
    split: SplitShape.nullable(),
    days: z.int().nullable(),
    reason: z.string().nullable(),
    status: z.enum(PROPOSAL_STATUSES),
    createdAt: Instant,
    closedAt: Instant.nullable(),
  })
  .meta({ id: 'Proposal' });
export type ProposalView = z.output<typeof ProposalView>;

const Moves = z.strictObject({
  /** What the reader may do now. */
  open: z.array(z.strictObject({ move: z.enum(MOVES), effect: z.string() })),
  /** What the reader may not do now, with the code that trying would answer, and the reason. */
  closed: z.array(z.strictObject({ move: z.enum(MOVES), code: z.string(), because: z.string() })),
  /** What the deal waits for; null when it waits for nothing. */
  next: z
    .strictObject({
      wait: z.enum(WAITS),
      who: z.array(z.enum(READERS)),
      /** Null while a hold has stopped the clock. */
      until: Instant.nullable(),
      onSilence: z.string(),
    })
    .nullable(),
});

export const TransactionView = TransactionSummary.extend({
  buyer: PartyWithContact,
  seller: PartyWithContact,
  offerId: Id,
  usdot: z.int(),
  dealStructure: Structures,
  processVersion: z.string(),
  /** What the state means, in a sentence. */
  means: z.string(),
  version: z.int(),
  depositCents: PositiveCents,
  feeCents: Cents,
  holdbackCents: Cents,
  terms: z.strictObject({
    processVersion: z.string(),
    offerId: Id,
    offerVersionId: Id,
    listingId: Id,
    usdot: z.int(),
    buyerId: Id,
    sellerId: Id,
    dealStructure: Structures,
    priceCents: PositiveCents,
    depositCents: PositiveCents,
    feeCents: Cents,
    holdbackCents: Cents,
    holdbackDays: z.int(),
    agreed: OfferTerms,
  }),
  termsHash: z.string(),
  signatures: z.strictObject({ buyerAt: Instant.nullable(), sellerAt: Instant.nullable() }),
  approvals: z.strictObject({ buyerAt: Instant.nullable(), sellerAt: Instant.nullable() }),
  /** From the ledger: what came into escrow, what left it, what stands there. */
  money: z.strictObject({ inCents: Cents, outCents: Cents, heldCents: Cents }),
  hold: z.strictObject({ since: Instant, reason: z.string() }).nullable(),
  /** Those that are open. */
  proposals: z.array(ProposalView),
  moves: Moves,
}).meta({ id: 'Transaction' });
export type TransactionView = z.output<typeof TransactionView>;

export const TimelineEntry = z.strictObject({
  seq: z.int(),
  move: z.enum(MOVES),
  from: z.enum(STATES).nullable(),
  to: z.enum(STATES),
  by: z.enum(MOVERS),
  says: z.string(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  at: Instant,
});
export type TimelineEntry = z.output<typeof TimelineEntry>;

export const ChecklistItemView = z
  .strictObject({
    id: Id,
    code: z.string(),
    title: z.string(),
    owner: z.enum(ITEM_OWNERS),
    phase: z.enum(PHASES),
    /** Null until the step from which the days count. */
    dueAt: Instant.nullable(),
    overdue: z.boolean(),
    evidenceRequired: z.boolean(),
    /** May be marked as not applicable. */
    conditional: z.boolean(),
    /** The rule that it comes from. */
    source: z.string(),
    status: z.enum(ITEM_STATUSES),
    evidence: z.string().nullable(),
    note: z.string().nullable(),
    changedAt: Instant.nullable(),
  })
  .meta({ id: 'ChecklistItem' });
export type ChecklistItemView = z.output<typeof ChecklistItemView>;

/** A payment as the seller sees it: that it is there, not how it is made. */
export const DealPayment = z.strictObject({
  id: Id,
  purpose: z.string(),
  amountCents: PositiveCents,
  method: PaymentMethodName,
  status: PaymentView.shape.status,
  refundedCents: Cents,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  /** For the payer and the administrators. */
  failure: PaymentView.shape.failure,
  wireInstructions: PaymentView.shape.wireInstructions,
  authenticationUrl: PaymentView.shape.authenticationUrl,
});
export type DealPayment = z.output<typeof DealPayment>;

export const Accepted = z
  .strictObject({
    transactionId: Id,
    offerId: Id,
    listingId: Id,
    status: z.enum(STATES),
    priceCents: PositiveCents,
    depositCents: PositiveCents,
    depositDueAt: Instant,
    termsHash: z.string(),
  })
  .meta({ id: 'OfferAccepted' });
export type Accepted = z.output<typeof Accepted>;

export const PaymentStarted = z.strictObject({ payment: PaymentView, transaction: TransactionView });
