/** The lists of payouts, newest first. */
import { filtersOf, modelKeyset, newestFirst, readPage } from '../../../platform/db/keyset';
import type { UserActor } from '../../../platform/kernel/actor';
import type { Page } from '../../../platform/kernel/page';
import type { PayoutRow } from '../payout.model';
import type { AdminPayoutQuery, PayoutQuery } from '../payout.schema';
import type { PayoutsContext } from '../payouts.context';

export function createListPayouts({ models: { payouts } }: PayoutsContext) {
  return {
    listOwnPayouts(actor: UserActor, query: PayoutQuery): Promise<Page<PayoutRow>> {
      const own = modelKeyset(payouts, {
        name: 'payouts.own',
        order: newestFirst('requestedAt'),
        where: { ...filtersOf(query), userId: actor.userId },
      });
      return readPage(own, query);
    },

    listPayouts(query: AdminPayoutQuery): Promise<Page<PayoutRow>> {
      const all = modelKeyset(payouts, {
        name: 'payouts.all',
        order: newestFirst('requestedAt'),
        where: filtersOf(query),
      });
      return readPage(all, query);
    },
  };
}
