/** What deals look like on the wire. The state of a deal is called `status` there: the name that clients know. */
import { z } from 'zod';
import { recordQuery } from '../../platform/http/record-query';
import {
  Cents,
  Flag,
  Id,
  Instant,
  line,
  movesShape,
  PositiveCents,
  prose,
  Reason,
} from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { CarrierStanding } from '../carriers';
import { Party, Person } from '../identity';
import { ListingThenAndNow } from '../listings';
import { AgreedTerms, Contingency } from '../offers';
import {
  BankReference,
  PaymentMethodId,
  PaymentMethodName,
  PaymentOptionShape,
  PaymentShape,
} from '../payments';
import { PROCEEDS_STATUSES } from './deal-money.rules';
import { DocumentTitle, HandedIds } from '../documents';
import { CHECKLISTS, type Structure } from './process/checklists';
import { ITEM_OWNERS, ITEM_STATUSES, PAYMENT_PURPOSES, PHASES, PROPOSAL_KINDS } from './process/facts';
import { OpenMove } from './process/process.schema';
import { ITEM_MOVES, MOVERS, MOVES, OUTCOMES, PARTIES, READERS, STATES, WAITS } from './process/process';
import { PROPOSAL_STATUSES } from './transaction.model';

export const TransactionParams = z.strictObject({ id: Id });
export const ItemParams = z.strictObject({ id: Id, itemId: Id.describe('The id of the checklist item.') });
export const PaymentParams = z.strictObject({ id: Id, paymentId: Id.describe('The id of the payment.') });
export const ProposalParams = z.strictObject({ id: Id, proposalId: Id.describe('The id of the proposal.') });

/** The hash of the terms that the signer has read; another one is refused. */
export const TermsSigned = z.strictObject({
  termsHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the hash of the terms, as the deal shows it')
    .describe('The `termsHash` of the terms that you have read. Others are refused.'),
});

export const NewPayment = z.strictObject({
  method: PaymentMethodName.describe('How it is paid.'),
  paymentMethodId: PaymentMethodId.optional().describe('Needed for CARD and BANK_DEBIT.'),
});
export type NewPayment = z.output<typeof NewPayment>;

export const WireSeen = z.strictObject({
  amountCents: PositiveCents.describe('What the bank has booked.'),
  reference: BankReference.describe('What the bank calls it.'),
  partial: z
    .boolean()
    .default(false)
    .describe('Less than what is due has come: book it and wait for the rest.'),
  sendBack: z
    .boolean()
    .default(false)
    .describe(
      'More has come than the deal can take, or all of it too late: book it and send back what is too much.',
    ),
});
export type WireSeen = z.output<typeof WireSeen>;

/** How what is held is divided; the two parts make it up. */
const SplitShape = z
  .strictObject({
    buyerCents: Cents.describe('What the buyer gets, in US cents.'),
    sellerCents: Cents.describe('What the seller gets, in US cents.'),
  })
  .meta({ id: 'Split' });

export const WithReason = z.strictObject({ reason: Reason });
export const RefundToBook = z
  .strictObject({
    outsideRefundId: Id.describe('Which refund, as `GET /admin/outside-refunds` names it.'),
    reason: Reason,
  })
  .meta({ id: 'RefundToBook' });
export type RefundToBook = z.output<typeof RefundToBook>;
/** What somebody has read of the deal; another may have changed it meanwhile. */
const seen = {
  version: z
    .int()
    .min(1)
    .optional()
    .describe('The version of the deal that you have read. Where it is given, another one is refused.'),
};
export const TransactionRead = z.strictObject(seen).meta({ id: 'TransactionRead' });
export const Clearance = z.strictObject({ ...seen, reason: Reason.optional() });
export type Clearance = z.output<typeof Clearance>;
export const HoldRelease = z.strictObject({ ...seen, reason: Reason });
export type HoldRelease = z.output<typeof HoldRelease>;
export const Cancellation = z.strictObject({
  ...seen,
  reason: Reason,
  split: SplitShape.optional().describe('For administrators; all of it goes to the buyer when left out.'),
});
export type Cancellation = z.output<typeof Cancellation>;
export const WalkingAway = z.strictObject({
  cause: Contingency.optional().describe(
    'The contingency of the terms that gives the cause: then all of the deposit goes back. Only while the review runs.',
  ),
  costCents: Cents.describe(
    'What it costs you, in US cents: `walkAwayCents` of the transaction, or 0 with a cause. Another sum is refused.',
  ),
  reason: Reason,
});
export type WalkingAway = z.output<typeof WalkingAway>;
export const NewDispute = z.strictObject({ reason: Reason, documentIds: HandedIds });
export type NewDispute = z.output<typeof NewDispute>;
export const Evidence = z.strictObject({
  statement: prose(2_000, 3).describe('What you have to say, for the other side and the platform.'),
  documentIds: HandedIds,
});
export type Evidence = z.output<typeof Evidence>;
export const NewSettlement = z.strictObject({
  ...seen,
  outcome: z.enum(OUTCOMES).describe('How the deal ends or goes on.'),
  split: SplitShape.describe('How what is held is divided; the two parts make it up.'),
  reason: Reason.optional(),
});
export type NewSettlement = z.output<typeof NewSettlement>;
export const Decision = z.strictObject({
  ...seen,
  outcome: z.enum(OUTCOMES).describe('How the deal ends or goes on.'),
  split: SplitShape.describe('How what is held is divided; the two parts make it up.'),
  reason: Reason,
});
export type Decision = z.output<typeof Decision>;
export const NewStatus = z.strictObject({
  ...seen,
  status: z.enum(STATES).describe('The state of the deal.'),
  reason: Reason,
  split: SplitShape.optional().describe('Needed where money is divided.'),
});
export type NewStatus = z.output<typeof NewStatus>;
export const NewExtension = z.strictObject({
  ...seen,
  days: z.int().min(1).max(30).describe('How many days to add to the deadline.'),
  reason: Reason.optional(),
});
export type NewExtension = z.output<typeof NewExtension>;

export const NewPrice = z.strictObject({
  ...seen,
  priceCents: PositiveCents.describe('The price, in US cents.'),
  reason: prose(1_900, 3).optional().describe('Why; both sides read it.'),
});
export type NewPrice = z.output<typeof NewPrice>;

export const AdminExtension = NewExtension.extend({ reason: Reason });
export type AdminExtension = z.output<typeof AdminExtension>;

export const ItemUpdate = z.strictObject({
  status: z.enum(ITEM_STATUSES).describe('Where the item stands.'),
  documentIds: HandedIds,
  evidence: line(1_000)
    .nullable()
    .default(null)
    .describe('What the documents show, in words; otherwise what they are called.'),
  note: prose(2_000).nullable().default(null).describe('A remark for the other side.'),
});
export type ItemUpdate = z.output<typeof ItemUpdate>;

export const QuestionUpdate = z.strictObject({
  status: z.enum(['OPEN', 'WITHDRAWN']).describe('`OPEN`: you doubt that the item is settled.'),
  reason: Reason,
});
export type QuestionUpdate = z.output<typeof QuestionUpdate>;

export const TransactionQuery = PageQuery.extend({
  status: z.enum(STATES).optional().describe('Transactions with this status only.'),
  side: z.enum(PARTIES).optional().describe('Transactions in which you are on this side only.'),
  waitingFor: z.literal('me').optional().describe('`me`: transactions that wait for your move only.'),
});
export type TransactionQuery = z.output<typeof TransactionQuery>;

export const AdminTransactionQuery = recordQuery().extend({
  status: z.enum(STATES).optional().describe('Transactions with this status only.'),
  waitingFor: z.literal('me').optional().describe('`me`: transactions that wait for an administrator only.'),
  onHold: Flag.optional().describe('Transactions on hold only, or those that are not.'),
  overdue: Flag.optional().describe(
    'Deals whose deadline has passed: decisions that the platform owes, clocks that a hold has stopped.',
  ),
  buyerId: Id.optional().describe('Transactions of this buyer only.'),
  sellerId: Id.optional().describe('Transactions of this seller only.'),
  listingId: Id.optional().describe('Transactions of this listing only.'),
});
export type AdminTransactionQuery = z.output<typeof AdminTransactionQuery>;

export const ClosingsQuery = PageQuery.extend({
  by: z
    .enum(['DEADLINE', 'CLOSING_DATE'])
    .default('DEADLINE')
    .describe('Which day puts them in order: the deadline that runs, or the closing date of the terms.'),
  waitingFor: z.enum(READERS).optional().describe('Deals that wait for this side, or for us, only.'),
  late: Flag.optional().describe('Deals whose day has passed only, or those whose day is to come.'),
  onHold: Flag.optional().describe('Deals on hold only, or those that are not.'),
  search: line(100).optional().describe('Deals whose title has this text, or whose USDOT number it is.'),
});
export type ClosingsQuery = z.output<typeof ClosingsQuery>;

export const RemindedVersion = z.strictObject({
  version: z.int().min(1).describe('The version of the deal that you have read.'),
});

export const ClosingView = z
  .strictObject({
    id: Id,
    version: z.int().describe('Of the deal.'),
    listing: z.strictObject({ id: Id, title: z.string().describe('As the deal was made.') }),
    buyer: Person.describe('The buyer.'),
    seller: Person.describe('The seller.'),
    status: z.enum(STATES).describe('Where the deal stands.'),
    priceCents: PositiveCents.describe('The price.'),
    closingAt: Instant.nullable().describe('The end of the closing date of the terms; null without one.'),
    deadlineAt: Instant.nullable().describe('When silence speaks.'),
    onHold: z.boolean().describe('Whether no money leaves, and most clocks stand still.'),
    waitingFor: z.array(z.enum(READERS)).describe('Whose move it is.'),
    lateHours: z.int().describe('For how many whole hours one of its days has passed; 0 where none has.'),
    lastRemindedAt: Instant.nullable().describe('When its people were reminded last.'),
    remindableAt: Instant.nullable().describe(
      'From when on they can be reminded again; null where they never were.',
    ),
  })
  .meta({ id: 'DealClosing', description: 'An open deal on the closings board.' });

const Structures = z.enum(Object.keys(CHECKLISTS) as [Structure, ...Structure[]]);

const PartyWithContact = Party.extend({
  contact: z
    .strictObject({
      name: z.string().describe('Full name.'),
      companyName: z.string().nullable().describe('Company, where they gave one.'),
      email: z.string().describe('E-mail address.'),
      phone: z.string().nullable().describe('Telephone number, where they gave one.'),
    })
    .nullable()
    .describe("The other side's from the deposit on."),
}).meta({ id: 'PartyWithContact' });

const Next = z
  .strictObject({
    wait: z.enum(WAITS).describe('What is awaited.'),
    who: z
      .array(z.enum(READERS))
      .describe(
        'Who must act. Lists know of holds and signatures; the deal itself says also who has to clear what the checklist or the carrier bars.',
      ),
    until: Instant.nullable().describe('Until when; null while a hold has stopped the clock.'),
  })
  .meta({ id: 'NextInDeal' });

export const TransactionSummary = z
  .strictObject({
    id: Id,
    listing: ListingThenAndNow.describe('The listing that is sold.'),
    buyer: Party.describe('The buyer.'),
    seller: Party.describe('The seller.'),
    yourSide: z.enum(PARTIES).nullable().describe("The reader's side; null for an admin who looks on."),
    status: z.enum(STATES).describe('The state of the deal.'),
    priceCents: PositiveCents.describe('The price, in US cents.'),
    heldCents: Cents.describe('What stands in escrow, in US cents.'),
    onHold: z.boolean().describe('The deal is on hold: no money leaves, and its clock is stopped.'),
    deadlineAt: Instant.nullable().describe(
      'Until when the next move is awaited; null while nothing is awaited or the clock is stopped.',
    ),
    next: Next.nullable().describe('Whose move it is; null while nothing is awaited.'),
    openedAt: Instant.describe('When the offer was accepted.'),
    endedAt: Instant.nullable().describe('When it ended; null while it goes on.'),
  })
  .meta({ id: 'TransactionSummary' });
export type TransactionSummary = z.output<typeof TransactionSummary>;

const DisputeOpened = z
  .strictObject({
    by: z.enum(MOVERS).describe('Who opened it; TIMER: a deadline that passed.'),
    at: Instant.describe('When.'),
    reason: z.string().nullable().describe('The reason that was given.'),
  })
  .meta({ id: 'DisputeOpened' });

export const AdminTransactionSummary = TransactionSummary.extend({
  buyer: Person.describe('The buyer.'),
  seller: Person.describe('The seller.'),
  carrier: CarrierStanding.describe('How the carrier that is sold stands.'),
  holdReason: z.string().nullable().describe('Why it is on hold; null while it is not.'),
  dispute: DisputeOpened.nullable().describe(
    'Who opened the dispute, when and why; null unless the deal is disputed.',
  ),
}).meta({ id: 'AdminTransactionSummary' });
export type AdminTransactionSummary = z.output<typeof AdminTransactionSummary>;

export const ProposalView = z
  .strictObject({
    id: Id,
    kind: z.enum(PROPOSAL_KINDS).describe('What is proposed.'),
    by: z.enum(READERS).describe('Who proposed it.'),
    outcome: z
      .enum(OUTCOMES)
      .nullable()
      .describe('How the deal would end or go on; null unless it settles a dispute.'),
    split: SplitShape.nullable().describe('How what is held would be divided; null unless money is divided.'),
    days: z.int().nullable().describe('How many days it would add to the deadline; null unless it extends.'),
    priceCents: z.int().nullable().describe('What the price would be, in US cents; null unless it changes.'),
    reason: z.string().nullable().describe('The reason that was given.'),
    status: z.enum(PROPOSAL_STATUSES).describe('Whether it waits for the other side.'),
    createdAt: Instant,
    closedAt: Instant.nullable().describe(
      'When it was answered, withdrawn or lapsed; null while it is open.',
    ),
    expiresAt: Instant.nullable().describe('When it ends without an answer; null once it is closed.'),
  })
  .meta({ id: 'Proposal' });
export type ProposalView = z.output<typeof ProposalView>;

const Moves = z.strictObject({
  open: z.array(OpenMove).describe('What the reader may do now.'),
  closed: z
    .array(
      z.strictObject({
        move: z.enum(MOVES).describe('The move.'),
        code: z.string().describe('The code of the problem.'),
        because: z.string().describe('Why, in a sentence.'),
      }),
    )
    .describe('What the reader may not do now, with the code that trying would answer, and the reason.'),
  next: Next.extend({ onSilence: z.string().describe('What happens if nobody acts in time.') })
    .nullable()
    .describe('What the deal waits for; null when it waits for nothing.'),
});

const BothSides = z
  .strictObject({
    buyerAt: Instant.nullable().describe('When the buyer did; null if not yet.'),
    sellerAt: Instant.nullable().describe('When the seller did; null if not yet.'),
  })
  .meta({ id: 'BothSides' });

const Terms = z
  .strictObject({
    processVersion: z.string().describe('The version of the process that the deal follows.'),
    offerId: Id,
    offerVersionId: Id,
    listingId: Id,
    usdot: z.int().describe('The USDOT number.'),
    buyerId: Id,
    sellerId: Id,
    dealStructure: Structures.describe('How the company changes hands.'),
    version: z
      .int()
      .optional()
      .describe('Another price makes another version; the first where it is missing.'),
    priceCents: PositiveCents.describe('The price, in US cents.'),
    paidNowCents: Cents.optional().describe('Of the price, what goes through escrow, in US cents.'),
    owedLaterCents: Cents.optional().describe('Of the price, what the seller lends, in US cents.'),
    walkAwayCents: Cents.optional().describe(
      'Of the deposit, what compensates the seller if the buyer walks away, in US cents.',
    ),
    feeBasisPoints: z
      .int()
      .optional()
      .describe("The platform's fee, in hundredths of a percent of the price."),
    depositCents: PositiveCents.describe('The deposit, in US cents.'),
    feeCents: Cents.describe("The platform's fee, in US cents; the seller bears it."),
    holdbackCents: Cents.describe('What is kept back at completion, in US cents.'),
    holdbackDays: z.int().describe('How long after completion it is kept, in days.'),
    agreed: AgreedTerms.describe('The terms of the accepted offer.'),
  })
  .meta({ id: 'DealTerms' });

export const TransactionView = TransactionSummary.extend({
  buyer: PartyWithContact.describe('The buyer.'),
  seller: PartyWithContact.describe('The seller.'),
  offerId: Id,
  usdot: z.int().describe('The USDOT number.'),
  dealStructure: Structures.describe('How the company changes hands.'),
  processVersion: z.string().describe('The version of the process that the deal follows.'),
  means: z.string().describe('What the state means, in a sentence.'),
  version: z.int().describe('Grows with every change of the deal.'),
  depositCents: PositiveCents.describe('The deposit, in US cents.'),
  feeCents: Cents.describe("The platform's fee, in US cents; the seller bears it."),
  holdbackCents: Cents.describe('What is kept back at completion, in US cents.'),
  walkAwayCents: Cents.describe(
    'Of the deposit, what compensates the seller if the buyer walks away without cause, or alone is missing when the ' +
      'review ends, in US cents.',
  ),
  paidNowCents: Cents.describe('Of the price, what goes through escrow, the deposit included, in US cents.'),
  owedLaterCents: Cents.describe(
    'Of the price, what the seller lends: owed to them later, outside of escrow, in US cents.',
  ),
  terms: Terms.describe('What both sides sign. `termsHash` is taken from it.'),
  deadlineMoved: z
    .strictObject({
      from: Instant.describe('Where the deadline stood before.'),
      because: z.string().describe('Why, in a sentence.'),
    })
    .nullable()
    .describe(
      'The deadline waits for money that is under way, or was moved since we could not be reached, or no letter of ours left; null if neither.',
    ),
  termsHash: z.string().describe('SHA-256 of the terms, hexadecimal. Send it back to sign them.'),
  formerTerms: z
    .array(
      z.strictObject({
        version: z.int().describe('Counted from 1.'),
        priceCents: Cents.describe('The price, in US cents.'),
        termsHash: z.string().describe('SHA-256 of those terms, hexadecimal.'),
        terms: Terms.describe('Those terms.'),
        signatures: BothSides.describe('Who had signed them.'),
        replacedAt: Instant.describe('When others took their place.'),
      }),
    )
    .describe('The terms before the price was changed, oldest first.'),
  signatures: BothSides.describe('Who has signed the terms.'),
  approvals: BothSides.describe('Who has agreed to close.'),
  money: z
    .strictObject({
      inCents: Cents.describe('What came into escrow, in US cents.'),
      outCents: Cents.describe('What left it, in US cents.'),
      heldCents: Cents.describe('What stands in escrow, in US cents.'),
      receivedCents: Cents.describe(
        'All that has come from the buyer, in US cents, with parts of a wire that are not in escrow yet.',
      ),
      underWayCents: Cents.describe("Being collected from the buyer's bank, in US cents; not received yet."),
      missingCents: Cents.describe('What has not come of what is due at this stage, in US cents.'),
      returnedCents: Cents.describe('Went back to the buyer or is on its way there, in US cents.'),
      disputedCents: Cents.describe(
        'Of what stands in escrow, what waits for the bank of a payer to decide, in US cents.',
      ),
      says: z
        .array(z.string())
        .describe(
          'What there is to know of money that is not in escrow, or waits there for a bank, in sentences.',
        ),
    })
    .describe(
      'What came into escrow, what left it, what stands there, and what is on its way, missing, or going back.',
    ),
  due: z
    .strictObject({
      purpose: z.enum(PAYMENT_PURPOSES).describe('What is due.'),
      amountCents: PositiveCents.describe('What is due, in US cents.'),
      options: z.array(PaymentOptionShape).describe('How it can be paid, and why not otherwise.'),
    })
    .nullable()
    .describe('What the buyer has to pay at this stage, and how they can; null where nothing is due.'),
  proceeds: z
    .strictObject({
      releasedCents: Cents.describe('What the deal has released to the seller, in US cents.'),
      payableCents: Cents.describe(
        'What is owed to the seller over all deals and was not paid out, in US cents.',
      ),
      status: z.enum(PROCEEDS_STATUSES).describe('PAID: nothing is owed to the seller any more.'),
      who: z.array(z.enum(READERS)).describe('Who has to act before the seller is paid.'),
      says: z.string().describe('What is missing until the seller is paid, in a sentence.'),
    })
    .nullable()
    .describe('For the seller and administrators; null until money was released.'),
  hold: z
    .strictObject({ since: Instant.describe('Since when.'), reason: z.string().describe('Why.') })
    .nullable()
    .describe('The hold; null while there is none.'),
  dispute: DisputeOpened.nullable().describe(
    'Who opened the dispute, when and why; null unless the deal is disputed.',
  ),
  proposals: z.array(ProposalView).describe('Those that are open.'),
  moves: Moves.describe('What the reader may do now and may not, and what is awaited.'),
}).meta({ id: 'Transaction' });
export type TransactionView = z.output<typeof TransactionView>;

export const TimelineEntry = z.strictObject({
  seq: z.int().describe('Counted from 1 without a gap.'),
  move: z.enum(MOVES).describe('The move.'),
  from: z.enum(STATES).nullable().describe('The state before; null for the opening.'),
  to: z.enum(STATES).describe('The state after.'),
  by: z.enum(MOVERS).describe('Who made the move.'),
  says: z.string().describe('What happened, in a sentence.'),
  reason: z.string().nullable().describe('The reason that was given.'),
  detail: z
    .record(z.string(), z.union([z.string(), z.number(), z.null()]))
    .describe('Facts of the move, such as amounts in US cents.'),
  documents: z.array(DocumentTitle).describe('What was handed in with it.'),
  at: Instant.describe('When it happened.'),
});
export type TimelineEntry = z.output<typeof TimelineEntry>;

export const ChecklistItemView = z
  .strictObject({
    id: Id,
    code: z.string().describe('The code of the item, the same in every deal.'),
    title: z.string().describe('What has to be done.'),
    owner: z.enum(ITEM_OWNERS).describe('Who has to settle it.'),
    phase: z.enum(PHASES).describe('The part of the deal that it belongs to.'),
    dueAt: Instant.nullable().describe('Null until the step from which the days count.'),
    overdue: z.boolean().describe('Its due date has passed, and it is not settled.'),
    evidenceRequired: z.boolean().describe('It can be settled with a document only.'),
    conditional: z.boolean().describe('May be marked as not applicable.'),
    source: z.string().describe('The rule that it comes from.'),
    status: z.enum(ITEM_STATUSES).describe('Where the item stands.'),
    documents: z.array(DocumentTitle).describe('The documents that show it; both sides can read them.'),
    evidence: z.string().nullable().describe('What the documents show, in words.'),
    note: z.string().nullable().describe('A remark for the other side.'),
    changedAt: Instant.nullable().describe('When its status last changed.'),
    changedBy: z.enum(ITEM_OWNERS).nullable().describe('Who changed it.'),
    question: z
      .strictObject({
        by: z.enum(ITEM_OWNERS).describe('Who raised it.'),
        at: Instant.describe('When it was raised.'),
        reason: z.string().describe('What is doubted.'),
      })
      .nullable()
      .describe('An open question about the settled item, which counts as open meanwhile.'),
    moves: movesShape(ITEM_MOVES, 'ChecklistItemMoves', {
      open: 'What you can do with the item now.',
      closed: 'What you cannot do with it now, with the code that trying would answer.',
    }).describe('What you can do with the item.'),
  })
  .meta({ id: 'ChecklistItem' });
export type ChecklistItemView = z.output<typeof ChecklistItemView>;

/** A payment as the seller sees it: that it is there, not how it is made. */
export const TransactionPayment = z.strictObject({
  id: Id,
  purpose: z.string().describe('What it pays for, such as `DEPOSIT`.'),
  amountCents: PositiveCents.describe('What is due, in US cents.'),
  method: PaymentMethodName.describe('How it is paid.'),
  status: PaymentShape.shape.status,
  refundedCents: Cents.describe('Refunded or being refunded, in US cents.'),
  startedAt: Instant.describe('When it was started.'),
  endedAt: Instant.nullable().describe('When it ended; null while it goes on.'),
  says: PaymentShape.shape.says
    .nullable()
    .describe('How it stands and what to do next, for the payer and the administrators.'),
  failure: PaymentShape.shape.failure.describe('For the payer and the administrators.'),
  wireInstructions: PaymentShape.shape.wireInstructions,
  authenticationUrl: PaymentShape.shape.authenticationUrl,
  nextStep: PaymentShape.shape.nextStep,
});
export type TransactionPayment = z.output<typeof TransactionPayment>;

export const Accepted = z
  .strictObject({
    transactionId: Id,
    offerId: Id,
    listingId: Id,
    status: z.enum(STATES).describe('The state of the deal.'),
    priceCents: PositiveCents.describe('The price, in US cents.'),
    depositCents: PositiveCents.describe('The deposit, in US cents.'),
    depositDueAt: Instant.describe('Until when the deposit is due.'),
    termsHash: z.string().describe('SHA-256 of the terms, hexadecimal. Send it back to sign them.'),
  })
  .meta({ id: 'OfferAccepted' });
export type Accepted = z.output<typeof Accepted>;

export const PaymentStarted = z.strictObject({
  payment: PaymentShape.describe('The payment that was started.'),
  transaction: TransactionView.describe('The deal after it.'),
});
export type PaymentStarted = z.output<typeof PaymentStarted>;
