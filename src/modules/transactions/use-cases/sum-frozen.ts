/** Sums what of canceled deals waits in escrow for the banks of their payers. */
import type { TransactionsContext } from '../transactions.context';

/** By deal; those for which nothing waits are missing. */
export const createSumFrozen =
  ({ platform: { database } }: Pick<TransactionsContext, 'platform'>) =>
  async (transactionIds: string[]): Promise<Map<string, number>> => {
    if (transactionIds.length === 0) return new Map();
    const sums = await database.select<{ transactionId: string; total: number }>(
      `SELECT transactionId, SUM(buyerDueCents + sellerDueCents) AS total FROM transaction_card_disputes
       WHERE status = 'OPEN' AND buyerDueCents IS NOT NULL AND transactionId IN (:ids) GROUP BY transactionId`,
      { ids: transactionIds },
    );
    return new Map(sums.map(({ transactionId, total }) => [transactionId, Number(total)]));
  };
