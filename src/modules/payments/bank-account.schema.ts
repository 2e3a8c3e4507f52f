/** What bank accounts look like on the wire: in the United States, since wires go there alone. */
import { z } from 'zod';
import { Instant, line } from '../../platform/http/wire';
import { isRoutingNumber } from './bank-account.rules';

export const BankAccount = z
  .strictObject({
    accountHolder: line(100, 2),
    bankName: line(100, 2),
    /** Nine digits, as on a cheque. */
    routingNumber: z
      .string()
      .regex(/^\d{9}$/, 'must have nine digits')
      .refine(isRoutingNumber, 'is not a routing number: its check digit does not fit'),
    accountNumber: z.string().regex(/^\d{4,17}$/, 'must have 4 to 17 digits'),
  })
  .meta({ id: 'BankAccount' });
export type BankAccount = z.output<typeof BankAccount>;

export const BankAccountView = z.strictObject({
  /** NONE: none is named. WAITING: it is new; see `usableFrom`. */
  status: z.enum(['NONE', 'WAITING', 'READY']),
  usableFrom: Instant.nullable(),
  accountHolder: z.string().nullable(),
  bankName: z.string().nullable(),
  routingNumber: z.string().nullable(),
  /** The last four of the account number. */
  lastDigits: z.string().nullable(),
});
export type BankAccountView = z.output<typeof BankAccountView>;
