/** What billing says of a person who asks for his data, or wants to go. */
import { iso } from '../../../platform/kernel/clock';
import { collectPages } from '../../../platform/kernel/page';
import type { Identity } from '../../identity';
import type { CreditOrders } from '../credit-order.model';
import type { createReadCredits } from './read-credits';

export function partWithUser(
  identity: Identity,
  orders: CreditOrders,
  { creditBalance, listHistory }: ReturnType<typeof createReadCredits>,
): void {
  identity.contributesToExport('credits', async ({ userId }) => {
    const bought = await orders.findAll({ where: { userId }, order: [['createdAt', 'ASC']] });
    return {
      balance: await creditBalance(userId),
      history: await collectPages((page) => listHistory(userId, page)),
      orders: bought.map(({ id, credits, priceCents, status, createdAt }) => ({
        id,
        credits,
        priceCents,
        status,
        createdAt: iso(createdAt),
      })),
    };
  });
  identity.preventsDeletion('credits', async (userId) => {
    const waiting = await orders.count({ where: { userId, status: 'AWAITING_PAYMENT' } });
    return waiting > 0 ? 'Credits that you ordered are not paid yet.' : null;
  });
}
