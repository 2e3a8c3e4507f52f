/** Puts the parts of subscriptions together for the door of billing. */
import { proveEach } from '../../../platform/db/find-unreadable';
import type { Violation } from '../../../platform/kernel/violation';
import type { StuckMoney } from '../../ledger';
import type { BillingContext } from '../billing.context';
import { scheduleInvoiceBackfill } from './backfill-invoices';
import { createAcceptInvoice } from './accept-invoice';
import { createChangeSubscription } from './change-subscription';
import { scheduleDunning } from './dunning';
import { createFindInvoiceViolations } from './find-invoice-violations';
import { createFindSubscriptionViolations } from './find-subscription-violations';
import { defineGatewayInvoices } from './gateway-invoice.model';
import type { TakeCreditsBack } from '../take-credits-back';
import { handleMoneyBack } from './handle-money-back';
import { handleGatewayNews } from './handle-gateway-news';
import { createPaySubscription } from './pay-subscription';
import { paymentMethodRoutes } from './payment-methods.routes';
import { plansOf } from './plan.rules';
import { createReadMix, createReadMonthlyChanges, type MonthlyChange, type PlanMix } from './read-mix';
import { createReadSubscriptions } from './read-subscriptions';
import { createSaveCustomer } from './save-customer';
import { createSavePaymentMethods } from './save-payment-methods';
import { settleInvoices } from './settle-invoice';
import { createSubscribe } from './subscribe';
import { defineSubscriptionModels } from './subscription.model';
import { createSubscriptionStore } from './subscription.store';
import { createSubscriptionPresenter } from './subscription.view';
import type { SubscriptionsContext } from './subscriptions.context';
import { subscriptionEnded, subscriptionPlanChanged, subscriptionStarted } from './subscriptions.events';
import { subscriptionRoutes } from './subscriptions.routes';
import { registerUserData } from './subscriptions.user-data';
import { createSyncSubscription } from './sync-subscription';

export interface Subscriptions {
  includesUnlocks(userId: string): Promise<boolean>;
  readMix(): Promise<PlanMix[]>;
  readMonthlyChanges(since: number): Promise<MonthlyChange[]>;
  findViolations(): Promise<Violation[]>;
  /** Invoices that brought more than was agreed. */
  listStuckMoney(): Promise<StuckMoney[]>;
}

export function createSubscriptions(
  { gateway: { gateways, onNews, onCustomers }, ...deps }: BillingContext,
  credits: TakeCreditsBack,
): Subscriptions {
  const { platform, approvals, audit, identity, ledger, payments } = deps;
  const { config, database } = platform;
  const models = defineSubscriptionModels(database);
  const context: SubscriptionsContext = {
    ...{ platform, audit, identity, ledger, gateways, models, payOwed: credits.payOwed },
    plans: plansOf(config),
    store: createSubscriptionStore({ platform, audit, identity, models }),
    invoices: defineGatewayInvoices(database),
  };
  const customers = createSaveCustomer(context);
  const syncing = createSyncSubscription(context);
  const reading = createReadSubscriptions(context);
  const { acceptInvoice, listStuckMoney } = createAcceptInvoice(context, approvals);
  const useCases = {
    ...reading,
    acceptInvoice,
    ...createChangeSubscription(context, syncing, reading),
    ...createPaySubscription(context, syncing, reading),
    subscribe: createSubscribe(context, customers),
  };
  const present = createSubscriptionPresenter(context);
  platform.serve('Subscriptions', subscriptionRoutes(useCases, present));
  platform.serve('Payment methods', paymentMethodRoutes(createSavePaymentMethods(context, customers)));
  registerUserData(context, reading, present);
  identity.setLimitFactor(reading.limitFactorOf, [
    ...[subscriptionStarted, subscriptionPlanChanged, subscriptionEnded],
  ]);

  settleInvoices(context);
  handleMoneyBack(context, { payments, credits });
  scheduleInvoiceBackfill(context, handleGatewayNews(context, { onNews, onCustomers }));
  scheduleDunning(context, syncing);

  ledger.adviseOn('unallocated', async (id) => {
    const invoice = await context.invoices.findByPk(id);
    return (
      invoice && {
        whatToDo: `Invoice ${invoice.gatewayInvoiceId} was paid, and its subscription has not taken it. Look for its failed job (GET /admin/jobs), fix the cause and revive it: POST /admin/jobs/{id}/revive.`,
      }
    );
  });

  const findSubscriptionViolations = createFindSubscriptionViolations(context);
  const findInvoiceViolations = createFindInvoiceViolations(context);
  return {
    listStuckMoney,
    readMix: createReadMix(platform),
    readMonthlyChanges: createReadMonthlyChanges(platform),
    includesUnlocks: reading.includesUnlocks,
    findViolations: () =>
      proveEach({
        'billing.subscriptions': findSubscriptionViolations,
        'billing.invoices': findInvoiceViolations,
      }),
  };
}
