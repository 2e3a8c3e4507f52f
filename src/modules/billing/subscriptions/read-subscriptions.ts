/** What subscribers read of their subscription and invoices, and the limits that their plan gives. */
import type { Days } from '../../../platform/paper/days';
import { modelKeyset, readPage } from '../../../platform/db/keyset';
import { recordKeyset } from '../../../platform/db/records';
import { notFound } from '../../../platform/http/problem';
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import { mapPage, type Page, type PageQuery } from '../../../platform/kernel/page';
import { type Person, personOf, selectUserIds, type User } from '../../identity';
import type { PlanName, Plans } from './plan.rules';
import type { SubscriptionPeriod, SubscriptionRow, SubscriptionTerms } from './subscription.model';
import type { SubscriptionsContext } from './subscriptions.context';
import type { SubscriptionQuery } from './subscriptions.schema';

/** A subscription with its agreed terms, in the order in which they begin. */
export interface SubscriptionFile {
  subscription: SubscriptionRow;
  terms: SubscriptionTerms[];
}

export interface SubscriberFile extends SubscriptionFile {
  user: Person;
}

export interface InvoiceFile {
  invoice: SubscriptionPeriod;
  subscriber: User;
  /** Of the subscriber. */
  days: Days;
}

export type ReadSubscriptions = ReturnType<typeof createReadSubscriptions>;

export function createReadSubscriptions({ platform, identity, store, models, plans }: SubscriptionsContext) {
  const { database } = platform;

  const withTerms = async (subscription: SubscriptionRow): Promise<SubscriptionFile> => ({
    subscription,
    terms: await store.termsOf(subscription.id, 'AGREED'),
  });

  return {
    listPlans: (): Plans => plans,

    getSubscription: async (id: string): Promise<SubscriptionFile> =>
      withTerms(await store.subscriptions.findByPk(id, { rejectOnEmpty: true })),

    /** The live one, or else the latest; null for somebody who never subscribed. */
    async findSubscription(userId: string): Promise<SubscriptionFile | null> {
      const row =
        (await store.findLive(userId)) ??
        (await store.subscriptions.findOne({
          where: { userId },
          order: [
            ['createdAt', 'DESC'],
            ['id', 'DESC'],
          ],
        }));
      return row && withTerms(row);
    },

    /** Of everybody, for administrators. */
    async listSubscriptions(query: SubscriptionQuery): Promise<Page<SubscriberFile>> {
      const { status, plan, userId } = query;
      const source = {
        ...{ name: 'billing.subscriptions', at: 'createdAt', equal: { status, plan, userId } },
        searchedIn: { ids: ['id'], through: [{ columns: ['userId'], select: selectUserIds }] },
      };
      const page = await readPage(recordKeyset(database, store.subscriptions, source, query), query);
      const people = await identity.findUsers([...new Set(page.items.map((row) => row.userId))]);
      const terms = await models.terms.findAll({
        where: { subscriptionId: page.items.map(({ id }) => id), status: 'AGREED' },
        order: ['fromAt', 'id'],
      });
      return mapPage(page, (subscription) => ({
        ...{ subscription, terms: terms.filter((each) => each.subscriptionId === subscription.id) },
        user: personOf(subscription.userId, people),
      }));
    },

    /** Newest first. */
    listInvoices(userId: string, query: PageQuery): Promise<Page<SubscriptionPeriod>> {
      const paid = modelKeyset(models.periods, {
        name: 'billing.invoices',
        order: [
          ['grantedAt', 'DESC'],
          ['invoiceId', 'DESC'],
        ],
        where: { userId },
      });
      return readPage(paid, query);
    },

    /** An invoice that is somebody else's looks like one that does not exist. @throws not_found */
    async readInvoice(actor: UserActor, invoiceId: string): Promise<InvoiceFile> {
      const invoice = await models.periods.findByPk(invoiceId);
      if (!invoice || (invoice.userId !== actor.userId && !isAdmin(actor))) {
        throw notFound('There is no such invoice.');
      }
      const { userId } = invoice;
      return { invoice, subscriber: await identity.getUser(userId), days: await identity.daysOf(userId) };
    },

    /** Whether the live plan includes unlocking listings. */
    async includesUnlocks(userId: string): Promise<boolean> {
      const included: readonly PlanName[] = platform.config.PLANS_INCLUDING_UNLOCKS;
      if (included.length === 0) return false;
      const [live] = await database.select<{ plan: PlanName }>(
        'SELECT plan FROM subscriptions WHERE liveSlot = :userId',
        { userId },
      );
      return live !== undefined && included.includes(live.plan);
    },

    /** By what the usual request limits are multiplied: the live plan's factor, or 1. */
    async limitFactorOf(userId: string): Promise<number> {
      const [live] = await database.select<{ plan: PlanName }>(
        'SELECT plan FROM subscriptions WHERE liveSlot = :userId',
        { userId },
      );
      return live ? plans[live.plan].limitFactor : 1;
    },
  };
}
