/** The events that people outside may build on: to whom each is told, and which of its fields. Any other is nobody's. */
import {
  creditReturned,
  creditsExpired,
  creditsGranted,
  creditsLow,
  creditsPurchased,
  creditsTakenBack,
  subscriptionEnded,
  subscriptionEnding,
  subscriptionPastDue,
  subscriptionRenewalNear,
  subscriptionRenewed,
  subscriptionStarted,
} from '../billing';
import { proofOfControlChanged } from '../carriers';
import * as documents from '../documents';
import * as listings from '../listings';
import * as offers from '../offers';
import {
  paymentFailed,
  paymentProcessing,
  paymentSucceeded,
  refundSucceeded,
  wireCorrected,
  wireOverpaid,
  wirePartlyPaid,
} from '../payments';
import { bankPayoutFailed, payoutFailed, payoutPaid } from '../payouts';
import * as reports from '../reports';
import * as reviews from '../reviews';
import * as transactions from '../transactions';
import { verificationChanged, verificationEnding } from '../verification';
import { publicKind } from './public-event';

interface Parties {
  buyerId: string;
  sellerId: string;
}

type Side = 'BUYER' | 'SELLER' | 'ADMIN';

const seller = ({ sellerId }: { sellerId: string }) => [sellerId];
const buyer = ({ buyerId }: { buyerId: string }) => [buyerId];
const bothSides = ({ buyerId, sellerId }: Parties) => [buyerId, sellerId];
const owner = ({ ownerId }: { ownerId: string }) => [ownerId];
const user = ({ userId }: { userId: string }) => [userId];
const payer = ({ payerId }: { payerId: string }) => [payerId];

/** Those of a deal's parties who stand on these sides. */
const onSides = (parties: Parties, sides: readonly (Side | null)[]): string[] => [
  ...(sides.includes('BUYER') ? [parties.buyerId] : []),
  ...(sides.includes('SELLER') ? [parties.sellerId] : []),
];

const DOCUMENT = ['documentId', 'type', 'title'] as const;
const REQUEST = ['requestId', 'askerId', 'ownerId', 'type'] as const;
const LISTING = ['listingId', 'title'] as const;
const PREMIUM = ['requestId', ...LISTING] as const;
const OFFER = [
  ...['offerId', 'listingId', 'listingTitle', 'amountCents', 'versionNumber'],
  ...['side', 'turn', 'expiresAt', 'backupRank', 'reason'],
] as readonly (keyof offers.OfferNews)[];
const DEAL = ['transactionId', 'listingId', 'listingTitle', 'priceCents'] as const;
const PAYMENT = ['paymentId', 'purpose', 'subjectId', 'amountCents', 'method'] as const;
const SUBSCRIPTION = ['subscriptionId', 'plan', 'termLength'] as const;

const REVIEW = ['reviewId', 'transactionId', 'listingTitle', 'authorId', 'subjectId'] as const;

/** Of what is sealed nobody is told: its author knows. */
const ofReview = {
  to: ({ authorId, subjectId }: reviews.ReviewNews) => [authorId, subjectId],
  shows: REVIEW,
} as const;
const ofDocument = { to: owner, shows: DOCUMENT };
const toSeller = { to: seller, shows: LISTING };
const toSellerWithReason = { to: seller, shows: [...LISTING, 'reason'] } as const;
const ofOffer = { to: bothSides, shows: OFFER };

export const PUBLIC_EVENTS = [
  publicKind(listings.listingSubmitted, toSeller),
  publicKind(listings.listingApproved, toSeller),
  publicKind(listings.listingRejected, toSellerWithReason),
  publicKind(listings.listingChangeRejected, toSellerWithReason),
  publicKind(listings.listingSuspended, toSellerWithReason),
  publicKind(listings.listingReinstated, toSeller),
  publicKind(listings.listingWithdrawn, toSeller),
  publicKind(listings.listingExpired, toSeller),
  publicKind(listings.listingExpiring, { to: seller, shows: [...LISTING, 'expiresAt'] }),
  publicKind(listings.listingReserved, { to: seller, shows: [...LISTING, 'buyerId'] }),
  publicKind(listings.listingReleased, toSellerWithReason),
  publicKind(listings.listingSold, { to: seller, shows: [...LISTING, 'buyerId'] }),
  publicKind(listings.listingUnlocked, { to: bothSides, shows: [...LISTING, 'buyerId'] }),
  publicKind(listings.ndaAccepted, {
    to: bothSides,
    shows: [...LISTING, 'buyerId', 'acceptanceId', 'ndaVersion'],
  }),
  publicKind(listings.accessRequested, { to: bothSides, shows: [...LISTING, 'buyerId'] }),
  publicKind(listings.accessGranted, { to: bothSides, shows: [...LISTING, 'buyerId'] }),
  publicKind(listings.accessRevoked, { to: bothSides, shows: [...LISTING, 'buyerId'] }),
  publicKind(listings.accessWaiting, { to: seller, shows: [...LISTING, 'buyerId', 'lapsesAt'] }),
  publicKind(listings.accessWithdrawn, { to: bothSides, shows: [...LISTING, 'buyerId', 'lapsed'] }),
  publicKind(listings.premiumRequested, { to: seller, shows: PREMIUM }),
  publicKind(listings.premiumApproved, { to: seller, shows: [...PREMIUM, 'feeCents', 'payBy'] }),
  publicKind(listings.premiumRejected, { to: seller, shows: [...PREMIUM, 'reason'] }),
  publicKind(listings.premiumLapsed, { to: seller, shows: PREMIUM }),
  publicKind(listings.premiumBegan, { to: seller, shows: PREMIUM }),
  publicKind(listings.premiumEnded, { to: seller, shows: [...PREMIUM, 'reason', 'returnedCents'] }),

  publicKind(offers.offerMade, ofOffer),
  publicKind(offers.offerCountered, ofOffer),
  publicKind(offers.offerVersionWithdrawn, ofOffer),
  publicKind(offers.offerWithdrawn, ofOffer),
  publicKind(offers.offerRejected, ofOffer),
  publicKind(offers.offerAccepted, ofOffer),
  publicKind(offers.offerSuperseded, ofOffer),
  publicKind(offers.newsOf.EXPIRED, ofOffer),
  publicKind(offers.offerReminder, { to: (news) => onSides(news, [news.turn]), shows: OFFER }),
  publicKind(offers.offerBackupRevivable, { to: buyer, shows: OFFER }),
  publicKind(offers.offerRevived, ofOffer),
  publicKind(offers.offerClosed, ofOffer),

  publicKind(transactions.transactionOpened, {
    to: bothSides,
    shows: [...DEAL, 'offerId', 'depositCents', 'deadlineAt'],
  }),
  publicKind(transactions.transactionMoved, {
    // Whom the process tells, and who made the move.
    to: (deal) =>
      onSides(deal, [...deal.tells, deal.by === 'BUYER' || deal.by === 'SELLER' ? deal.by : null]),
    shows: [...DEAL, 'seq', 'move', 'from', 'to', 'by', 'says', 'reason', 'deadlineAt'],
  }),
  publicKind(transactions.transactionCompleted, { to: bothSides, shows: [...DEAL, 'outcome'] }),
  publicKind(transactions.transactionCancelled, { to: bothSides, shows: [...DEAL, 'outcome'] }),
  publicKind(transactions.transactionDisputed, { to: bothSides, shows: [...DEAL, 'by'] }),
  publicKind(transactions.transactionHeld, { to: bothSides, shows: [...DEAL, 'by'] }),
  publicKind(transactions.transactionReminder, {
    to: (deal) => onSides(deal, deal.next),
    shows: [...DEAL, 'state', 'deadlineAt', 'onSilence'],
  }),
  publicKind(transactions.transactionDateReminder, {
    to: (deal) => onSides(deal, deal.who),
    shows: [...DEAL, 'item', 'dueAt', 'overdue'],
  }),
  publicKind(transactions.transactionItemsDue, {
    to: (deal) => (deal.overdue ? bothSides(deal) : onSides(deal, [deal.owner])),
    shows: [...DEAL, 'owner', 'items', 'dueAt', 'overdue'],
  }),

  publicKind(reviews.reviewsOpened, { to: bothSides, shows: ['transactionId', 'listingTitle', 'closesAt'] }),
  publicKind(reviews.reviewReminder, { to: user, shows: ['transactionId', 'listingTitle', 'closesAt'] }),
  publicKind(reviews.reviewShown, ofReview),
  publicKind(reviews.reviewReplied, ofReview),
  publicKind(reviews.reviewHidden, { ...ofReview, shows: [...REVIEW, 'what', 'reason'] }),
  publicKind(reviews.reviewRestored, { ...ofReview, shows: [...REVIEW, 'what', 'reason'] }),

  publicKind(reports.reportDecided, {
    to: ({ reporterId }) => [reporterId],
    shows: ['reportId', 'subjectType', 'subjectId', 'acted'],
  }),
  publicKind(reports.contentActedOn, {
    to: user,
    shows: ['subjectType', 'subjectId', 'outcome', 'message'],
  }),

  publicKind(verificationChanged, {
    to: user,
    shows: ['verificationId', 'fact', 'cause', 'reason', 'validUntil'],
  }),
  publicKind(verificationEnding, { to: user, shows: ['verificationId', 'fact', 'what', 'validUntil'] }),

  publicKind(paymentProcessing, { to: payer, shows: PAYMENT }),
  publicKind(wirePartlyPaid, { to: payer, shows: [...PAYMENT, 'missingCents'] }),
  publicKind(paymentSucceeded, { to: payer, shows: [...PAYMENT, 'late'] }),
  publicKind(wireOverpaid, { to: payer, shows: [...PAYMENT, 'excessCents'] }),
  publicKind(wireCorrected, { to: payer, shows: [...PAYMENT, 'wireCents'] }),
  publicKind(paymentFailed, { to: payer, shows: [...PAYMENT, 'reason'] }),
  publicKind(refundSucceeded, {
    to: payer,
    shows: ['refundId', 'paymentId', 'purpose', 'subjectId', 'amountCents'],
  }),

  publicKind(payoutPaid, { to: user, shows: ['payoutId', 'amountCents'] }),
  publicKind(payoutFailed, { to: user, shows: ['payoutId', 'amountCents', 'reason'] }),
  publicKind(bankPayoutFailed, { to: user, shows: ['userId', 'reason'] }),

  publicKind(creditsPurchased, { to: user, shows: ['userId', 'orderId', 'credits', 'priceCents'] }),
  publicKind(creditsGranted, { to: user, shows: ['userId', 'credits'] }),
  publicKind(creditReturned, { to: user, shows: ['userId', 'reason', 'subjectType', 'subjectId'] }),
  publicKind(creditsExpired, { to: user, shows: ['userId', 'credits'] }),
  publicKind(creditsLow, { to: user, shows: ['userId', 'left'] }),
  publicKind(creditsTakenBack, { to: user, shows: ['userId', 'credits', 'by'] }),
  publicKind(subscriptionStarted, { to: user, shows: [...SUBSCRIPTION, 'periodEnd'] }),
  publicKind(subscriptionRenewed, { to: user, shows: [...SUBSCRIPTION, 'periodEnd'] }),
  publicKind(subscriptionRenewalNear, { to: user, shows: [...SUBSCRIPTION, 'renewsAt', 'priceCents'] }),
  publicKind(subscriptionEnding, { to: user, shows: [...SUBSCRIPTION, 'endsAt'] }),
  publicKind(subscriptionPastDue, { to: user, shows: [...SUBSCRIPTION, 'endsAt'] }),
  publicKind(subscriptionEnded, { to: user, shows: [...SUBSCRIPTION, 'reason'] }),

  publicKind(documents.documentUploaded, ofDocument),
  publicKind(documents.documentQuarantined, { to: owner, shows: [...DOCUMENT, 'quarantine'] }),
  publicKind(documents.documentCleared, ofDocument),
  publicKind(documents.documentVerified, { to: owner, shows: [...DOCUMENT, 'reason'] }),
  publicKind(documents.documentRejected, { to: owner, shows: [...DOCUMENT, 'reason'] }),
  publicKind(documents.documentRequested, {
    to: ({ askerId, ownerId }) => [askerId, ownerId],
    shows: [...REQUEST, 'why', 'expiresAt'],
  }),
  publicKind(documents.documentRequestEnded, {
    to: ({ askerId, ownerId }) => [askerId, ownerId],
    shows: [...REQUEST, 'state', 'documentId', 'reason'],
  }),
  publicKind(documents.documentReplaced, { to: owner, shows: [...DOCUMENT, 'fileVersion'] }),
  publicKind(documents.documentDeleted, ofDocument),

  publicKind(proofOfControlChanged, { to: user, shows: ['usdot', 'level', 'cause'] }),
] as const;
