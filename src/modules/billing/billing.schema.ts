/** What credits look like on the wire. */
import { z } from 'zod';
import { Cents, Id, Instant, Reason } from '../../platform/http/wire';
import { PaymentMethodId, PaymentShape } from '../payments';
import { ORDER_STATUSES } from './credit-order.model';
import { CREDITS_PER_ORDER_MAX, MOVEMENT_KINDS } from './credit.rules';

const CREDITS_PER_BONUS_MAX = 1_000;
const CREDITS_CHECKED_MAX = 100_000;

export const CardOrBankDebit = z.enum(['CARD', 'BANK_DEBIT']).meta({
  id: 'CardOrBankDebit',
  description: 'A card settles at once, a bank debit after a few business days.',
});

/** A whole number of credits, as people have and order them. */
const Credits = z.int().min(0);

const SpendingKey = z
  .string()
  .regex(/^[!-~]{1,150}$/, 'must be the key of a movement, as the credit history shows it')
  .describe("The `spendingKey` of a movement in the user's credit history.");

export const CreditBalance = z
  .strictObject({
    credits: Credits.describe('Credits that can be spent, unless they are on hold.'),
    pendingCredits: Credits.describe('Credits that are ordered but not paid yet. They cannot be spent.'),
    owedCredits: Credits.describe(
      'Credits that had been spent when the money for them went back. What is returned or granted pays for them first.',
    ),
    onHold: z
      .boolean()
      .describe('A payment for credits is disputed. No credits can be spent until the bank decides.'),
    singleCreditPriceCents: z.int().describe('What one credit costs now, in US cents.'),
  })
  .meta({ id: 'CreditBalance' });

export const CreditMovement = z
  .strictObject({
    id: z.string().describe('The id of the ledger transfer.'),
    kind: z.enum(MOVEMENT_KINDS).meta({ id: 'CreditMovementKind', description: 'Why the credits moved.' }),
    credits: z.int().describe('How many credits came; negative when they went.'),
    reason: z.string().describe('Why, in one line.'),
    subject: z
      .strictObject({
        type: z.string().describe('Such as `listing`, `credit_order` or `subscription`.'),
        id: z.string().describe('Its id.'),
      })
      .describe('What the movement was for.'),
    spendingKey: z
      .string()
      .nullable()
      .describe('Names a spent credit, so that an admin can return it; null for other movements.'),
    occurredAt: Instant.describe('When it happened.'),
  })
  .meta({ id: 'CreditMovement' });
export type CreditMovement = z.output<typeof CreditMovement>;

export const CreditCheckQuery = z.strictObject({
  required: z.coerce
    .number()
    .int()
    .min(1)
    .max(CREDITS_CHECKED_MAX)
    .default(1)
    .describe('How many credits you want to spend.'),
});
export const CreditCheck = z
  .strictObject({
    required: Credits.describe('How many credits you asked about.'),
    credits: Credits.describe('How many you have.'),
    sufficient: z.boolean().describe('You have enough, and they are not on hold.'),
  })
  .meta({ id: 'CreditCheck' });

/** It may have been changed since it was read. */
export const priceRead = {
  priceCents: Cents.optional().describe(
    'The price that you have read, in US cents. Where it is given, another one is refused.',
  ),
};

export const CreditPurchase = z
  .strictObject({
    credits: z.int().min(1).max(CREDITS_PER_ORDER_MAX).describe('How many credits to buy.'),
    ...priceRead,
    method: CardOrBankDebit.describe('How it is paid.'),
    paymentMethodId: PaymentMethodId.describe('The payment method that pays.'),
  })
  .meta({ id: 'CreditPurchase' });
export type CreditPurchase = z.output<typeof CreditPurchase>;

export const ListingFee = z
  .strictObject({
    listingId: Id.describe('One of your listings. Publishing it spends the credit that the fee buys.'),
    ...priceRead,
    method: CardOrBankDebit.describe('How it is paid.'),
    paymentMethodId: PaymentMethodId.describe('The payment method that pays.'),
  })
  .meta({ id: 'ListingFee' });
export type ListingFee = z.output<typeof ListingFee>;

export const CreditOrderShape = z
  .strictObject({
    id: Id,
    listingId: Id.nullable().describe(
      'The listing whose fee the order pays; null for a purchase of credits.',
    ),
    credits: Credits.describe('How many credits the order buys.'),
    priceCents: z.int().describe('What all of them cost when the order was made, in US cents.'),
    status: z.enum(ORDER_STATUSES).describe('The credits are yours once it is `PAID`.'),
    createdAt: Instant,
    payment: PaymentShape.describe('The latest payment of the order.'),
  })
  .meta({ id: 'CreditOrder' });
export type CreditOrderShape = z.output<typeof CreditOrderShape>;

export const CreditBonus = z
  .strictObject({
    userId: Id.describe('The user who receives the credits.'),
    credits: z.int().min(1).max(CREDITS_PER_BONUS_MAX).describe('How many credits to grant.'),
    reason: Reason,
  })
  .meta({ id: 'CreditBonus' });

export const CreditReturn = z
  .strictObject({
    userId: Id.describe('The user who spent the credit.'),
    spendingKey: SpendingKey,
    reason: Reason,
  })
  .meta({ id: 'CreditReturn' });
export type CreditReturn = z.output<typeof CreditReturn>;

export const UserCredits = z
  .strictObject({ userId: Id, credits: Credits.describe('How many credits the user has now.') })
  .meta({ id: 'UserCredits' });
