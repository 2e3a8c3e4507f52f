/** What premium requests look like on the wire. */
import { z } from 'zod';
import { Cents, Id, Instant, PositiveCents, prose, Reason } from '../../../platform/http/wire';
import { PageQuery } from '../../../platform/kernel/page';
import { BankReference, PaymentMethodId, PaymentMethodName, PaymentView } from '../../payments';
import { PREMIUM_MOVE_NAMES, PREMIUM_STATUSES } from './premium.rules';

const PremiumStatusName = z.enum(PREMIUM_STATUSES);

export const PremiumView = z
  .strictObject({
    id: Id,
    listingId: Id,
    status: PremiumStatusName,
    note: z.string().nullable(),
    decisionReason: z.string().nullable(),
    decidedAt: Instant.nullable(),
    /** Fixed when the request is approved. */
    feeCents: Cents.nullable(),
    /** Past it an unpaid request lapses. */
    payBy: Instant.nullable(),
    paymentId: Id.nullable(),
    paidAt: Instant.nullable(),
    endReason: z.string().nullable(),
    /** What went back of the fee when an admin ended the standing. */
    returnedCents: Cents,
    requestedAt: Instant,
    endedAt: Instant.nullable(),
    /** What the reader may do with it now. */
    moves: z.array(z.enum(PREMIUM_MOVE_NAMES)),
  })
  .meta({ id: 'PremiumRequest' });
export type PremiumView = z.output<typeof PremiumView>;

export const AdminPremiumView = PremiumView.extend({
  sellerId: Id,
  listingTitle: z.string(),
  listingStatus: z.string(),
  decidedBy: Id.nullable(),
}).meta({ id: 'AdminPremiumRequest' });
export type AdminPremiumView = z.output<typeof AdminPremiumView>;

export const NewPremiumRequest = z.strictObject({ note: prose(2_000).optional() });

export const PremiumPayment = z.strictObject({
  method: PaymentMethodName,
  /** Needed for CARD and BANK_DEBIT. */
  paymentMethodId: PaymentMethodId.optional(),
});
export type PremiumPayment = z.output<typeof PremiumPayment>;

export const PremiumPaid = z.strictObject({ request: PremiumView, payment: PaymentView });

export const PremiumQuery = PageQuery.extend({
  status: PremiumStatusName.optional(),
  sellerId: Id.optional(),
  listingId: Id.optional(),
});
export type PremiumQuery = z.output<typeof PremiumQuery>;

export const PremiumDecision = z
  .strictObject({
    decision: z.enum(['APPROVE', 'REJECT']),
    /** Needed to reject. */
    reason: Reason.optional(),
  })
  .refine(({ decision, reason }) => decision === 'APPROVE' || reason !== undefined, {
    path: ['reason'],
    message: 'say why it is rejected',
  });
export type PremiumDecision = z.output<typeof PremiumDecision>;

export const PremiumEnd = z.strictObject({
  reason: Reason,
  /** Gives the fee back to who paid it. */
  returnFee: z.boolean().default(false),
});
export type PremiumEnd = z.output<typeof PremiumEnd>;

export const OfPremiumPayment = z.strictObject({ id: Id, paymentId: Id });

export const PremiumWire = z.strictObject({
  /** What the bank has booked. */
  amountCents: PositiveCents,
  /** What the bank calls it. */
  reference: BankReference,
  /** Less than the fee: the rest is waited for. */
  partial: z.boolean().default(false),
  /** More than can be taken: book it and send back what is too much. */
  sendBack: z.boolean().default(false),
});
export type PremiumWire = z.output<typeof PremiumWire>;
