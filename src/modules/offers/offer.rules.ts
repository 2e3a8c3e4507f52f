/** The rules of bargaining: which step leads where, and who may take it when. */
import { isInRole, type UserActor } from '../../platform/kernel/actor';
import { inWords } from '../../platform/kernel/in-words';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { dollars } from '../../platform/kernel/money';
import { type Refusal, refusal } from '../../platform/kernel/refusal';
import { LEAST_PRICE_CENTS } from '../listings';

export const SIDES = ['BUYER', 'SELLER'] as const;
export type Side = (typeof SIDES)[number];

export const OFFER_STATUSES = [
  'PENDING',
  'ACCEPTED',
  'REJECTED',
  'WITHDRAWN',
  'EXPIRED',
  'SUPERSEDED',
  'FELL_THROUGH',
  'COMPLETED',
  'CLOSED',
] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

/** The side whose answer is awaited, the side whose version stands, the buyer in any case, or no person at all. */
export type Taker = 'AWAITED' | 'AUTHOR' | 'BUYER' | 'PLATFORM';

export const TRANSITIONS = [
  { step: 'MADE', from: null, to: 'PENDING', by: 'BUYER' },
  { step: 'COUNTERED', from: 'PENDING', to: 'PENDING', by: 'AWAITED' },
  { step: 'VERSION_WITHDRAWN', from: 'PENDING', to: 'PENDING', by: 'AUTHOR' },
  { step: 'WITHDRAWN', from: 'PENDING', to: 'WITHDRAWN', by: 'AUTHOR' },
  { step: 'WITHDRAWN', from: 'SUPERSEDED', to: 'WITHDRAWN', by: 'BUYER' },
  { step: 'REJECTED', from: 'PENDING', to: 'REJECTED', by: 'AWAITED' },
  { step: 'EXPIRED', from: 'PENDING', to: 'EXPIRED', by: 'PLATFORM' },
  { step: 'ACCEPTED', from: 'PENDING', to: 'ACCEPTED', by: 'AWAITED' },
  { step: 'SUPERSEDED', from: 'PENDING', to: 'SUPERSEDED', by: 'PLATFORM' },
  { step: 'REVIVED', from: 'SUPERSEDED', to: 'PENDING', by: 'BUYER' },
  { step: 'CLOSED', from: 'PENDING', to: 'CLOSED', by: 'PLATFORM' },
  { step: 'CLOSED', from: 'SUPERSEDED', to: 'CLOSED', by: 'PLATFORM' },
  { step: 'FELL_THROUGH', from: 'ACCEPTED', to: 'FELL_THROUGH', by: 'PLATFORM' },
  { step: 'COMPLETED', from: 'ACCEPTED', to: 'COMPLETED', by: 'PLATFORM' },
] as const satisfies { step: string; from: OfferStatus | null; to: OfferStatus; by: Taker }[];

export type Transition = (typeof TRANSITIONS)[number];
export type Step = Transition['step'];
export const STEPS = [...new Set(TRANSITIONS.map(({ step }) => step))] as [Step, ...Step[]];

/** The statuses that nothing leads out of. */
export const END_STATUSES: readonly OfferStatus[] = OFFER_STATUSES.filter(
  (status) => !TRANSITIONS.some(({ from }) => from === status),
);

/** A new offer rests on what may not be read before. An offer that runs goes on: its sides know what it is about. */
export const TERMS_FIRST =
  'The confidentiality terms have changed. Accept them by unlocking the listing again, which costs nothing, and make your offer.';

/** A buyer has one such offer for a listing at most. */
export const UNFINISHED = ['PENDING', 'ACCEPTED', 'SUPERSEDED'] as const satisfies OfferStatus[];

export const findTransition = (step: Step, from: OfferStatus): Transition | null =>
  TRANSITIONS.find((row) => row.step === step && row.from === from) ?? null;

export const otherSide = (side: Side): Side => (side === 'BUYER' ? 'SELLER' : 'BUYER');

/** The side on which a user stands; null for anyone else. */
export function sideOf(offer: { buyerId: string; sellerId: string }, userId: string): Side | null {
  if (offer.buyerId === userId) return 'BUYER';
  return offer.sellerId === userId ? 'SELLER' : null;
}

/** Whoever acts for one of them stands there in the role alone in which they act. */
export function sideOfActor(offer: { buyerId: string; sellerId: string }, actor: UserActor): Side | null {
  const side = sideOf(offer, actor.userId);
  return side !== null && isInRole(actor, side === 'BUYER' ? 'buyer' : 'seller') ? side : null;
}

/** Less is a slip of the keyboard or a joke. */
export const LEAST_AMOUNT_CENTS = LEAST_PRICE_CENTS;
export const MOST_VERSIONS = 20;
export const DEFAULT_LIFE_MS = 72 * HOUR_MS;
export const LEAST_LIFE_MS = 24 * HOUR_MS;
export const MOST_LIFE_MS = 14 * DAY_MS;
export const REMINDER_LEAD_MS = 24 * HOUR_MS;
export const MOST_DAYS_TO_CLOSING = 365;
/** What a caller's clock and the way of the request may take from a life chosen at its limit. */
const CLOCK_TOLERANCE_MS = MINUTE_MS;

export type RefusalCode =
  | 'offer_not_open'
  | 'offer_changed'
  | 'offer_expired'
  | 'not_your_turn'
  | 'not_your_version'
  | 'too_many_versions'
  | 'not_a_backup'
  | 'listing_closed'
  | 'other_side_unavailable'
  | 'offer_too_low'
  | 'expiry_out_of_range'
  | 'closing_date_out_of_range'
  | 'deposit_out_of_range';

export type OfferRefusal = Refusal<RefusalCode>;

/** What the rules need to know of an offer. */
export interface OfferState {
  status: OfferStatus;
  /** Whose answer is awaited. */
  turn: Side;
  versionCount: number;
  expiresAt: number;
}

const ANEW = 'The buyer can make a new one while the listing takes offers.';

const WHY_NOT_OPEN: Record<Exclude<OfferStatus, 'PENDING'>, string> = {
  ACCEPTED: 'The offer has been accepted; the sale goes on as a transaction.',
  REJECTED: `The offer has been rejected. ${ANEW}`,
  WITHDRAWN: `The offer has been withdrawn. ${ANEW}`,
  EXPIRED: `The offer has expired without an answer. ${ANEW}`,
  SUPERSEDED:
    'Another offer for this listing has been accepted; this one is kept as a back-up. The buyer can revive it if the deal falls through, or withdraw it.',
  FELL_THROUGH: `The offer was accepted, but the deal fell through. ${ANEW}`,
  COMPLETED: 'The offer was accepted and the deal is completed.',
  CLOSED: 'The listing is no longer for sale, so the offer was closed.',
};

function refuseUnlessOpen(offer: OfferState, now: number): OfferRefusal | null {
  if (offer.status !== 'PENDING') return refusal('offer_not_open', WHY_NOT_OPEN[offer.status]);
  if (offer.expiresAt <= now) return refusal('offer_expired', `The time to answer has passed. ${ANEW}`);
  return null;
}

const refuseUnlessAwaited = (offer: OfferState, side: Side): OfferRefusal | null =>
  offer.turn === side
    ? null
    : refusal(
        'not_your_turn',
        `It is the ${otherSide(side).toLowerCase()}'s turn to answer. You can withdraw your version meanwhile.`,
      );

/** The version that an answer is meant for, as its author has read it. */
export interface SeenVersion {
  version: number;
  amountCents: number;
}

/** Nobody is bound to a version that they have not read: another one may have taken its place meanwhile. */
export function refuseUnseen(
  standing: { standingVersion: number; amountCents: number },
  seen: SeenVersion,
): OfferRefusal | null {
  const { standingVersion, amountCents } = standing;
  if (seen.version === standingVersion && seen.amountCents === amountCents) return null;
  return {
    code: 'offer_changed',
    because: `Version ${standingVersion} stands now, at ${dollars(amountCents)}. Read it before you answer.`,
    fields: [
      { field: 'version', message: `Version ${standingVersion} stands now.` },
      { field: 'amountCents', message: `The version that stands is at ${dollars(amountCents)}.` },
    ],
  };
}

/** The side whose answer is awaited says no. */
export const refuseReject = (offer: OfferState, side: Side, now: number): OfferRefusal | null =>
  refuseUnlessOpen(offer, now) ?? refuseUnlessAwaited(offer, side);

/** What must hold around an offer when it is accepted. */
export interface Surroundings {
  listingStatus: string;
  /** Whether the account of the other party is in good standing. */
  otherSideActive: boolean;
}

/** The side whose answer is awaited says yes, to a party that may trade and a listing that can still be reserved. */
export function refuseAccept(
  offer: OfferState,
  side: Side,
  now: number,
  { listingStatus, otherSideActive }: Surroundings,
): OfferRefusal | null {
  const refused = refuseUnlessOpen(offer, now) ?? refuseUnlessAwaited(offer, side);
  if (refused) return refused;
  if (!canBeReserved(listingStatus)) {
    return refusal('listing_closed', `The listing is ${inWords(listingStatus)} and cannot be sold now.`);
  }
  return otherSideActive
    ? null
    : refusal('other_side_unavailable', `The ${otherSide(side).toLowerCase()} cannot trade at the moment.`);
}

/** The side whose answer is awaited names another amount or other terms. */
export const refuseCounter = (offer: OfferState, side: Side, now: number): OfferRefusal | null =>
  refuseUnlessOpen(offer, now) ?? refuseUnlessAwaited(offer, side) ?? refuseFurtherVersion(offer);

/** A side takes back its own version that awaits an answer; a buyer may also give up its back-up. */
export function refuseWithdraw(offer: OfferState, side: Side, now: number): OfferRefusal | null {
  if (offer.status === 'SUPERSEDED' && side === 'BUYER') return null;
  return (
    refuseUnlessOpen(offer, now) ??
    (offer.turn === side
      ? refusal(
          'not_your_version',
          `The version that stands is the ${otherSide(side).toLowerCase()}'s. Accept, reject or counter it.`,
        )
      : null)
  );
}

/** The buyer puts a back-up forward again, once the listing takes offers. */
export function refuseRevive(offer: OfferState, side: Side, listingStatus: string): OfferRefusal | null {
  if (offer.status !== 'SUPERSEDED') {
    return refusal(
      'not_a_backup',
      'Only an offer that is kept as a back-up can be revived. Make a new one instead.',
    );
  }
  if (side !== 'BUYER') return refusal('not_your_version', 'Only the buyer can revive a back-up.');
  return refuseListing(listingStatus) ?? refuseFurtherVersion(offer);
}

/** A listing takes new offers only while it is live. */
export const refuseListing = (listingStatus: string): OfferRefusal | null =>
  listingStatus === 'ACTIVE'
    ? null
    : refusal('listing_closed', `The listing is ${inWords(listingStatus)} and takes no offers now.`);

const canBeReserved = (listingStatus: string): boolean =>
  listingStatus === 'ACTIVE' || listingStatus === 'PAUSED';

/** While a listing is under review, paused or reserved, the offers for it live on. */
export const keepsOffers = (listingStatus: string): boolean =>
  ['ACTIVE', 'PAUSED', 'PENDING_REVIEW', 'RESERVED'].includes(listingStatus);

const refuseFurtherVersion = (offer: OfferState): OfferRefusal | null =>
  offer.versionCount < MOST_VERSIONS
    ? null
    : refusal(
        'too_many_versions',
        `An offer has at most ${MOST_VERSIONS} versions; accept, reject or withdraw.`,
      );

const TOO_LOW = `An offer is at least ${dollars(LEAST_AMOUNT_CENTS)}.`;

export const refuseAmount = (amountCents: number): OfferRefusal | null =>
  amountCents >= LEAST_AMOUNT_CENTS
    ? null
    : {
        code: 'offer_too_low',
        because: TOO_LOW,
        fields: [{ field: 'amountCents', message: TOO_LOW, limits: { least: LEAST_AMOUNT_CENTS } }],
      };

/** `chosen`: the instant that the author named for the end of the version's life. */
export function refuseExpiry(chosen: number, now: number): OfferRefusal | null {
  const lifeMs = chosen - now;
  return lifeMs >= LEAST_LIFE_MS - CLOCK_TOLERANCE_MS && lifeMs <= MOST_LIFE_MS + CLOCK_TOLERANCE_MS
    ? null
    : refusal('expiry_out_of_range', 'An offer stands for 24 hours at least and 14 days at most.');
}

/** `closingDate`: a day as `2026-12-31`, meant in UTC. */
export function refuseClosingDate(closingDate: string | null, now: number): OfferRefusal | null {
  if (closingDate === null) return null;
  const endOfDay = Date.parse(closingDate) + DAY_MS;
  return endOfDay > now && endOfDay <= now + (MOST_DAYS_TO_CLOSING + 1) * DAY_MS
    ? null
    : refusal('closing_date_out_of_range', 'The closing date lies between today and a year from now.');
}

/** The reminder goes out with 24 hours left; a life that leaves no time before that has none. */
export function reminderFor(expiresAt: number, now: number): number | null {
  const remindAt = expiresAt - REMINDER_LEAD_MS;
  return remindAt > now ? remindAt : null;
}

export interface Bid {
  offerId: string;
  /** What the buyer itself offered last. */
  amountCents: number;
  /** When the buyer offered it. */
  bidAt: number;
}

/** Back-ups in the order in which they are called on: the highest bid first, of equal ones the earliest. */
export const inBackupOrder = (bids: Bid[]): Bid[] =>
  bids.toSorted(
    (a, b) => b.amountCents - a.amountCents || a.bidAt - b.bidAt || a.offerId.localeCompare(b.offerId),
  );
