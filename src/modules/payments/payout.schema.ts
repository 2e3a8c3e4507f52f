/** What payouts look like on the wire. */
import { z } from 'zod';
import { Id, Instant, line } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';

export const PayoutMethodName = z.enum(['GATEWAY', 'WIRE']);
export const PayoutStatusName = z.enum(['REQUESTED', 'AWAITING_WIRE', 'PAID', 'FAILED', 'RETURNED']);

export const PayoutWanted = z.strictObject({
  amountCents: z.int().min(1).max(10_000_000_000),
  /** To your payout account at the gateway, or by a wire that an administrator sends to your bank account. */
  method: PayoutMethodName.default('GATEWAY'),
});
export type PayoutWanted = z.output<typeof PayoutWanted>;

export const PayoutView = z
  .strictObject({
    id: Id,
    amountCents: z.int(),
    method: PayoutMethodName,
    status: PayoutStatusName,
    /** Why it failed or came back: the money is payable again. */
    failureReason: z.string().nullable(),
    /** The last four of the bank account that a wire goes to. */
    bankAccountDigits: z.string().nullable(),
    requestedAt: Instant,
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'Payout' });
export type PayoutView = z.output<typeof PayoutView>;

export const AdminPayoutView = PayoutView.extend({
  userId: Id,
  gateway: z.string().nullable(),
  gatewayTransferId: z.string().nullable(),
  bankReference: z.string().nullable(),
}).meta({ id: 'AdminPayout' });
export type AdminPayoutView = z.output<typeof AdminPayoutView>;

export const PayoutAccountView = z.strictObject({
  /** NONE: none was opened. WAITING: complete, but new; see `usableFrom`. */
  status: z.enum(['NONE', 'INCOMPLETE', 'WAITING', 'READY']),
  usableFrom: Instant.nullable(),
  payableCents: z.int(),
});
export type PayoutAccountView = z.output<typeof PayoutAccountView>;

export const OnboardingView = z.strictObject({
  /** Good for one visit; ask again for another. */
  url: z.string(),
  expiresAt: Instant,
});
export type OnboardingView = z.output<typeof OnboardingView>;

export const PayoutQuery = PageQuery.extend({ status: PayoutStatusName.optional() });
export type PayoutQuery = z.output<typeof PayoutQuery>;

export const AdminPayoutQuery = PayoutQuery.extend({ userId: Id.optional() });
export type AdminPayoutQuery = z.output<typeof AdminPayoutQuery>;

export const WireRefused = z.strictObject({ reason: line(500) });

export const DisputeView = z.strictObject({
  id: Id,
  /** Null where it is the invoice of a subscription that was paid. */
  paymentId: Id.nullable(),
  gatewayDisputeId: z.string(),
  amountCents: z.int(),
  reason: z.string(),
  status: z.enum(['OPEN', 'WON', 'LOST']),
  money: z.enum(['WITH_US', 'WITHDRAWN', 'REINSTATED', 'LOST']),
  openedAt: Instant,
  endedAt: Instant.nullable(),
});
export type DisputeView = z.output<typeof DisputeView>;

export const DisputeQuery = PageQuery.extend({ status: z.enum(['OPEN', 'WON', 'LOST']).optional() });
export type DisputeQuery = z.output<typeof DisputeQuery>;
