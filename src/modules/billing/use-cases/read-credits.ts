/** How many credits a user has, and how they came and went. */
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { TransferRow } from '../../ledger';
import type { BillingContext } from '../billing.context';
import { creditsOf } from '../credit.rules';

export function createReadCredits({ platform, store, disputes, ledger }: BillingContext) {
  const creditBalance = (userId: string): Promise<number> => ledger.balance(creditsOf(userId));

  const isOnHold = async (userId: string): Promise<boolean> =>
    (await disputes.count({ where: { userId, status: 'OPEN' } })) > 0;

  return {
    creditBalance,

    async readBalance(userId: string) {
      const owed = await disputes.sum('owedCredits', { where: { userId } });
      const pending = await store.orders.sum('credits', { where: { userId, status: 'AWAITING_PAYMENT' } });
      return {
        credits: await creditBalance(userId),
        pendingCredits: pending ?? 0,
        owedCredits: owed ?? 0,
        onHold: await isOnHold(userId),
        singleCreditPriceCents: platform.config.SINGLE_CREDIT_PRICE_CENTS,
      };
    },

    async checkCredits(userId: string, required: number) {
      const credits = await creditBalance(userId);
      return { required, credits, sufficient: credits >= required && !(await isOnHold(userId)) };
    },

    /** The transfers of the user's credits, newest first. */
    listHistory: (userId: string, query: PageQuery): Promise<Page<TransferRow>> =>
      ledger.pageTransfers(creditsOf(userId), query),
  };
}
