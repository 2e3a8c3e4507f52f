/** What transactions reads of the environment. */
import { z } from 'zod';
import { type ConfigOf, configSlice, count } from '../../platform/kernel/config-slice';

export type TransactionsConfig = ConfigOf<typeof transactionsConfig>;

export const transactionsConfig = configSlice({
  variables: {
    TRANSACTION_FEE_BASIS_POINTS: count(0, 2_000).default(300),
    DEPOSIT_BASIS_POINTS: count(1, 10_000).default(1_000),
    DEPOSIT_LEAST_CENTS: count(1, 100_000_000).default(50_000),
    DEPOSIT_MOST_CENTS: count(1, 100_000_000).default(1_000_000),
  },
  settings: {
    TRANSACTION_FEE_BASIS_POINTS: {
      ...{ group: 'Deals', title: 'Fee of a sale', kind: 'basis_points', money: true },
      description: 'In hundredths of a percent of the price. Deals that are open keep theirs.',
    },
    DEPOSIT_BASIS_POINTS: {
      ...{ group: 'Deals', title: 'Deposit', kind: 'basis_points', money: true },
      description: 'In hundredths of a percent of the price, for deals that open from then on.',
    },
    DEPOSIT_LEAST_CENTS: {
      ...{ group: 'Deals', title: 'Least deposit', kind: 'cents', money: true },
      description: 'For deals that open from then on.',
    },
    DEPOSIT_MOST_CENTS: {
      ...{ group: 'Deals', title: 'Greatest deposit', kind: 'cents', money: true },
      description: 'For deals that open from then on.',
    },
  },
  problems: ({ DEPOSIT_LEAST_CENTS: least, DEPOSIT_MOST_CENTS: most }) =>
    least > most ? [`DEPOSIT_LEAST_CENTS: must not be above DEPOSIT_MOST_CENTS (${most})`] : [],
  shown: {
    fields: {
      transactionFeeBasisPoints: z
        .int()
        .describe('The fee of a sale, in hundredths of a percent of the price.'),
      depositBasisPoints: z.int().describe('The deposit, in hundredths of a percent of the price.'),
      depositLeastCents: z.int().describe('The least deposit, in US cents.'),
      depositMostCents: z.int().describe('The greatest deposit, in US cents.'),
    },
    of: (config) => ({
      transactionFeeBasisPoints: config.TRANSACTION_FEE_BASIS_POINTS,
      depositBasisPoints: config.DEPOSIT_BASIS_POINTS,
      depositLeastCents: config.DEPOSIT_LEAST_CENTS,
      depositMostCents: config.DEPOSIT_MOST_CENTS,
    }),
  },
});
