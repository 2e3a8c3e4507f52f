/** Premium requests on the wire. */
import { z } from 'zod';
import { Cents, Id, Instant, PositiveCents, prose, Reason } from '../../../platform/http/wire';
import { recordQuery } from '../../../platform/http/record-query';
import { Person } from '../../identity';
import { BankReference, PaymentMethodId, PaymentMethodName, PaymentShape } from '../../payments';
import { STATUSES as LISTING_STATUSES } from '../listing.rules';
import { PREMIUM_MOVE_NAMES, PREMIUM_STATUSES } from './premium.rules';

const PremiumStatusName = z.enum(PREMIUM_STATUSES);

export const PremiumView = z
  .strictObject({
    id: Id,
    listingId: Id,
    status: PremiumStatusName.describe(
      'APPROVED: the fee is due. PREMIUM: it is paid. LAPSED: it was not paid in time.',
    ),
    note: z.string().nullable().describe("The seller's message to the admins."),
    decisionReason: z.string().nullable().describe('Why an admin rejected it.'),
    decidedAt: Instant.nullable().describe('When an admin decided.'),
    feeCents: Cents.nullable().describe('The fee in US cents, fixed by the approval. Null before.'),
    payBy: Instant.nullable().describe('The deadline for the fee. Past it an unpaid request lapses.'),
    paymentId: Id.nullable().describe('The payment of the fee.'),
    paidAt: Instant.nullable().describe('When the fee was paid and premium began.'),
    endReason: z.string().nullable().describe('Why premium ended, or the request was withdrawn.'),
    returnedCents: Cents.describe(
      'What of the fee was refunded, in US cents: an admin ended premium, or the fee came back to us when premium could not begin again.',
    ),
    requestedAt: Instant,
    endedAt: Instant.nullable().describe('When it ended; null while it goes on.'),
    moves: z.array(z.enum(PREMIUM_MOVE_NAMES)).describe('What you can do with it now.'),
  })
  .meta({
    id: 'PremiumRequest',
    description: "A seller's request for premium status, and what became of it.",
  });
export type PremiumView = z.output<typeof PremiumView>;

export const AdminPremiumView = PremiumView.extend({
  sellerId: Id,
  seller: Person.describe('Who asks.'),
  listingTitle: z.string().describe('The title of the listing.'),
  listingStatus: z.enum(LISTING_STATUSES).describe('The status of the listing.'),
  decidedBy: Id.nullable().describe('The admin who decided.'),
  decider: Person.nullable().describe('Their name.'),
}).meta({ id: 'AdminPremiumRequest' });
export type AdminPremiumView = z.output<typeof AdminPremiumView>;

export const NewPremiumRequest = z
  .strictObject({ note: prose(2_000).optional().describe('A message to the admins.') })
  .meta({ id: 'NewPremiumRequest' });

export const PremiumPayment = z
  .strictObject({
    method: PaymentMethodName.describe('How the fee is paid.'),
    paymentMethodId: PaymentMethodId.optional().describe('Required for CARD and BANK_DEBIT.'),
  })
  .meta({ id: 'PremiumFeePayment' });
export type PremiumPayment = z.output<typeof PremiumPayment>;

export const PremiumPaid = z
  .strictObject({
    request: PremiumView.describe('The request after it.'),
    payment: PaymentShape.describe('The payment of the fee.'),
  })
  .meta({ id: 'PremiumPaid' });

export const PremiumQuery = recordQuery().extend({
  status: PremiumStatusName.optional().describe('The status of the request.'),
  sellerId: Id.optional().describe('The user id of the seller.'),
  listingId: Id.optional().describe('The id of the listing.'),
});
export type PremiumQuery = z.output<typeof PremiumQuery>;

export const PremiumDecision = z
  .strictObject({
    decision: z.enum(['APPROVE', 'REJECT']).describe('What you decide.'),
    reason: Reason.optional().describe('Required to reject. The seller is told this reason.'),
  })
  .refine(({ decision, reason }) => decision === 'APPROVE' || reason !== undefined, {
    path: ['reason'],
    message: 'is required to reject',
  })
  .meta({ id: 'PremiumDecision' });
export type PremiumDecision = z.output<typeof PremiumDecision>;

export const PremiumEnd = z
  .strictObject({
    reason: Reason.describe('The seller is told this reason.'),
    returnFee: z.boolean().default(false).describe('Refund the whole fee.'),
  })
  .meta({ id: 'PremiumEnd' });
export type PremiumEnd = z.output<typeof PremiumEnd>;

export const OfPremiumPayment = z.strictObject({
  id: Id.describe('The id of the premium request.'),
  paymentId: Id.describe('The id of the wire payment.'),
});

export const PremiumWire = z
  .strictObject({
    amountCents: PositiveCents.describe('The amount that arrived at the bank, in US cents.'),
    reference: BankReference.describe("The bank's reference of the wire."),
    partial: z.boolean().default(false).describe('It is less than the fee, and the rest is still expected.'),
    sendBack: z.boolean().default(false).describe('It is more than was due: send the excess back.'),
  })
  .meta({ id: 'PremiumWire' });
export type PremiumWire = z.output<typeof PremiumWire>;
