/** What a closing statement looks like on the wire. */
import { z } from 'zod';
import { Cents, Id, Instant } from '../../platform/http/wire';
import { PAYMENT_PURPOSES } from './process/facts';
import { STATES } from './process/process';

const StatementLineView = z
  .strictObject({
    kind: z
      .enum([
        ...PAYMENT_PURPOSES,
        'PLATFORM_FEE',
        'SELLER_PAYOUT',
        'HOLDBACK_PAYOUT',
        'BUYER_REFUND',
        'REFUND_TAKEN_BACK',
        'TAKEN_BY_BANK',
        'GIVEN_BACK_BY_BANK',
        'REFUND_CAME_BACK',
      ])
      .describe('What the money was for.'),
    amountCents: Cents.describe('In US cents.'),
    at: Instant.describe('When it was booked.'),
  })
  .meta({ id: 'StatementLine' });

/** One movement of the ledger into escrow or out of it. */
export const EscrowLine = StatementLineView.extend({
  direction: z.enum(['IN', 'OUT']).describe('Into escrow, or out of it.'),
  heldCents: Cents.describe('What stood in escrow after it, in US cents.'),
}).meta({ id: 'EscrowLine' });
export type EscrowLine = z.output<typeof EscrowLine>;

/** From the ledger: received = fee + seller + refunded + lost + held. */
export const ClosingStatement = z.strictObject({
  transactionId: Id,
  listingTitle: z.string().describe('The title of the listing.'),
  usdot: z.int().describe('The USDOT number.'),
  status: z.enum(STATES).describe('How the deal ended.'),
  buyerName: z.string().describe('The name of the buyer.'),
  sellerName: z.string().describe('The name of the seller.'),
  openedAt: Instant.describe('When the offer was accepted.'),
  endedAt: Instant.describe('When the deal ended.'),
  priceCents: Cents.describe('The price, in US cents.'),
  agreedFeeCents: Cents.describe("The platform's fee as agreed, in US cents."),
  received: z.array(StatementLineView).describe('What came in, line by line.'),
  paidOut: z.array(StatementLineView).describe('What went out, line by line.'),
  totals: z.strictObject({
    receivedCents: Cents.describe('All that came in, in US cents.'),
    feeCents: Cents.describe("The platform's fee that was taken, in US cents."),
    sellerCents: Cents.describe('What went to the seller, in US cents.'),
    refundedCents: Cents.describe('What went back to the buyer, in US cents.'),
    lostCents: Cents.describe('Taken back by the bank of the payer.'),
    heldCents: Cents.describe('What is still held, in US cents.'),
  }),
});
export type ClosingStatement = z.output<typeof ClosingStatement>;

export const StatementQuery = z.strictObject({
  format: z.enum(['json', 'pdf']).default('pdf').describe('As a PDF file or as JSON.'),
});
export type StatementQuery = z.output<typeof StatementQuery>;
