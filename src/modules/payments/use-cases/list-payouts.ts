/** The lists of payouts and card disputes, newest first. */
import { Op, type WhereOptions } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { type Page, pageOf } from '../../../platform/kernel/page';
import type { CardDisputeRows } from '../card-dispute.model';
import { given, newestFirst, olderThan } from '../page-order';
import type { PayoutRow, PayoutRows } from '../payout.model';
import type {
  AdminPayoutQuery,
  AdminPayoutView,
  DisputeQuery,
  DisputeView,
  PayoutQuery,
  PayoutView,
} from '../payout.schema';
import { presentAdminPayout, presentDispute, presentPayout } from '../payout.view';

export function createListPayouts({ payouts, disputes }: { payouts: PayoutRows; disputes: CardDisputeRows }) {
  async function pageOfPayouts<View>(
    filters: WhereOptions,
    { cursor, limit }: Pick<PayoutQuery, 'cursor' | 'limit'>,
    show: (row: PayoutRow) => View,
  ): Promise<Page<View>> {
    const rows = await payouts.findAll({
      where: { [Op.and]: [filters, olderThan('requestedAt', cursor)] },
      order: newestFirst('requestedAt'),
      limit: limit + 1,
    });
    return pageOf(rows, limit, (row) => [row.requestedAt, row.id], show);
  }

  return {
    listOwnPayouts: (actor: UserActor, { status, ...query }: PayoutQuery): Promise<Page<PayoutView>> =>
      pageOfPayouts(given({ status, userId: actor.userId }), query, presentPayout),

    listPayouts: ({ status, userId, ...query }: AdminPayoutQuery): Promise<Page<AdminPayoutView>> =>
      pageOfPayouts(given({ status, userId }), query, presentAdminPayout),

    async listDisputes({ status, cursor, limit }: DisputeQuery): Promise<Page<DisputeView>> {
      const rows = await disputes.findAll({
        where: { [Op.and]: [given({ status }), olderThan('openedAt', cursor)] },
        order: newestFirst('openedAt'),
        limit: limit + 1,
      });
      return pageOf(rows, limit, (row) => [row.openedAt, row.id], presentDispute);
    },
  };
}
