/** What credits look like on the wire. */
import { z } from 'zod';
import { Id, Instant, Reason } from '../../platform/http/wire';
import { PaymentMethodId, PaymentView } from '../payments';
import { CREDITS_PER_ORDER_MAX, MOVEMENT_KINDS } from './credit.rules';

const CREDITS_PER_BONUS_MAX = 1_000;
const CREDITS_ASKED_MAX = 100_000;

export const CreditBalance = z.strictObject({
  credits: z.int(),
  /** Ordered, and the money is not here yet: these cannot be spent. */
  pendingCredits: z.int(),
  /** The bank that paid for some of them takes the money back: until it has decided, none are spent. */
  onHold: z.boolean(),
  singleCreditPriceCents: z.int(),
});

export const CreditMovement = z.strictObject({
  id: z.string(),
  kind: z.enum(MOVEMENT_KINDS),
  /** Below zero when they were spent. */
  credits: z.int(),
  reason: z.string(),
  subject: z.strictObject({ type: z.string(), id: z.string() }),
  /** What an admin needs to give a spent credit back. */
  spendingKey: z.string().nullable(),
  occurredAt: Instant,
});
export type CreditMovement = z.output<typeof CreditMovement>;

export const CreditCheckQuery = z.strictObject({
  required: z.coerce.number().int().min(1).max(CREDITS_ASKED_MAX).default(1),
});
export const CreditCheck = z.strictObject({
  required: z.int(),
  credits: z.int(),
  sufficient: z.boolean(),
});

export const CreditPurchase = z.strictObject({
  credits: z.int().min(1).max(CREDITS_PER_ORDER_MAX),
  method: z.enum(['CARD', 'BANK_DEBIT']),
  paymentMethodId: PaymentMethodId,
});
export type CreditPurchase = z.output<typeof CreditPurchase>;

export const ListingFee = z.strictObject({
  /** Your own; its publication spends the credit. */
  listingId: Id,
  method: z.enum(['CARD', 'BANK_DEBIT']),
  paymentMethodId: PaymentMethodId,
});
export type ListingFee = z.output<typeof ListingFee>;

export const CreditOrderView = z.strictObject({
  id: Id,
  /** The listing whose fee it pays; null where credits are bought. */
  listingId: Id.nullable(),
  credits: z.int(),
  priceCents: z.int(),
  status: z.enum(['AWAITING_PAYMENT', 'PAID', 'FAILED']),
  createdAt: Instant,
  payment: PaymentView,
});
export type CreditOrderView = z.output<typeof CreditOrderView>;

export const CreditBonus = z.strictObject({
  userId: Id,
  credits: z.int().min(1).max(CREDITS_PER_BONUS_MAX),
  reason: Reason,
});

export const CreditReturn = z.strictObject({
  userId: Id,
  /** From the history of the user's credits. */
  spendingKey: z.string().regex(/^[!-~]{1,150}$/),
  reason: Reason,
});
export type CreditReturn = z.output<typeof CreditReturn>;

export const UserCredits = z.strictObject({ userId: Id, credits: z.int() });
