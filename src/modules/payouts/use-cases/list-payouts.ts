/** The lists of payouts: a person's own, newest first, and all. */
import { filtersOf, modelKeyset, newestFirst, readPage } from '../../../platform/db/keyset';
import type { UserActor } from '../../../platform/kernel/actor';
import type { Page } from '../../../platform/kernel/page';
import { recordKeyset } from '../../../platform/db/records';
import { selectUserIds } from '../../identity';
import type { PayoutRow } from '../payout.model';
import type { AdminPayoutQuery, PayoutQuery } from '../payout.schema';
import type { PayoutsContext } from '../payouts.context';

export function createListPayouts({ platform: { database }, models: { payouts } }: PayoutsContext) {
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
      const { status, userId } = query;
      const source = {
        ...{ name: 'payouts.all', at: 'requestedAt', equal: { status, userId } },
        searchedIn: {
          codes: ['bankReference', 'gatewayTransferId'],
          ids: ['id'],
          through: [{ columns: ['userId'], select: selectUserIds }],
        },
      };
      return readPage(recordKeyset(database, payouts, source, query), query);
    },
  };
}
