/** What every part of subscriptions works with. */
import type { Platform } from '../../../platform/platform';
import type { Audit } from '../../audit';
import type { Gateways } from '../../gateway';
import type { Identity } from '../../identity';
import type { Ledger } from '../../ledger';
import type { BillingConfig } from '../billing.config';
import type { TakeCreditsBack } from '../take-credits-back';
import type { GatewayInvoiceRows } from './gateway-invoice.model';
import type { Plans } from './plan.rules';
import type { SubscriptionModels } from './subscription.model';
import type { SubscriptionStore } from './subscription.store';

export interface SubscriptionsContext {
  platform: Platform<BillingConfig>;
  audit: Audit;
  identity: Identity;
  ledger: Ledger;
  gateways: Gateways;
  plans: Plans;
  /** Subscriptions and their terms change through it; reading may ask its tables. */
  store: SubscriptionStore;
  models: SubscriptionModels;
  invoices: GatewayInvoiceRows;
  payOwed: TakeCreditsBack['payOwed'];
}
