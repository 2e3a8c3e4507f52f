/** The tone in which a state is shown: never the color alone, the word stands in it. */
import type { components } from '../../api/schema';
import type { Tone } from '../../ui/chip';

type Schemas = components['schemas'];

export const statusTone: Record<Schemas['ListingStatus'], Tone> = {
  DRAFT: 'neutral',
  PENDING_REVIEW: 'info',
  ACTIVE: 'ok',
  PAUSED: 'warn',
  RESERVED: 'info',
  SOLD: 'neutral',
  REJECTED: 'bad',
  SUSPENDED: 'bad',
  EXPIRED: 'neutral',
  WITHDRAWN: 'neutral',
};

export const outcomeTone: Record<Schemas['DueDiligenceOutcome'], Tone> = {
  PASS: 'ok',
  FAIL: 'bad',
  UNKNOWN: 'warn',
};

export const verdictTone: Record<Schemas['CheckVerdict'], Tone> = {
  PASS: 'ok',
  WARN: 'warn',
  FAIL: 'bad',
  UNKNOWN: 'neutral',
};

export const verificationTone: Record<Schemas['VerificationState'], Tone> = {
  STARTED: 'neutral',
  PENDING: 'info',
  VERIFIED: 'ok',
  DECLINED: 'bad',
  WITHDRAWN: 'neutral',
  REVOKED: 'bad',
  EXPIRED: 'neutral',
  REPLACED: 'neutral',
};

export const premiumTone: Record<Schemas['PremiumRequestStatus'], Tone> = {
  PENDING: 'info',
  APPROVED: 'info',
  PREMIUM: 'ok',
  REJECTED: 'bad',
  WITHDRAWN: 'neutral',
  LAPSED: 'neutral',
  ENDED: 'neutral',
};

export const paymentTone: Record<Schemas['PaymentStatus'], Tone> = {
  STARTED: 'neutral',
  PROCESSING: 'info',
  SUCCEEDED: 'ok',
  FAILED: 'bad',
  CANCELLED: 'neutral',
};

export const payoutTone: Record<Schemas['PayoutStatus'], Tone> = {
  REQUESTED: 'info',
  AWAITING_WIRE: 'warn',
  PAID: 'ok',
  FAILED: 'bad',
  RETURNED: 'bad',
};

export const refundTone: Record<Schemas['RefundStatus'], Tone> = {
  REQUESTED: 'info',
  PENDING: 'info',
  AWAITING_WIRE: 'warn',
  SUCCEEDED: 'ok',
  NEEDS_ATTENTION: 'bad',
  TAKEN_BACK: 'neutral',
};

export const cardDisputeTone: Record<Schemas['CardDisputeStatus'], Tone> = {
  OPEN: 'warn',
  WON: 'ok',
  LOST: 'bad',
};

export const eventTone: Record<Schemas['WebhookEventStatus'], Tone> = {
  RECEIVED: 'info',
  DONE: 'ok',
  IGNORED: 'neutral',
  PARKED: 'warn',
};

export const dealTone: Record<Schemas['AdminTransactionSummary']['status'], Tone> = {
  AWAITING_DEPOSIT: 'info',
  IN_REVIEW: 'info',
  BUYER_APPROVED: 'info',
  SELLER_APPROVED: 'info',
  ADMIN_FINAL_REVIEW: 'warn',
  PAYMENT_PENDING: 'info',
  TRANSFER_IN_PROGRESS: 'info',
  INSPECTION: 'info',
  DISPUTED: 'bad',
  COMPLETED: 'ok',
  CANCELLED: 'neutral',
};

export const letterTone: Record<Schemas['LetterStatus'], Tone> = {
  KEPT: 'neutral',
  WAITING: 'warn',
  ACCEPTED: 'info',
  DELIVERED: 'ok',
  BOUNCED: 'bad',
  COMPLAINED: 'bad',
  REFUSED: 'bad',
  SUPPRESSED: 'warn',
  FAILED: 'bad',
};

export const userTone: Record<Schemas['UserStatus'], Tone> = {
  ACTIVE: 'ok',
  SUSPENDED: 'warn',
  BLOCKED: 'bad',
};

export const offerTone: Record<Schemas['OfferStatus'], Tone> = {
  PENDING: 'info',
  ACCEPTED: 'ok',
  REJECTED: 'bad',
  WITHDRAWN: 'neutral',
  EXPIRED: 'neutral',
  SUPERSEDED: 'neutral',
  FELL_THROUGH: 'bad',
  COMPLETED: 'ok',
  CLOSED: 'neutral',
};
