/** Puts the parts of subscriptions together for the door of billing. */
import { collectPages } from '../../../platform/kernel/page';
import type { Violation } from '../../../platform/kernel/violation';
import { scheduleAskingForInvoices } from './ask-for-invoices';
import { createChangeSubscription } from './change-subscription';
import { createDrawInvoice } from './draw-invoice';
import { scheduleDunning } from './dun';
import { createFindSubscriptionViolations } from './find-violations';
import { createFollowGateway } from './follow-gateway';
import { createKeepCustomer } from './keep-customer';
import { createKeepMethods } from './keep-methods';
import { createLife } from './life';
import { createPaySubscription } from './pay-subscription';
import { paymentMethodRoutes } from './payment-methods.routes';
import { createReadSubscriptions } from './read-subscriptions';
import { createSubscribe } from './subscribe';
import { defineSubscriptionModels } from './subscription.model';
import { plansOf, type SubscriptionsContext } from './subscriptions.context';
import { subscriptionRoutes } from './subscriptions.routes';
import { createTakeInvoice } from './take-invoice';

export interface Subscriptions {
  findViolations(): Promise<Violation[]>;
}

export function createSubscriptions(deps: Omit<SubscriptionsContext, 'models' | 'plans'>): Subscriptions {
  const { platform, identity } = deps;
  const context: SubscriptionsContext = {
    ...deps,
    models: defineSubscriptionModels(platform.database),
    plans: plansOf(platform.config),
  };
  const life = createLife(context);
  const following = createFollowGateway(context, life);
  const customers = createKeepCustomer(context);
  createTakeInvoice(context, life);
  scheduleAskingForInvoices(context);
  scheduleDunning(context, life);
  const reading = createReadSubscriptions(context, life);
  identity.setsLimitFactor(reading.limitFactorOf);
  identity.contributesToExport('subscriptions', async (person) => ({
    latest: await reading.viewSubscription(person.userId),
    invoices: await collectPages((page) => reading.listInvoices(person.userId, page)),
  }));
  identity.preventsDeletion('subscriptions', async (userId) =>
    (await context.models.subscriptions.count({ where: { liveSlot: userId } })) > 0
      ? 'You have a subscription. End it first.'
      : null,
  );
  platform.serve(
    'Subscriptions',
    subscriptionRoutes({
      reading,
      subscribe: createSubscribe(context, life, customers),
      changing: createChangeSubscription(context, life, following, reading),
      paying: createPaySubscription(context, following, reading),
      drawInvoice: createDrawInvoice(context),
    }),
  );
  platform.serve('Payment methods', paymentMethodRoutes(createKeepMethods(context, customers)));
  return { findViolations: createFindSubscriptionViolations(context) };
}
