/** What every use case of this module works with. */
import type { Database } from '../../platform/db/database';
import type { Platform } from '../../platform/platform';
import type { Approvals } from '../approvals';
import type { Audit } from '../audit';
import type { Gateway, Gateways } from '../gateway';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { Payments } from '../payments';
import { defineBankAccounts } from './bank-account.model';
import { definePayableHolds } from './payable-hold.model';
import { definePayoutAccounts, definePayouts } from './payout.model';
import type { PayoutsConfig } from './payouts.config';

export interface PayoutsDeps {
  approvals: Approvals;
  audit: Audit;
  identity: Identity;
  ledger: Ledger;
  gateway: Gateway;
  payments: Payments;
}

export interface PayoutsContext extends Omit<PayoutsDeps, 'gateway'> {
  platform: Platform<PayoutsConfig>;
  models: Models;
  gateways: Gateways;
  stray: Gateway['stray'];
}

export type Models = ReturnType<typeof defineModels>;

export const defineModels = (database: Database) => ({
  payouts: definePayouts(database),
  accounts: definePayoutAccounts(database),
  bankAccounts: defineBankAccounts(database),
  holds: definePayableHolds(database),
});
