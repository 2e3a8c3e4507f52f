/** Who may read the documents of a deal, and attach some: its parties. Told to the module that keeps them. */
import type { SubjectRules } from '../documents';
import { selectTransactionIds } from './use-cases/list-transactions';
import { readerOf } from './make-move';
import type { TransactionsContext } from './transactions.context';

const isParty = (reader: string | null): boolean => reader === 'BUYER' || reader === 'SELLER';

export const documentsOfDeals = ({ models }: Pick<TransactionsContext, 'models'>): SubjectRules => ({
  exists: async (id) => (await models.transactions.count({ where: { id } })) > 0,

  async mayRead(actor, transactionId) {
    const row = await models.transactions.findByPk(transactionId);
    return row !== null && isParty(readerOf(row, actor));
  },

  /** Both sides see what was handed in before. */
  mayReadFormer(actor, transactionId) {
    return this.mayRead(actor, transactionId);
  },

  /** Each side by the other, and both by admins. */
  async mayAsk(actor, transactionId) {
    const row = await models.transactions.findByPk(transactionId);
    const reader = row && readerOf(row, actor);
    if (!row || !reader) return null;
    if (row.state === 'CANCELLED') return [];
    return [row.buyerId, row.sellerId].filter((userId) => userId !== actor.userId);
  },

  /** Until it is called off: after the sale there are filings to show. */
  async mayAttach(actor, transactionId) {
    const row = await models.transactions.findByPk(transactionId, { lock: true });
    const reader = row && readerOf(row, actor);
    if (!row || !reader) return 'UNSEEN';
    if (!isParty(reader)) return 'NOT_YOURS';
    return row.state === 'CANCELLED' ? 'CLOSED' : 'ALLOWED';
  },

  selectIds: selectTransactionIds,

  /** Evidence of a deal stays with it. */
  keeps: () => Promise.resolve(true),

  /** Not while a part of the price is held. */
  async over(id) {
    const row = await models.transactions.findByPk(id);
    if (!row) return null;
    const { endedAt, wait, heldSince } = row;
    return endedAt === null || wait !== null || heldSince !== null ? null : { since: endedAt, as: 'RECORD' };
  },
});
