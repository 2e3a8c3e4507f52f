/** What a holder reads of subscription and invoices, and what the plan is worth beyond its credits. */
import { Op } from 'sequelize';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { decodeCursor, type Page, pageOf, type PageQuery } from '../../../platform/kernel/page';
import type { Life } from './life';
import type { PlanName } from './plan.rules';
import type { SubscriptionRow } from './subscription.model';
import { presentInvoice, presentPlans, presentSubscription } from './subscription.view';
import type { SubscriptionsContext } from './subscriptions.context';
import { subscriptionEnded, subscriptionStarted } from './subscriptions.events';
import type { InvoiceView, PlanView, SubscriptionView } from './subscriptions.schema';

/** How late a change of plan may show in the limits; beginning and end show at once. */
const FACTOR_KEPT_MS = MINUTE_MS;

export type ReadSubscriptions = ReturnType<typeof createReadSubscriptions>;

export function createReadSubscriptions({ platform, models, plans }: SubscriptionsContext, life: Life) {
  const { cache, clock, database, outbox } = platform;
  const factorKey = (userId: string): string => `billing:limit-factor:${userId}`;

  for (const kind of [subscriptionStarted, subscriptionEnded]) {
    outbox.on<{ userId: string }>(kind, 'billing', { runs: 'outside' }, ({ userId }) =>
      cache.delete(factorKey(userId)),
    );
  }

  const present = async (row: SubscriptionRow): Promise<SubscriptionView> =>
    presentSubscription(row, await life.termsOf(row.id, 'AGREED'), clock.now());

  return {
    listPlans: (): PlanView[] => presentPlans(plans),

    view: async (id: string): Promise<SubscriptionView> =>
      present(await models.subscriptions.findByPk(id, { rejectOnEmpty: true })),

    /** The live one; else the latest; null for somebody who never asked for one. */
    async viewSubscription(userId: string): Promise<SubscriptionView | null> {
      const row =
        (await models.subscriptions.findOne({ where: { liveSlot: userId } })) ??
        (await models.subscriptions.findOne({
          where: { userId },
          order: [
            ['createdAt', 'DESC'],
            ['id', 'DESC'],
          ],
        }));
      return row && present(row);
    },

    /** Newest first. */
    async listInvoices(userId: string, { cursor, limit }: PageQuery): Promise<Page<InvoiceView>> {
      const [at, id] = cursor ? decodeCursor(cursor, ['number', 'string']) : [];
      const older = cursor
        ? { [Op.or]: [{ grantedAt: { [Op.lt]: at } }, { grantedAt: at, invoiceId: { [Op.lt]: id } }] }
        : {};
      const rows = await models.periods.findAll({
        where: { [Op.and]: [{ userId }, older] },
        order: [
          ['grantedAt', 'DESC'],
          ['invoiceId', 'DESC'],
        ],
        limit: limit + 1,
      });
      return pageOf(rows, limit, (row) => [row.grantedAt, row.invoiceId], presentInvoice);
    },

    /** How many times the usual number of requests the user may make: by the live plan, else once. */
    limitFactorOf: (userId: string): Promise<number> =>
      cache.getOrLoad(factorKey(userId), FACTOR_KEPT_MS, async () => {
        const [live] = await database.select<{ plan: PlanName }>(
          'SELECT plan FROM subscriptions WHERE liveSlot = :userId',
          { userId },
        );
        return live ? plans[live.plan].limitFactor : 1;
      }),
  };
}
