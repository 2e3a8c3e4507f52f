/** What a closing statement looks like on the wire. */
import { z } from 'zod';
import { Cents, Id, Instant } from '../../platform/http/wire';
import { PAYMENT_PURPOSES } from './process/facts';
import { STATES } from './process/process';

const StatementLineView = z.strictObject({
  kind: z.enum([
    ...PAYMENT_PURPOSES,
    'PLATFORM_FEE',
    'SELLER_PAYOUT',
    'HOLDBACK_PAYOUT',
    'BUYER_REFUND',
    'TAKEN_BY_BANK',
    'GIVEN_BACK_BY_BANK',
  ]),
  amountCents: Cents,
  at: Instant,
});

/** From the ledger: received = fee + seller + refunded + lost + held. */
export const ClosingStatement = z.strictObject({
  transactionId: Id,
  listingTitle: z.string(),
  usdot: z.int(),
  status: z.enum(STATES),
  buyerName: z.string(),
  sellerName: z.string(),
  openedAt: Instant,
  endedAt: Instant,
  priceCents: Cents,
  agreedFeeCents: Cents,
  received: z.array(StatementLineView),
  paidOut: z.array(StatementLineView),
  totals: z.strictObject({
    receivedCents: Cents,
    feeCents: Cents,
    sellerCents: Cents,
    refundedCents: Cents,
    /** Taken back by the bank of the payer. */
    lostCents: Cents,
    heldCents: Cents,
  }),
});
export type ClosingStatement = z.output<typeof ClosingStatement>;

export const StatementQuery = z.strictObject({ format: z.enum(['json', 'pdf']).default('pdf') });
export type StatementQuery = z.output<typeof StatementQuery>;
