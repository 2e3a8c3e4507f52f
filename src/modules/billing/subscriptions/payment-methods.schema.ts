/** What saved payment methods look like on the wire. */
import { z } from 'zod';
import { PaymentMethodId } from '../../gateway';
import { CardOrBankDebit } from '../billing.schema';

export const PaymentMethodView = z
  .strictObject({
    id: z.string().describe("The gateway's id of it."),
    method: CardOrBankDebit.describe(
      'What it is; a card settles at once, a bank debit after a few business days.',
    ),
    brand: z.string().nullable().describe('The brand of a card, such as `visa`; null for a bank account.'),
    bankName: z.string().nullable().describe('The bank of an account; null for a card.'),
    last4: z.string().nullable().describe('The last four digits of its number.'),
    expires: z
      .strictObject({ month: z.int().describe('1 to 12.'), year: z.int().describe('Four digits.') })
      .nullable()
      .describe('When a card expires; null for a bank account.'),
    paysSubscription: z.boolean().describe('It pays the next renewal of your subscription.'),
  })
  .meta({ id: 'SavedPaymentMethod' });
export type PaymentMethodView = z.output<typeof PaymentMethodView>;

export const SetupView = z
  .strictObject({
    id: z.string().describe("The gateway's id of the setup."),
    clientSecret: z
      .string()
      .nullable()
      .describe("For the gateway's form in the payer's browser only. Do not store or log it."),
  })
  .meta({ id: 'PaymentMethodSetup' });
export type SetupView = z.output<typeof SetupView>;

export const OfPaymentMethod = z.strictObject({
  paymentMethodId: PaymentMethodId.describe('The id of one of your saved payment methods.'),
});
