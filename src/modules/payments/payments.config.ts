/** What payments reads of the environment. */
import { z } from 'zod';
import { type ConfigOf, configSlice } from '../../platform/kernel/config-slice';

export type PaymentsConfig = ConfigOf<typeof paymentsConfig>;

/** The account that wires are sent to: all of it or nothing. */
const WIRE_ACCOUNT = [
  'WIRE_BENEFICIARY',
  'WIRE_BANK_NAME',
  'WIRE_ROUTING_NUMBER',
  'WIRE_ACCOUNT_NUMBER',
] as const;

export const paymentsConfig = configSlice({
  variables: {
    WIRE_BENEFICIARY: z.string().max(100).optional(),
    WIRE_BANK_NAME: z.string().max(100).optional(),
    WIRE_ROUTING_NUMBER: z
      .string()
      .regex(/^\d{9}$/, 'must have nine digits')
      .optional(),
    WIRE_ACCOUNT_NUMBER: z
      .string()
      .regex(/^\d{4,17}$/, 'must have 4 to 17 digits')
      .optional(),
  },
  problems(values) {
    const given = WIRE_ACCOUNT.filter((name) => values[name]).length;
    return given > 0 && given < WIRE_ACCOUNT.length
      ? [`${WIRE_ACCOUNT.join(', ')}: must be given together`]
      : [];
  },
  shown: {
    fields: { currency: z.literal('usd').describe('The currency of every amount.') },
    of: () => ({ currency: 'usd' as const }),
  },
});
