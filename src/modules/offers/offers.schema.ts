/** What offers look like on the wire. */
import { z } from 'zod';
import { Id, Instant, line, PositiveCents, prose, Reason } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { OFFER_STATUSES, SIDES, STEPS } from './offer.rules';

const DEFAULT_EXCLUSIVITY_DAYS = 30;
const DEFAULT_HOLDBACK_DAYS = 90;

/** How the buyer raises the price. All of it goes through escrow, so the seller's own credit is not among them. */
const Financing = z.enum(['CASH', 'BANK_LOAN', 'SBA_LOAN', 'INVESTORS']);

/** What has to be so before the buyer is bound to close. */
const Contingency = z.enum([
  'DUE_DILIGENCE',
  'BUYER_FINANCING',
  'INSURANCE_QUOTE',
  'CLEAN_LIEN_SEARCH',
  'FACTORING_RELEASE',
  'PLATFORM_CONSENT',
  'KEY_STAFF_STAY',
]);

export const OfferTerms = z
  .strictObject({
    financing: Financing.default('CASH'),
    /** Part of the price that is kept back at completion, against what turns up later. */
    holdbackPct: z.int().min(0).max(20).default(0),
    /** How long after completion it is kept. */
    holdbackDays: z.int().min(1).max(365).default(DEFAULT_HOLDBACK_DAYS),
    contingencies: z
      .array(Contingency)
      .max(Contingency.options.length)
      .refine((list) => new Set(list).size === list.length, 'names a contingency twice')
      .default([]),
    /** The day on which both mean to close. */
    closingDate: z.iso.date().nullable().default(null),
    /** How long after acceptance the seller deals with this buyer alone. */
    exclusivityDays: z.int().min(0).max(90).default(DEFAULT_EXCLUSIVITY_DAYS),
    /** How long after completion the seller helps the buyer to take over. */
    transitionSupportDays: z.int().min(0).max(180).default(0),
    /** Conditions in the author's own words. */
    otherConditions: prose(2_000).nullable().default(null),
  })
  .meta({ id: 'OfferTerms' });
export type OfferTerms = z.output<typeof OfferTerms>;

const Message = prose(4_000);

export const NewOffer = z.strictObject({
  listingId: Id,
  amountCents: PositiveCents,
  terms: OfferTerms.prefault({}),
  message: Message.optional(),
  /** 24 hours to 14 days from now; 72 hours when left out. */
  expiresAt: Instant.optional(),
});
export type NewOffer = z.output<typeof NewOffer>;

export const CounterOffer = z.strictObject({
  amountCents: PositiveCents,
  /** The terms of the version that is answered when left out; replaced as a whole when given. */
  terms: OfferTerms.optional(),
  message: Message.optional(),
  expiresAt: Instant.optional(),
});
export type CounterOffer = z.output<typeof CounterOffer>;

/** Amount and terms are the buyer's last when left out. */
export const RevivedOffer = CounterOffer.extend({ amountCents: PositiveCents.optional() });
export type RevivedOffer = z.output<typeof RevivedOffer>;

export const WithReason = z.strictObject({ reason: Reason.optional() });

export const OfferParams = z.strictObject({ id: Id });
export const ListingParams = z.strictObject({ listingId: Id });

export const OfferQuery = PageQuery.extend({ status: z.enum(OFFER_STATUSES).optional() });
export type OfferQuery = z.output<typeof OfferQuery>;

export const AdminOfferQuery = OfferQuery.extend({
  listingId: Id.optional(),
  buyerId: Id.optional(),
  sellerId: Id.optional(),
});
export type AdminOfferQuery = z.output<typeof AdminOfferQuery>;

const SideName = z.enum(SIDES);
const Party = z.strictObject({ id: Id, displayName: z.string() });

export const OfferSummary = z
  .strictObject({
    id: Id,
    listing: z.strictObject({ id: Id, title: z.string() }),
    buyer: Party,
    seller: Party,
    /** The reader's side; null for an admin who looks on. */
    yourSide: SideName.nullable(),
    status: z.enum(OFFER_STATUSES),
    /** Of the version that stands. */
    amountCents: PositiveCents,
    versionNumber: z.int(),
    versionCount: z.int(),
    /** Whose answer is awaited, and until when; null unless the offer is pending. */
    turn: SideName.nullable(),
    expiresAt: Instant.nullable(),
    /** Its place among the back-ups; 1 is called on first. */
    backupRank: z.int().nullable(),
    createdAt: Instant,
    updatedAt: Instant,
    acceptedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'OfferSummary' });
export type OfferSummary = z.output<typeof OfferSummary>;

const Version = z.strictObject({
  number: z.int(),
  side: SideName,
  /** The version that it answers; null for an opening one. */
  answers: z.int().nullable(),
  /** The one that stands, one that was taken back, or one that bargaining has left behind. */
  state: z.enum(['STANDING', 'WITHDRAWN', 'PASSED']),
  amountCents: PositiveCents,
  terms: OfferTerms,
  message: z.string().nullable(),
  expiresAt: Instant,
  createdAt: Instant,
});

const HistoryEntry = z.strictObject({
  step: z.enum(STEPS),
  /** Who took it; null for the platform. */
  side: SideName.nullable(),
  versionNumber: z.int(),
  /** The offer's status after it. */
  status: z.enum(OFFER_STATUSES),
  reason: z.string().nullable(),
  at: Instant,
});

export const MOVES = ['ACCEPT', 'COUNTER', 'REJECT', 'WITHDRAW', 'REVIVE'] as const;

const Moves = z.strictObject({
  /** What the reader may do now. */
  open: z.array(z.strictObject({ move: z.enum(MOVES), effect: line(300) })),
  /** What it may not do now, with the code that trying would answer, and the reason. */
  closed: z.array(z.strictObject({ move: z.enum(MOVES), code: z.string(), because: z.string() })),
  /** Who must act next and until when; null when nobody must. */
  next: z.strictObject({ side: SideName, until: Instant, onSilence: z.string() }).nullable(),
});
export type Moves = z.output<typeof Moves>;

export const OfferView = OfferSummary.extend({
  terms: OfferTerms,
  message: z.string().nullable(),
  versions: z.array(Version),
  history: z.array(HistoryEntry),
  moves: Moves,
}).meta({ id: 'Offer' });
export type OfferView = z.output<typeof OfferView>;
