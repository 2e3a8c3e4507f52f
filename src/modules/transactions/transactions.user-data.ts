/** What transactions add to a person's export of their data, and what keeps an account from being deleted. */
import { Op } from 'sequelize';
import { collectPages } from '../../platform/db/walk';
import type { TransactionPresenter } from './transaction.view';
import type { TransactionsContext } from './transactions.context';
import type { createListTransactions } from './use-cases/list-transactions';
import { createSumFrozen } from './use-cases/sum-frozen';

export function registerUserData(
  context: TransactionsContext,
  { listOwn }: ReturnType<typeof createListTransactions>,
  present: TransactionPresenter,
): void {
  const { identity, ledger, models } = context;
  const sumFrozen = createSumFrozen(context);
  identity.contributesToExport('transactions', (person) =>
    collectPages(async (page) => present.page(person, await listOwn(person, page))),
  );

  identity.preventsDeletion('transactions', async (userId) => {
    const open = await models.transactions.count({
      where: { endedAt: null, [Op.or]: [{ buyerId: userId }, { sellerId: userId }] },
    });
    if (open > 0) return 'A deal of yours is under way.';
    const heldBack = await models.transactions.count({
      where: { wait: 'HOLDBACK', [Op.or]: [{ buyerId: userId }, { sellerId: userId }] },
    });
    if (heldBack > 0) return 'The hold-back of a deal of yours has not been released yet.';
    const ended = await models.transactions.findAll({
      attributes: ['id'],
      where: { state: 'CANCELLED', [Op.or]: [{ buyerId: userId }, { sellerId: userId }] },
    });
    const frozen = await sumFrozen(ended.map(({ id }) => id));
    if (frozen.size > 0) return 'A bank has not decided yet about a payment of a canceled deal of yours.';
    const owedCents = await ledger.balance(`payable:${userId}`);
    return owedCents > 0 ? 'There is money of yours here that has to be paid out first.' : null;
  });
}
