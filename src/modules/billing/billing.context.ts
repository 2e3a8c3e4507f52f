/** What every use case of credits works with. */
import type { Platform } from '../../platform/platform';
import type { Approvals } from '../approvals';
import type { Audit } from '../audit';
import type { Gateway } from '../gateway';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { Payments } from '../payments';
import type { BillingConfig } from './billing.config';
import type { CreditDisputes } from './credit-dispute.model';
import type { CreditOrderStore } from './credit-order.store';
import type { CreditSpendings } from './credit-spending.model';

export interface BillingDeps {
  approvals: Approvals;
  audit: Audit;
  ledger: Ledger;
  identity: Identity;
  gateway: Gateway;
  payments: Payments;
}

export interface BillingContext extends BillingDeps {
  platform: Platform<BillingConfig>;
  /** Orders change through it; reading may ask its table. */
  store: CreditOrderStore;
  spendings: CreditSpendings;
  disputes: CreditDisputes;
}
