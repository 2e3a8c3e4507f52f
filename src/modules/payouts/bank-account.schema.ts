/** What bank accounts look like on the wire: in the United States, since wires go there alone. */
import { z } from 'zod';
import { Instant, line } from '../../platform/http/wire';
import { isRoutingNumber } from './bank-account.rules';

export const BankAccount = z
  .strictObject({
    accountHolder: line(100, 2).describe('The name on the account.'),
    bankName: line(100, 2).describe('The name of the bank.'),
    routingNumber: z
      .string()
      .regex(/^\d{9}$/, 'must have nine digits')
      .refine(isRoutingNumber, 'is not a routing number: its check digit does not fit')
      .describe('ABA routing number, nine digits, as on a check.'),
    accountNumber: z
      .string()
      .regex(/^\d{4,17}$/, 'must have 4 to 17 digits')
      .describe('4 to 17 digits.'),
  })
  .meta({ id: 'BankAccount' });
export type BankAccount = z.output<typeof BankAccount>;

export const BankAccountView = z
  .strictObject({
    status: z
      .enum(['NONE', 'WAITING', 'READY'])
      .describe('NONE: none is named. WAITING: it is new; see `usableFrom`.'),
    usableFrom: Instant.nullable().describe('When money may first go there.'),
    accountHolder: z.string().nullable().describe('The name on the account.'),
    bankName: z.string().nullable().describe('The name of the bank.'),
    routingNumber: z.string().nullable().describe('ABA routing number, nine digits.'),
    lastDigits: z.string().nullable().describe('The last four of the account number.'),
  })
  .meta({ id: 'SavedBankAccount' });
export type BankAccountView = z.output<typeof BankAccountView>;
