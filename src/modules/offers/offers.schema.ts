/** What offers look like on the wire. */
import { z } from 'zod';
import { recordFields } from '../../platform/http/record-query';
import { Cents, Id, Instant, line, PositiveCents, prose, Reason } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { CarrierStanding } from '../carriers';
import { Party, Person, Standing } from '../identity';
import {
  CONTINGENCIES,
  ListingThenAndNow,
  MOST_EXCLUSIVITY_DAYS,
  MOST_SUPPORT_DAYS,
  SellerFinancing,
} from '../listings';
import { OFFER_STATUSES, SIDES, STEPS } from './offer.rules';

const DEFAULT_EXCLUSIVITY_DAYS = 30;
const DEFAULT_HOLDBACK_DAYS = 90;

/** How the buyer raises what is paid at closing. What the seller finances is a term of its own. */
const FINANCING = ['CASH', 'BANK_LOAN', 'SBA_LOAN', 'INVESTORS'] as const;

/** What becomes of the deposit if the buyer walks away without cause, or is the only one silent at the end of the review. */
export const WALK_AWAY_RULES = ['HALF_COMPENSATES_SELLER', 'BACK_TO_BUYER', 'SELLER_KEEPS_IT'] as const;
export type WalkAwayRule = (typeof WALK_AWAY_RULES)[number];

export const Contingency = z.enum(CONTINGENCIES);
export type Contingency = z.output<typeof Contingency>;

const shape = {
  financing: z.enum(FINANCING).describe('How the buyer raises the price.'),
  sellerFinancing: SellerFinancing.nullable().describe(
    'The part of the price that the seller lends the buyer: owed later, outside of escrow. Null: all of it is paid at closing.',
  ),
  depositCents: PositiveCents.nullable().describe(
    'The deposit, in US cents. Null: the usual one, a share of the price within the limits of the platform.',
  ),
  depositIfBuyerWalks: z
    .enum(WALK_AWAY_RULES)
    .describe(
      'Who keeps the deposit if the buyer walks away without cause, or is the only one missing when the review ends. ' +
        '`HALF_COMPENSATES_SELLER`: half of it, at most the transaction fee, goes to the seller, the rest back.',
    ),
  holdbackPct: z
    .int()
    .min(0)
    .max(50)
    .describe('Part of the price that is kept back at completion, against what turns up later.'),
  holdbackDays: z.int().min(1).max(365).describe('How long after completion it is kept.'),
  contingencies: z
    .array(Contingency)
    .max(Contingency.options.length)
    .refine((list) => new Set(list).size === list.length, 'names a contingency twice')
    .describe(
      'What has to be so before the buyer is bound to close: each lets the buyer leave with cause, and the deposit back, ' +
        'while the review runs.',
    ),
  closingDate: z.iso.date().nullable().describe('The day on which both mean to close.'),
  exclusivityDays: z
    .int()
    .min(0)
    .max(MOST_EXCLUSIVITY_DAYS)
    .describe('How long after acceptance the seller deals with this buyer alone.'),
  transitionSupportDays: z
    .int()
    .min(0)
    .max(MOST_SUPPORT_DAYS)
    .describe('How long after completion the seller helps the buyer to take over.'),
  otherConditions: prose(2_000).nullable().describe("Conditions in the author's own words."),
};

export const OfferTerms = z
  .strictObject({
    financing: shape.financing.default('CASH'),
    sellerFinancing: shape.sellerFinancing.default(null),
    depositCents: shape.depositCents.default(null),
    depositIfBuyerWalks: shape.depositIfBuyerWalks.default('HALF_COMPENSATES_SELLER'),
    holdbackPct: shape.holdbackPct.default(0),
    holdbackDays: shape.holdbackDays.default(DEFAULT_HOLDBACK_DAYS),
    contingencies: shape.contingencies.default([]),
    closingDate: shape.closingDate.default(null),
    exclusivityDays: shape.exclusivityDays.default(DEFAULT_EXCLUSIVITY_DAYS),
    transitionSupportDays: shape.transitionSupportDays.default(0),
    otherConditions: shape.otherConditions.default(null),
  })
  .meta({ id: 'OfferTerms' });
export type OfferTerms = z.output<typeof OfferTerms>;

/** What an author says of the terms; the rest has defaults. */
const GivenTerms = z.strictObject(shape).partial().meta({ id: 'GivenOfferTerms' });
export type GivenTerms = z.output<typeof GivenTerms>;

/** The terms of a deal, which are signed by their hash: those signed before a field came have not got it. */
export const AgreedTerms = OfferTerms.extend({
  sellerFinancing: shape.sellerFinancing.optional(),
  depositCents: shape.depositCents.optional(),
  depositIfBuyerWalks: shape.depositIfBuyerWalks.optional(),
}).meta({ id: 'AgreedTerms' });
export type AgreedTerms = z.output<typeof AgreedTerms>;

const Message = prose(4_000);

export const NewOffer = z.strictObject({
  listingId: Id,
  amountCents: PositiveCents.describe('The price that is offered, in US cents.'),
  terms: GivenTerms.prefault({}).describe(
    'The terms. What is left out is as the listing says, or has the usual value.',
  ),
  buyNow: z
    .boolean()
    .default(false)
    .describe('You take the asking price, which `amountCents` has to be. The seller still has to accept.'),
  message: Message.optional().describe('A message to the other side.'),
  expiresAt: Instant.optional().describe('24 hours to 14 days from now; 72 hours when left out.'),
});
export type NewOffer = z.output<typeof NewOffer>;

const seenVersion = z
  .int()
  .min(1)
  .describe('The `versionNumber` that you have read. If another stands by now, it is refused.');

/** What an answer is given to: the version that was read, and its amount. */
export const SeenVersion = z.strictObject({
  version: seenVersion,
  amountCents: PositiveCents.describe('The amount of the version that you have read, in US cents.'),
});

export const Rejection = SeenVersion.extend({ reason: Reason.optional() });
export type Rejection = z.output<typeof Rejection>;

/** A new version, all but what it answers. */
const NewVersion = z.strictObject({
  amountCents: PositiveCents.describe('The price that is offered, in US cents.'),
  terms: GivenTerms.optional().describe('What is left out stays as in the version that is answered.'),
  message: Message.optional().describe('A message to the other side.'),
  expiresAt: Instant.optional().describe('24 hours to 14 days from now; 72 hours when left out.'),
});

export const CounterOffer = NewVersion.extend({
  version: seenVersion,
  readAmountCents: PositiveCents.optional().describe(
    'The amount of the version that you have read, in US cents. Where it is given, another one is refused.',
  ),
});
export type CounterOffer = z.output<typeof CounterOffer>;

/** Amount and terms are the buyer's last when left out. */
export const RevivedOffer = NewVersion.extend({
  amountCents: PositiveCents.optional().describe('The price that is offered, in US cents.'),
});
export type RevivedOffer = z.output<typeof RevivedOffer>;

/** A version of one's own may have been answered, or taken back elsewhere, since it was read. */
export const Withdrawal = z.strictObject({
  version: seenVersion.optional(),
  reason: Reason.optional(),
});
export type Withdrawal = z.output<typeof Withdrawal>;

export const OfferParams = z.strictObject({ id: Id });
export const ListingParams = z.strictObject({ listingId: Id.describe('The id of the listing.') });

const OffersByStatus = PageQuery.extend({
  status: z.enum(OFFER_STATUSES).optional().describe('Offers with this status only.'),
});
export const OfferQuery = OffersByStatus.extend({
  waitingFor: z.literal('me').optional().describe('`me`: offers that await your answer only.'),
});
export type OfferQuery = z.output<typeof OfferQuery>;

export const AdminOfferQuery = OffersByStatus.extend({
  ...recordFields('newest'),
  listingId: Id.optional().describe('Offers on this listing only.'),
  buyerId: Id.optional().describe('Offers of this buyer only.'),
  sellerId: Id.optional().describe('Offers on listings of this seller only.'),
});
export type AdminOfferQuery = z.output<typeof AdminOfferQuery>;

const SideName = z.enum(SIDES).meta({ id: 'Side' });

export const OfferSummary = z
  .strictObject({
    id: Id,
    listing: ListingThenAndNow.describe('The listing that it is for.'),
    buyer: Party.describe('The buyer.'),
    seller: Party.describe('The seller.'),
    yourSide: SideName.nullable().describe("The reader's side; null for an admin who looks on."),
    status: z.enum(OFFER_STATUSES).describe('Where the offer stands.'),
    amountCents: PositiveCents.describe('Of the version that stands.'),
    buyNow: z.boolean().describe('The version that stands takes the asking price as it was then.'),
    versionNumber: z.int().describe('The number of the version that stands.'),
    versionCount: z.int().describe('How many versions there are.'),
    turn: SideName.nullable().describe(
      'Whose answer is awaited, and until when; null unless the offer is pending.',
    ),
    expiresAt: Instant.nullable().describe('Until when it can be answered; null if it does not wait.'),
    backupRank: z.int().nullable().describe('Its place among the back-ups; 1 is called on first.'),
    createdAt: Instant,
    updatedAt: Instant,
    acceptedAt: Instant.nullable().describe('When it was accepted.'),
    transactionId: Id.nullable().describe('The deal that its acceptance opened; null before.'),
    endedAt: Instant.nullable().describe('When it ended; null while it is open.'),
    otherSide: Standing.nullable().describe(
      'What others say of the other side, and how far they are trusted. Null for an admin who looks on, and in the answer to an act.',
    ),
  })
  .meta({ id: 'OfferSummary' });
export type OfferSummary = z.output<typeof OfferSummary>;

export const AdminOfferSummary = OfferSummary.extend({
  buyer: Person.describe('The buyer.'),
  seller: Person.describe('The seller.'),
  carrier: CarrierStanding.nullable().describe('How the carrier on offer stands; null without its listing.'),
}).meta({ id: 'AdminOfferSummary' });
export type AdminOfferSummary = z.output<typeof AdminOfferSummary>;

const payable = {
  paidNowCents: Cents.describe('Of the price, what the buyer pays into escrow at closing, in US cents.'),
  owedLaterCents: Cents.describe(
    'Of the price, what the seller lends: owed to them later, outside of escrow.',
  ),
};

const Version = z.strictObject({
  number: z.int().describe('Counted from 1 for each offer.'),
  side: SideName.describe('Whose version it is, or who must act.'),
  answers: z.int().nullable().describe('The version that it answers; null for an opening one.'),
  state: z
    .enum(['STANDING', 'WITHDRAWN', 'PASSED'])
    .describe('The one that stands, one that was taken back, or one that bargaining has left behind.'),
  amountCents: PositiveCents.describe('The price that is offered, in US cents.'),
  terms: OfferTerms.describe('The terms.'),
  ...payable,
  message: z.string().nullable().describe('A message to the other side.'),
  expiresAt: Instant.describe('Until when it can be answered.'),
  createdAt: Instant,
});

const HistoryEntry = z.strictObject({
  step: z.enum(STEPS).meta({ id: 'OfferStep' }).describe('What was done.'),
  side: SideName.nullable().describe('Who took it; null for the platform.'),
  versionNumber: z.int().describe('The number of the version that stands.'),
  status: z.enum(OFFER_STATUSES).describe("The offer's status after it."),
  reason: z.string().nullable().describe('The reason that was given.'),
  at: Instant.describe('When.'),
});

export const MOVES = ['ACCEPT', 'COUNTER', 'REJECT', 'WITHDRAW', 'REVIVE'] as const;
const MoveName = z.enum(MOVES).meta({ id: 'OfferMove' });

const Moves = z
  .strictObject({
    open: z
      .array(
        z.strictObject({
          move: MoveName.describe('The move.'),
          effect: line(300).describe('What it does, in a sentence.'),
        }),
      )
      .describe('What the reader may do now.'),
    closed: z
      .array(
        z.strictObject({
          move: MoveName.describe('The move.'),
          code: z.string().describe('The code of the problem.'),
          because: z.string().describe('Why, in a sentence.'),
        }),
      )
      .describe('What it may not do now, with the code that trying would answer, and the reason.'),
    next: z
      .strictObject({
        side: SideName.describe('Whose version it is, or who must act.'),
        until: Instant.describe('Until when.'),
        onSilence: z.string().describe('What happens if nobody acts in time.'),
      })
      .nullable()
      .describe('Who must act next and until when; null when nobody must.'),
  })
  .meta({ id: 'MovesOnOffer' });
export type Moves = z.output<typeof Moves>;

/** What a seller holds against other offers: the version that stands, in full. */
export const ListingOffer = OfferSummary.extend({
  terms: OfferTerms.describe('The terms.'),
  ...payable,
  message: z.string().nullable().describe('A message to the other side.'),
  moves: Moves.describe('What the reader may do now and may not, and who must act.'),
}).meta({ id: 'ListingOffer' });
export type ListingOffer = z.output<typeof ListingOffer>;

export const OfferView = ListingOffer.extend({
  versions: z.array(Version).describe('Every version, oldest first.'),
  history: z.array(HistoryEntry).describe('Every step, oldest first.'),
}).meta({ id: 'Offer' });
export type OfferView = z.output<typeof OfferView>;
