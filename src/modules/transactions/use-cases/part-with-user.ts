/** What transactions say of a person who asks for his data, or wants to go. */
import { Op } from 'sequelize';
import { collectPages } from '../../../platform/kernel/page';
import type { TransactionsContext } from '../transactions.context';
import type { createListDeals } from './list-deals';

export function partWithUser(
  { identity, ledger, models }: TransactionsContext,
  { listOwn }: ReturnType<typeof createListDeals>,
): void {
  identity.contributesToExport('transactions', (person) => collectPages((page) => listOwn(person, page)));

  identity.preventsDeletion('transactions', async (userId) => {
    const open = await models.transactions.count({
      where: { endedAt: null, [Op.or]: [{ buyerId: userId }, { sellerId: userId }] },
    });
    if (open > 0) return 'A deal of yours is under way.';
    const heldBack = await models.transactions.count({ where: { sellerId: userId, wait: 'HOLDBACK' } });
    if (heldBack > 0) return 'A hold-back of yours has not been released yet.';
    const owedCents = await ledger.balance(`payable:${userId}`);
    return owedCents > 0 ? 'There is money of yours here that has to be paid out first.' : null;
  });
}
