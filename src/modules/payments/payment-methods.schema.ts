/** Payment methods and their limits on the wire. */
import { z } from 'zod';
import { PAYMENT_METHODS } from './payment.rules';

export const PaymentMethodName = z.enum(PAYMENT_METHODS);

export const MethodLimitsShape = z
  .strictObject({
    method: PaymentMethodName.describe('How it is paid.'),
    leastCents: z.int().describe('The least amount of one payment, in US cents.'),
    mostCents: z
      .int()
      .nullable()
      .describe('The greatest amount of one payment, in US cents; null: no limit.'),
    purposes: z
      .array(z.string())
      .nullable()
      .describe('What it pays for, such as `DEPOSIT`; null: everything.'),
    businessDays: z
      .strictObject({
        least: z.int().describe('If all goes well.'),
        most: z.int().describe('Seldom longer.'),
      })
      .describe('How many business days it usually takes until the money counts.'),
  })
  .meta({ id: 'PaymentMethodLimits' });
