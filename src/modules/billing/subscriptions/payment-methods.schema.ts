/** What saved payment methods look like on the wire. */
import { z } from 'zod';
import { PaymentMethodId } from '../../payments';

export const PaymentMethodView = z
  .strictObject({
    id: z.string(),
    method: z.enum(['CARD', 'BANK_DEBIT']),
    /** Of a card: `visa`. */
    brand: z.string().nullable(),
    bankName: z.string().nullable(),
    last4: z.string().nullable(),
    expires: z.strictObject({ month: z.int(), year: z.int() }).nullable(),
    /** It will be charged when the subscription is renewed. */
    paysSubscription: z.boolean(),
  })
  .meta({ id: 'SavedPaymentMethod' });
export type PaymentMethodView = z.output<typeof PaymentMethodView>;

export const SetupView = z.strictObject({
  id: z.string(),
  /** For the gateway's form in the payer's browser alone. */
  clientSecret: z.string().nullable(),
});
export type SetupView = z.output<typeof SetupView>;

export const OfPaymentMethod = z.strictObject({ paymentMethodId: PaymentMethodId });
