/** What subscriptions add to a person's export of their data, and what keeps an account from being deleted. */
import { collectPages } from '../../../platform/db/walk';
import type { ReadSubscriptions } from './read-subscriptions';
import type { SubscriptionPresenter } from './subscription.view';
import type { SubscriptionsContext } from './subscriptions.context';

export function registerUserData(
  { identity, store }: SubscriptionsContext,
  { findSubscription, listInvoices }: ReadSubscriptions,
  present: SubscriptionPresenter,
): void {
  identity.contributesToExport('subscriptions', async ({ userId }) => {
    const latest = await findSubscription(userId);
    return {
      latest: latest && present.subscription(latest),
      invoices: await collectPages(async (page) => present.invoices(await listInvoices(userId, page))),
    };
  });
  identity.preventsDeletion('subscriptions', async (userId) =>
    (await store.findLive(userId)) ? 'You have a subscription. Cancel it first.' : null,
  );
}
