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
