/** What credits add to a person's export of their data, and what keeps an account from being deleted. */
import { collectPages } from '../../platform/db/walk';
import { iso } from '../../platform/kernel/clock';
import type { BillingContext } from './billing.context';
import { presentHistory } from './billing.view';
import type { createReadCredits } from './use-cases/read-credits';

export function registerUserData(
  { identity, store: { orders } }: BillingContext,
  { creditBalance, listHistory }: ReturnType<typeof createReadCredits>,
): void {
  identity.contributesToExport('credits', async ({ userId }) => {
    const bought = await orders.findAll({ where: { userId }, order: [['createdAt', 'ASC']] });
    return {
      balance: await creditBalance(userId),
      history: await collectPages(async (page) => presentHistory(userId, await listHistory(userId, page))),
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
    return waiting > 0 ? 'You have ordered credits that are not paid yet.' : null;
  });
}
