/** What a user has in credits, and how it came to be. */
import type { Platform } from '../../../platform/platform';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { Ledger } from '../../ledger';
import type { CreditMovement } from '../billing.schema';
import { presentMovement } from '../billing.view';
import type { CreditDisputes } from '../credit-dispute.model';
import type { CreditOrders } from '../credit-order.model';
import { creditsOf } from '../credit.rules';

export function createReadCredits(
  { config }: Platform,
  { orders, disputes, ledger }: { orders: CreditOrders; disputes: CreditDisputes; ledger: Ledger },
) {
  const creditBalance = (userId: string): Promise<number> => ledger.balance(creditsOf(userId));

  const isOnHold = async (userId: string): Promise<boolean> =>
    (await disputes.count({ where: { userId, status: 'OPEN' } })) > 0;

  return {
    creditBalance,

    async viewBalance(userId: string) {
      const pending = await orders.sum('credits', { where: { userId, status: 'AWAITING_PAYMENT' } });
      return {
        credits: await creditBalance(userId),
        pendingCredits: pending ?? 0,
        onHold: await isOnHold(userId),
        singleCreditPriceCents: config.SINGLE_CREDIT_PRICE_CENTS,
      };
    },

    async check(userId: string, required: number) {
      const credits = await creditBalance(userId);
      return { required, credits, sufficient: credits >= required && !(await isOnHold(userId)) };
    },

    /** Newest first. */
    async listHistory(userId: string, query: PageQuery): Promise<Page<CreditMovement>> {
      const { items, pagination } = await ledger.pageTransfers(creditsOf(userId), query);
      return { items: items.map((transfer) => presentMovement(userId, transfer)), pagination };
    },
  };
}
