/** Who stands on the sides of a deal, and with whom a person has deals under way. */
import type { UserActor } from '../../../platform/kernel/actor';
import { readerOf } from '../make-move';
import type { TransactionsContext } from '../transactions.context';

/** More than a person has at once; further ones are not looked for. */
const COUNTERPARTIES_MAX = 500;

export function createFindParties({ platform, models }: Pick<TransactionsContext, 'platform' | 'models'>) {
  return {
    async findParties(actor: UserActor, transactionId: string): Promise<readonly string[] | null> {
      const row = await models.transactions.findByPk(transactionId, {
        attributes: ['id', 'buyerId', 'sellerId'],
      });
      return row && readerOf(row, actor) ? [row.buyerId, row.sellerId] : null;
    },

    /** Each side by its own index. */
    async listCounterparties(userId: string): Promise<string[]> {
      const rows = await platform.database.select<{ id: string }>(
        `SELECT sellerId AS id FROM transactions WHERE buyerId = :userId AND endedAt IS NULL
         UNION SELECT buyerId AS id FROM transactions WHERE sellerId = :userId AND endedAt IS NULL
         LIMIT ${COUNTERPARTIES_MAX}`,
        { userId },
      );
      return rows.map(({ id }) => id);
    },
  };
}
