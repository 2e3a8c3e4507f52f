/** What payments reads of the environment. */
import { z } from 'zod';
import { type ConfigOf, configSlice, count, textsOr } from '../../platform/kernel/config-slice';

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
    /** Above it a bank debit or a wire pays. */
    CARD_MOST_CENTS: count(1, 100_000_000).default(2_500_000),
    /** What cards pay for, by the words of those who take the payments. */
    CARD_PURPOSES: textsOr('DEPOSIT,CREDIT_PURCHASE,LISTING_FEE,PREMIUM_LISTING').pipe(
      z.array(z.string().regex(/^[A-Z_]{1,40}$/, 'must be words such as DEPOSIT')),
    ),
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
  settings: {
    CARD_MOST_CENTS: {
      ...{ group: 'Payments', title: 'Most that a card pays', kind: 'cents', money: true },
      description: 'Above it a bank debit or a wire pays.',
    },
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
